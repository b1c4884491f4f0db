"""A second price list, kept by others: read as a file where its package is installed, compared with ours.

model-prices follows the history of models.dev, corrects it with sources and compares it with the vendors' own
pages every day. It has no dependency and is never imported: only its data is read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, Final

from calculator.models import PriceRow

PACKAGE: Final = "model-prices"
FILE: Final = "model_prices/snapshot.json"
SCHEMA: Final = 1
_PLACES: Final = Decimal("1e-10")
# Sellers of the second list that are called otherwise in ours; those of one name need no row.
SELLERS: Final[Mapping[str, str]] = {"xai": "x-ai", "amazon-bedrock": "aws", "nova": "aws"}
_STANDARD: Final[Mapping[str, str]] = {
    "input": "input_price",
    "output": "output_price",
    "cache_read": "cache_read_price",
    "cache_write": "cache_write_price",
}
# The second list gives one name to writes of an hour and of longer: compared only where ours knows a price.
_WHERE_BOTH: Final = frozenset({"cache_write_1h_price"})
COMPARED: Final = (
    *_STANDARD.values(),
    "cache_write_1h_price",
    "long_context_threshold",
    *(f"long_context_{name}" for name in _STANDARD.values()),
    "batch_input_price",
    "batch_output_price",
)

type Prices = dict[str, Decimal]


class UnreadableListError(ValueError):
    """The second list is installed in a form that this release does not know."""


@dataclass(frozen=True, slots=True)
class SecondList:
    """Prices in force on a day by seller and model: dollars per million tokens, named as in `PriceRow`."""

    name: str
    of: str
    prices: dict[tuple[str, str], Prices]


@dataclass(frozen=True, slots=True)
class Difference:
    """One price of one model in both lists; None where a list has none."""

    reference: str
    field: str
    ours: Decimal | None
    theirs: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many models both lists have, and where they differ."""

    shared: int
    differences: tuple[Difference, ...]


def second_list(day: date) -> SecondList | None:
    """The installed second list as of a day; None where none is installed."""
    try:
        installed = distribution(PACKAGE)
    except PackageNotFoundError:
        return None
    try:
        snapshot = json.loads(Path(str(installed.locate_file(FILE))).read_text("utf-8"), parse_float=Decimal)
        if snapshot["schema"] != SCHEMA:
            raise UnreadableListError(f"its form is {snapshot['schema']}, not {SCHEMA}")
        prices = dict(_prices(snapshot, day))
        return SecondList(f"{PACKAGE} {installed.version}", snapshot["updated_at"][:10], prices)
    except (OSError, KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise UnreadableListError(f"{type(error).__name__}: {error}") from error


def compare(rows: Iterable[PriceRow], second: SecondList) -> Comparison:
    """Our rows against the second list, by their own names and those that are equal by our list's rule.

    A rule that only says how a name begins is not asked: it would lead a newer model to an older one's price.
    Of models of images and sound the second list has their main price, which ours are not for: they are left.
    """
    shared = 0
    found = []
    for row in rows:
        if not row.text:
            continue
        names = [row.model.lower(), *_equals(row.match)]
        theirs = next(
            (second.prices[row.provider, name] for name in names if (row.provider, name) in second.prices),
            None,
        )
        if theirs is None:
            continue
        shared += 1
        found += list(_differences(row, theirs))
    return Comparison(shared, tuple(found))


def _differences(row: PriceRow, theirs: Prices) -> Iterator[Difference]:
    for name in COMPARED:
        value = getattr(row, name)
        ours, their = None if value is None else Decimal(value), theirs.get(name)
        if ours is None or their is None:
            differ = ours is not their and name not in _WHERE_BOTH
        else:
            # From a number of tokens on, and above it: one list has the one and one the other.
            differ = abs(ours - their) > (1 if name == "long_context_threshold" else 0)
        if differ:
            yield Difference(row.reference, name, ours, their)


def _prices(snapshot: Mapping[str, Any], day: date) -> Iterator[tuple[tuple[str, str], Prices]]:
    for seller, models in snapshot["prices"].items():
        gone = snapshot["status"].get(seller, {})
        for model, modes in models.items():
            standard = _in_force(modes["standard"], day)
            if standard is None or gone.get(model) == "removed":
                continue
            found = _of(standard, _in_force(modes.get("batch", ()), day) or {})
            factor = _dearest_hours(snapshot["schedules"]["schedule"], seller, model, day)
            dear = {
                name: price if name == "long_context_threshold" else price * factor
                for name, price in found.items()
            }
            yield (SELLERS.get(seller, seller), model.lower()), dear


def _in_force(history: Iterable[Mapping[str, Any]], day: date) -> Mapping[str, Any] | None:
    begun = [each for each in history if each["start"] is None or each["start"][:10] <= day.isoformat()]
    return begun[-1]["rates"] if begun else None


def _of(standard: Mapping[str, Any], batch: Mapping[str, Any]) -> Prices:
    found = {name: standard[key] for key, name in _STANDARD.items() if key in standard}
    if "cache_write_1h_multiple" in standard:
        found["cache_write_1h_price"] = standard["input"] * standard["cache_write_1h_multiple"]
    for tier in standard.get("tiers", ())[:1]:
        found["long_context_threshold"] = tier["above"]
        found |= {f"long_context_{name}": tier[key] for key, name in _STANDARD.items() if key in tier}
    found |= {f"batch_{_STANDARD[key]}": batch[key] for key in ("input", "output") if key in batch}
    return {name: Decimal(price).quantize(_PLACES).normalize() for name, price in found.items()}


def _dearest_hours(schedules: Iterable[Mapping[str, Any]], seller: str, model: str, day: date) -> Decimal:
    """By what a price is multiplied in its dearest hours, which is the price of our row."""
    factors = [Decimal(1)]
    for each in schedules:
        begun = each["valid_from"][:10] <= day.isoformat()
        if each["provider"] == seller and begun and day.isoformat() < each.get("valid_until", "9999"):
            factor = each.get("peak_multiplier", 1)
            factors.append(Decimal(factor.get(model, 1) if isinstance(factor, dict) else factor))
    return max(factors)


def _equals(rule: Any) -> Iterator[str]:
    """The names that a rule of our list knows by themselves."""
    if not isinstance(rule, dict):
        return
    if "equals" in rule:
        yield str(rule["equals"]).lower()
    for part in rule.get("or", ()):
        yield from _equals(part)
