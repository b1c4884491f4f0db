"""From the models of a workload to the prices in force, and what has to be said about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, localcontext
from typing import Any, Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Note
from calculator.domain.fields import MOST_STEPS, PRICE_TABLE_FIELDS, TYPED_PRICES
from calculator.domain.input_rules import IN_THE_STEPS
from calculator.domain.prices.live_notes import BATCH_LISTED_FROM, BATCH_OF_TWO_SHARES, NO_BATCH_PRICE
from calculator.domain.prices.own_prices import own_price_notes
from calculator.domain.prices.row_notes import row_notes
from calculator.domain.what_if.cheaper import FEES
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, lists_from, read_decimal
from calculator.models import PriceRow
from calculator.prices.lookup import find_price
from runrate.core.decimals import plain

FLAT: Final = ""
"""The prefix of the flat fields; that of the second step is `steps.2.`."""
PRICED_BY_A_MODEL: Final = (*TYPED_PRICES, "batch_factor", "batch_cache_factor", "priced_on")
"""What a model of the table brings along, so that nothing of another model stays behind."""
MOST_REFUSED: Final = 3
"""So many models of one workload are looked for among all names when they are unknown."""

type Found = tuple[PriceRow, tuple[Note, ...]]


@dataclass(frozen=True, slots=True)
class Copied:
    """A price row and the inputs it filled, by their whole names: of the flat fields, or of one step."""

    prefix: str
    row: PriceRow
    filled: frozenset[str]
    day: date
    """Of which its price is."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A workload in JSON form with its prices filled in, which fields that were, and where they came from."""

    inputs: dict[str, object]
    notes: tuple[Note, ...] = ()
    copies: tuple[Copied, ...] = ()
    brought: tuple[Note, ...] = ()
    """What a file said of its prices, as far as they still stand."""
    measured: Mapping[str, str] = field(default_factory=dict)
    """The origins of inputs that were read out of a bill, by their whole names."""
    invoice_told: tuple[str, str] = ("", "")
    """The amount of the last invoice of a file and where it is from, as that file says."""

    @property
    def row(self) -> PriceRow | None:
        """The row that priced the flat fields."""
        return next((each.row for each in self.copies if each.prefix == FLAT), None)

    @property
    def filled(self) -> frozenset[str]:
        return frozenset().union(*(each.filled for each in self.copies))

    def row_of(self, name: str) -> PriceRow | None:
        """The row that an input was copied from; None where somebody gave it."""
        return next((each.row for each in self.copies if name in each.filled), None)


def price_inputs(data: Mapping[str, object], today: date | None = None) -> Priced:
    """Replace each `model` and `priced_on` by the prices in force; prices typed beside them stay.

    `data` is a workload in JSON form. Raises WorkloadErrors, each field by its whole name.
    """
    today = today or timezone.now().date()
    found = _Pricing(today)
    steps = data.get("steps")
    inputs = found.price(data, FLAT) if steps is None else found.beside_steps(data, steps)
    if isinstance(steps, list | tuple) and len(steps) <= MOST_STEPS:
        inputs["steps"] = [
            found.price(step, f"steps.{number}.") if isinstance(step, Mapping) else step
            for number, step in enumerate(steps, start=1)
        ]
    if found.errors:
        raise WorkloadErrors(found.errors)
    return Priced(inputs, tuple(found.notes), tuple(found.copies))


def by_model(workload: Workload, model: str) -> Priced:
    """The same work with this model of the table in every step, at its list price.

    A share of list price is agreed for the model in use and no other; a fee of calls or searches stays where
    the other model lists none. Raises WorkloadErrors.
    """
    listed = find_price(model, timezone.now().date())[0]
    stay = {name for name in FEES if getattr(listed, name) is None}
    gone = {*PRICED_BY_A_MODEL, "price_factor"} - stay
    kept = {name: text for name, text in workload.as_form().items() if name.rpartition(".")[2] not in gone}
    places = [f"steps.{number}." for number in range(1, len(workload.steps) + 1)] or [FLAT]
    return price_inputs(lists_from({**kept, **{f"{place}model": model for place in places}}))


def listed_prices(row: PriceRow) -> dict[str, str]:
    """What the list says of a model, by the field that it fills: dollars, the threshold in tokens."""
    return {name: _text(value) for name in TYPED_PRICES if (value := getattr(row, name)) is not None}


