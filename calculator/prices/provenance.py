"""Where each input of a scenario comes from: typed, an example, a price of the table, or our default."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.fields import TYPED_PRICES
from calculator.domain.presets import BY_KEY
from calculator.domain.prices.brought_notes import BROUGHT, brought_along, prefix_of
from calculator.domain.prices.examples import example_notes, example_of, places, standing
from calculator.domain.prices.live_notes import FACTS, facts_of
from calculator.domain.prices.moved_rows import NOT_TOLD, NOWHERE, Told, places_before
from calculator.domain.typed_numbers.inputs import shown
from calculator.domain.workload import Workload, defaults_in_force
from calculator.domain.workload_input import flat_from
from calculator.models import Scenario
from calculator.prices.how_known import day_of, known_of
from calculator.prices.kept_rows import kept_rows
from calculator.prices.pricing import (
    FLAT,
    PRICED_BY_A_MODEL,
    Copied,
    Priced,
    copies_in,
    listed_prices,
    of_batch_prices,
)
from calculator.prices.usage_sources import FROM_A_BILL, read_in_a_bill

ENTERED: Final = "entered"
DEFAULT: Final = "default"
CHOSEN_DAY: Final = "priced_on"
"""Of which day a copied row is, where somebody asked for another than the day it was copied on."""
PRICE: Final = "price"
_PRICES_OF_A_MODEL: Final = frozenset(PRICED_BY_A_MODEL) - {"priced_on"}
_FROM_ELSEWHERE: Final = (f"{PRICE}:", "preset:")


def origins(
    workload: Workload,
    priced: Priced,
    *,
    preset: str = "",
    before: Scenario | None = None,
    told: Told = NOT_TOLD,
) -> dict[str, str]:
    """The origin of every input; what is as it was in the scenario before keeps the one it had.

    `told` is which row of that scenario each row was.
    """
    example = preset if preset in BY_KEY else example_of(before.origins) if before else ""
    start = BY_KEY[example].workload.as_form() if example in BY_KEY else {}
    stood = places(example, workload)
    earlier = flat_from(before.inputs) if before else {}
    moved = places_before(workload.as_form(), earlier, told)
    kept = kept_rows(workload, priced, before, told) if before else {}
    found = dict.fromkeys(defaults_in_force(workload), DEFAULT)
    for name, value in workload.as_form().items():
        prefix = prefix_of(name)
        then, row = kept.get(prefix, (_place_before(prefix, moved), {}))
        part = name.removeprefix(prefix)
        old = then + part
        origin = before.origins.get(old, ENTERED) if before else ENTERED
        if fresh := priced.row_of(name):
            found[name] = f"{PRICE}:{fresh.pk}"
        elif name in priced.measured:
            found[name] = priced.measured[name]
        elif before and _is_as_before(name, earlier.get(old), value) and _still_true(origin, name, row):
            found[name] = origin
        elif (preset or prefix in stood) and start.get(stood.get(prefix, prefix) + part) == value:
            found[name] = f"preset:{example}"
        else:
            found[name] = DEFAULT if _unnamed(name, value) else ENTERED
    return found


def prices_copied(
    priced: Priced,
    workload: Workload | None = None,
    before: Scenario | None = None,
    told: Told = NOT_TOLD,
) -> dict[str, object]:
    """Which rows the prices were copied from, as they were then; kept while the inputs are as copied.

    A row of the flat fields stands by itself, those of steps as `steps`: {"2": row}; beside them stands what
    a file said of prices of its own.
    """
    said = priced.brought
    if before and workload:
        said += example_notes(example_of(before.origins), workload)
    brought = brought_along(said, workload.as_form()) if workload else []
    return _rows_copied(priced, workload, before, told) | ({BROUGHT: brought} if brought else {})


def _rows_copied(
    priced: Priced, workload: Workload | None, before: Scenario | None, told: Told
) -> dict[str, object]:
    found = {each.prefix: _row_copied(each, priced) for each in priced.copies}
    if before and workload:
        kept = kept_rows(workload, priced, before, told)
        found |= {prefix: row for prefix, (_then, row) in kept.items()}
    if FLAT in found:
        return found[FLAT]
    numbered = {int(prefix.split(".")[1]): copied for prefix, copied in found.items()}
    return {"steps": {str(number): numbered[number] for number in sorted(numbered)}} if found else {}


def row_of(copied: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Of the rows that `prices_copied` holds the one that an origin `price:<key>` names; none of none."""
    rows = list(copies_in(copied).values())
    return next((row for row in rows if str(row["row"]) == key), rows[0] if rows else {})


def _row_copied(each: Copied, priced: Priced) -> dict[str, object]:
    row = each.row
    mine = (note for note in priced.notes if prefix_of(note.field) == each.prefix)
    return {
        "row": row.pk,
        "model": row.reference,
        "display_name": row.display_name,
        "effective_from": row.effective_from.isoformat() if row.effective_from else None,
        "checked_on": _iso(row.checked_on),
        "listed_in": row.listed_in,
        "listed_on": _iso(row.listed_on),
        "origin": str(row.origin),
        "set_on": _iso(row.set_on),
        "source_url": row.source_url,
        "copied_on": (today := timezone.now().date()).isoformat(),
        **({} if each.day == today else {CHOSEN_DAY: each.day.isoformat()}),
        "filled": sorted(each.filled),
        "listed": listed_prices(row),
        FACTS: facts_of(row, of_batch_prices(row, each.day)),
        "notes": [asdict(note) for note in mine],
    }