def copies_in(copied: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The rows that `prices_copied` holds, by the prefix of what they priced; typed prices have none."""
    if "steps" in copied:
        return {f"steps.{number}.": row for number, row in copied["steps"].items()}
    return {FLAT: copied} if copied.get("row") else {}


class _Pricing:
    """The models of one workload, each looked up once however many steps use it."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.notes: list[Note] = []
        self.copies: list[Copied] = []
        self.errors: dict[str, list[str]] = {}
        self._rows: dict[tuple[object, date], Found] = {}

    def price(self, data: Mapping[str, object], prefix: str) -> dict[str, object]:
        """The inputs of a step, or the flat ones, with the prices of their model in place."""
        inputs = {name: value for name, value in data.items() if name not in PRICE_TABLE_FIELDS}
        try:
            prices, notes = self._prices(data, inputs, prefix)
        except WorkloadErrors as refused:
            self.errors |= {prefix + name: said for name, said in refused.errors.items()}
            return inputs
        self.notes += [Note(prefix + note.field, note.message) for note in notes]
        return {**inputs, **prices}

    def beside_steps(self, data: Mapping[str, object], steps: object) -> dict[str, object]:
        """The flat inputs where there are steps: a model there prices nothing and is refused by its own name,
        not by those of the prices that it would have filled."""
        if isinstance(steps, list | tuple) and steps:
            named = (name for name in PRICE_TABLE_FIELDS if data.get(name) is not None)
            self.errors |= {name: [_(IN_THE_STEPS)] for name in named}
        return {name: value for name, value in data.items() if name not in PRICE_TABLE_FIELDS}

    def _prices(
        self, data: Mapping[str, object], inputs: dict[str, object], prefix: str
    ) -> tuple[dict[str, object], tuple[Note, ...]]:
        model, day_text = data.get("model"), data.get("priced_on")
        if model is None:
            if day_text is not None:
                raise WorkloadErrors({"priced_on": [_("Name the model too: a date alone has no price.")]})
            return {}, ()
        day = _day(day_text, self.today)
        key = (model if isinstance(model, str) else None, day)
        if key not in self._rows and len(self.errors) >= MOST_REFUSED:
            # Looking for names like an unknown one takes long; those before it say enough.
            raise WorkloadErrors({"model": [_("Check this model too: others before it are not known.")]})
        if key not in self._rows:
            self._rows[key] = find_price(model, day, self.today)
        row, notes = self._rows[key]
        typed = [name for name in TYPED_PRICES if inputs.get(name) is not None]
        listed = listed_prices(row)
        batch, batch_notes = batch_factors(row, inputs, day)
        filled = {**{name: text for name, text in listed.items() if name not in typed}, **batch}
        self.copies.append(Copied(prefix, row, frozenset(prefix + name for name in filled), day))
        notes += row_notes(row, inputs) + batch_notes + tuple(own_price_notes(typed, listed, inputs))
        return filled, notes


def _day(text: object, today: date) -> date:
    if text is None:
        return today
    try:
        return date.fromisoformat(text if type(text) is str else "")
    except ValueError as error:
        raise WorkloadErrors(
            {"priced_on": [_("Enter a date as year-month-day, such as 2026-11-24.")]}
        ) from error


def batch_factors(
    row: PriceRow, inputs: Mapping[str, object], day: date
) -> tuple[dict[str, object], tuple[Note, ...]]:
    """The factors of a batch call by this model's own batch prices; without them a batch saves nothing.

    One that was typed replaces that one alone: cached tokens keep what the vendor asks for them. They are
    filled in before anything is sent as batch, so that a lever or a later change does not fall back on our
    default; what they mean is said once something is.
    """
    share, refused = read_decimal(inputs.get("batch_share", "0"))
    used = bool(share) and not refused
    found: dict[str, object] = {}
    notes: tuple[Note, ...] = ()
    has_prices = row.batch_input_price is not None and row.batch_output_price is not None
    if inputs.get("batch_factor") is None:
        found["batch_factor"] = _text(row_batch_factors(row)[0])
        notes = of_batch_prices(row, day) if used else ()
    if has_prices and row.batch_cache_factor is not None and inputs.get("batch_cache_factor") is None:
        found["batch_cache_factor"] = _text(row.batch_cache_factor)
    return found, notes


def of_batch_prices(row: PriceRow, day: date) -> tuple[Note, ...]:
    """What has to be said where calls are sent as batch at the row's own factor."""
    if row.batch_input_price is None or row.batch_output_price is None:
        return (Note("batch_factor", _(NO_BATCH_PRICE)),)
    notes: tuple[Note, ...] = ()
    if len(set(_factors(row))) > 1:
        notes = (Note("batch_factor", _(BATCH_OF_TWO_SHARES)),)
    if row.batch_listed_from and day < row.batch_listed_from:
        words = {"day": date_format(row.batch_listed_from, "j F Y")}
        notes += (Note("batch_factor", _(BATCH_LISTED_FROM) % words),)
    return notes


def row_batch_factors(row: PriceRow) -> tuple[Decimal, Decimal]:
    """What a batch call pays of a row's prices, the dearer share counting, and of those of cached tokens."""
    if row.batch_input_price is None or row.batch_output_price is None:
        return Decimal(1), Decimal(1)
    factor = min(max(_factors(row), default=Decimal(1)), Decimal(1))
    return factor, factor if row.batch_cache_factor is None else row.batch_cache_factor


def _factors(row: PriceRow) -> list[Decimal]:
    pairs = ((row.batch_input_price, row.input_price), (row.batch_output_price, row.output_price))
    with localcontext(prec=20):
        return [batch / price for batch, price in pairs if batch is not None and price]


def _text(number: Decimal | int) -> str:
    return plain(Decimal(number))