def in_words(origin: str, copied: Mapping[str, object], today: date) -> str:
    """An origin as people read it; `copied` is the row its prices were copied from."""
    kind, _colon, key = origin.partition(":")
    if kind == PRICE and (copied := row_of(copied, key)):
        words = {
            "model": copied.get("model", ""),
            "source": site_of(str(copied.get("source_url", ""))) or _("price list"),
            "checked": known_of(copied, today)[0],
            "copied": _written(day_of(copied.get("copied_on"))),
        }
        if day := day_of(copied.get(CHOSEN_DAY)):
            said = _("%(model)s, asked for %(day)s, %(checked)s (%(source)s), copied %(copied)s")
            return said % {**words, "day": _written(day)}
        return _("%(model)s, %(checked)s (%(source)s), copied %(copied)s") % words
    if kind in FROM_A_BILL:
        return read_in_a_bill(kind, key)
    if kind == "preset" and key in BY_KEY:
        return _("example: %(title)s") % {"title": BY_KEY[key].title}
    return _("our default") if kind == DEFAULT else _("entered")


def site_of(address: str) -> str:
    """The name of the site an address leads to."""
    return urlsplit(address).netloc.removeprefix("www.") or address


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _written(day: date | None) -> str:
    return date_format(day, "j F Y") if day else _("on an unknown date")


def _is_as_before(name: str, earlier: str | None, now: str) -> bool:
    """Whether an input is as it was, as far as its box shows the digits of a number without an end."""
    return earlier is not None and (earlier == now or _in_a_box(name, earlier) == _in_a_box(name, now))


def _in_a_box(name: str, text: str) -> str:
    """As far as a box shows the digits of what a bill measured: what was sent back may have no more."""
    return shown(name, text, measured=True)


def _still_true(origin: str, name: str, row: Mapping[str, Any]) -> bool:
    """A number copied from a row says so only as long as the scenario says which row that was."""
    return not origin.startswith(f"{PRICE}:") or name in row.get("filled", ())


def _place_before(prefix: str, moved: Mapping[str, str]) -> str:
    """Of the flat fields these; of a row the one that it was, of a new one none."""
    return moved.get(prefix, NOWHERE) if prefix else prefix


def _old_name(name: str, moved: Mapping[str, str]) -> str:
    prefix = prefix_of(name)
    return _place_before(prefix, moved) + name.removeprefix(prefix)


def _unnamed(name: str, value: str) -> bool:
    return name == "unit_name" and value == Workload().unit_name


@dataclass(frozen=True, slots=True)
class ListPrices:
    """One model of the list as it was when its prices were copied."""

    model: str
    prices: Mapping[str, str]
    """Dollars by field, the threshold in tokens; copies of before lack those that somebody replaced."""
    source: str = ""
    """How the prices are known and where they were read: listed in genai-prices of a day (anthropic.com)."""


def list_prices(copied: Mapping[str, Any], inputs: Mapping[str, str], today: date) -> dict[str, ListPrices]:
    """Of what `prices_copied` holds, by prefix: `steps.2.`; `inputs` hold what was copied."""
    return {prefix: _list_prices(row, prefix, inputs, today) for prefix, row in copies_in(copied).items()}


def _list_prices(row: Mapping[str, Any], prefix: str, inputs: Mapping[str, str], today: date) -> ListPrices:
    filled = set(row.get("filled", TYPED_PRICES)) & set(inputs)
    as_copied = {name: inputs[prefix + name] for name in TYPED_PRICES if prefix + name in filled}
    site = site_of(str(row.get("source_url", ""))) or _("price list")
    source = f"{known_of(row, today)[0]} ({site})"
    return ListPrices(str(row.get("model", "")), {**as_copied, **row.get("listed", {})}, source)


def models_of_steps(copied: Mapping[str, Any]) -> dict[str, str]:
    """What `prices_copied` holds for steps, by the name of their input: `steps.2.model`."""
    rows = copies_in(copied)
    return {f"{prefix}model": str(row.get("model", "")) for prefix, row in rows.items() if prefix}


def example_prices(preset: str, workload: Workload) -> dict[str, ListPrices]:
    """The same of a worked example, as far as its prices still stand."""
    found = {}
    for prefix, source in standing(preset, workload):
        day = date_format(source.day, "j F Y")
        said = _("%(source)s (%(day)s)") % {"source": source.text, "day": day}
        prices = {name: workload.get(prefix + name) for name in TYPED_PRICES}
        as_text = {name: str(price) for name, price in prices.items() if price is not None}
        found[prefix] = ListPrices(source.model, as_text, said)
    return found


def untyped(typed: Mapping[str, str], preset: str, saved: Scenario | None, told: Told = NOT_TOLD) -> str:
    """The prices in the boxes of a form that are those of its example or of a saved row, as boxes show them.

    A place whose model is named has none: what stands beside a model was typed.
    """
    brought = dict(_brought(preset, saved, typed, told))
    found = {
        name: shown(name, text)
        for name, text in typed.items()
        if name.rpartition(".")[2] in _PRICES_OF_A_MODEL
        and not typed.get(f"{prefix_of(name)}model")
        and _in_a_box(name, text) in brought.get(name, ())
    }
    return urlencode(found)


def _brought(
    preset: str, saved: Scenario | None, typed: Mapping[str, str], told: Told
) -> Iterator[tuple[str, set[str]]]:
    """Inputs that an example or a saved scenario brought, as their boxes show them."""
    example = BY_KEY[preset].workload.as_form() if preset in BY_KEY else {}
    before = flat_from(saved.inputs) if saved else {}
    said = saved.origins if saved else {}
    moved = places_before(typed, before, told)
    here = {
        name: before[old]
        for name in typed
        if (old := _old_name(name, moved)) in before and said.get(old, "").startswith(_FROM_ELSEWHERE)
    }
    for name in example.keys() | here.keys():
        yield name, {_in_a_box(name, found[name]) for found in (example, here) if name in found}
