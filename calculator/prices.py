"""From a model and a day to the prices in force, and what has to be said about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from calculator.costs import Note
from calculator.models import PriceRow
from calculator.workload import TYPED_PRICES, WorkloadErrors, plain, read_decimal

# A bare model name that several sellers offer means the maker's own offer.
MAKERS: Final = (
    "openai",
    "anthropic",
    "google",
    "mistral",
    "x-ai",
    "deepseek",
    "cohere",
    "meta",
    "moonshotai",
    "minimax",
    "perplexity",
    "zai",
    "voyageai",
)
PRICE_FIELDS: Final = (
    "input_price",
    "output_price",
    "cache_read_price",
    "cache_write_price",
    "long_context_threshold",
    "long_context_input_price",
    "long_context_output_price",
)


@dataclass(frozen=True, slots=True)
class Priced:
    """A workload in JSON form with its prices filled in, which fields that were, and where they came from."""

    inputs: dict[str, object]
    notes: tuple[Note, ...]
    row: PriceRow | None
    filled: frozenset[str] = frozenset()


def price_inputs(data: Mapping[str, object], today: date | None = None) -> Priced:
    """Replace `model` and `priced_on` by the prices in force; typed prices pass through untouched."""
    inputs = {name: value for name, value in data.items() if name not in {"model", "priced_on"}}
    model, day_text = data.get("model"), data.get("priced_on")
    if model is None:
        if day_text is not None:
            raise WorkloadErrors({"priced_on": [_("Name the model too: a date alone has no price.")]})
        return Priced(inputs, (), None)
    typed = [name for name in TYPED_PRICES if data.get(name) is not None]
    if typed:
        message = _("Give a model or typed prices, not both.")
        raise WorkloadErrors({"model": [message], **{name: [message] for name in typed}})
    day = _day(day_text, today or timezone.now().date())
    row, notes = find_price(model, day)
    prices = {name: _text(getattr(row, name)) for name in PRICE_FIELDS if getattr(row, name) is not None}
    batch, batch_notes = _batch(row, inputs)
    return Priced({**inputs, **prices, **batch}, notes + batch_notes, row, frozenset({*prices, *batch}))


def find_price(model: object, day: date) -> tuple[PriceRow, tuple[Note, ...]]:
    """The row in force for `provider/model`, or for a model alone, with what its start date leaves open."""
    if type(model) is not str or not model.strip():
        raise WorkloadErrors({"model": [_("Name a model, such as openai/o3.")]})
    provider, bare, name_notes = _identify(model.strip())
    rows = list(PriceRow.objects.open().of_model(provider, bare))
    begun = [row for row in rows if row.effective_from is None or row.effective_from <= day]
    if not begun:
        first = min(row.effective_from for row in rows if row.effective_from)
        message = _("%(model)s has no known price before %(day)s.")
        raise WorkloadErrors(
            {"priced_on": [message % {"model": f"{provider}/{bare}", "day": first.isoformat()}]}
        )
    row = max(begun, key=lambda row: row.rank)
    if row.effective_from is None:
        start = _("The first day of this price is not known: on an early date it may not have been in force.")
        name_notes += (Note("priced_on", start),)
    return row, name_notes


def look_up(words: str, day: date, *, most: int) -> list[PriceRow]:
    """Models whose names hold every word, makers' own offers first, at the price in force on a day."""
    if not words.strip():
        rows = PriceRow.objects.filter(provider__in=MAKERS[:3]).in_force_on(day)
    else:
        rows = PriceRow.objects.matching(words).in_force_on(day)
    order = {maker: place for place, maker in enumerate(MAKERS)}
    rows.sort(key=lambda row: (order.get(row.provider, len(MAKERS)), row.provider, row.display_name))
    return rows[:most]


@dataclass(frozen=True, slots=True)
class Course:
    """How a price came about and how it goes on: since when it is what it is, and what is to follow."""

    since: date | None
    announced: PriceRow | None


def courses_of(rows: Sequence[PriceRow], today: date) -> dict[int, Course]:
    """The course of each of these rows, from one look at all the rows of their models."""
    of_model: dict[tuple[str, str], list[PriceRow]] = {}
    for row in PriceRow.objects.open().filter(model__in={row.model for row in rows}):
        of_model.setdefault((row.provider, row.model), []).append(row)
    every = {key: sorted(found, key=lambda row: row.rank) for key, found in of_model.items()}
    return {row.pk: _course(row, every.get((row.provider, row.model), []), today) for row in rows}


def _course(row: PriceRow, every: Sequence[PriceRow], today: date) -> Course:
    """A row may start because something else began, a batch price: then the price itself is older."""
    since = row.effective_from
    for earlier in reversed(
        [other for other in every if other.origin == row.origin and other.rank < row.rank]
    ):
        if (earlier.input_price, earlier.output_price) != (row.input_price, row.output_price):
            break
        since = earlier.effective_from
    later = [other for other in every if other.announced(today) and other.rank > row.rank]
    first = min((other.effective_from or date.max for other in later), default=None)
    wins = [other for other in later if other.effective_from == first]
    return Course(since, max(wins, key=lambda other: other.rank, default=None))


def _identify(model: str) -> tuple[str, str, tuple[Note, ...]]:
    """Exact names only: an invented suffix is an unknown model, never the nearest one."""
    provider, slash, bare = model.partition("/")
    if slash and PriceRow.objects.open().of_model(provider, bare).exists():
        return provider, bare, ()
    providers = set(PriceRow.objects.open().filter(model=model).values_list("provider", flat=True))
    if not providers:
        message = _("No price is known for the model %(model)s. Choose one of the list, or type its prices.")
        raise WorkloadErrors({"model": [message % {"model": model}]})
    makers = [maker for maker in MAKERS if maker in providers]
    if len(providers) > 1 and not makers:
        message = _("Several sellers offer %(model)s: name one of %(names)s.")
        names = ", ".join(f"{seller}/{model}" for seller in sorted(providers))
        raise WorkloadErrors({"model": [message % {"model": model, "names": names}]})
    chosen = makers[0] if makers else providers.pop()
    if len(providers) <= 1:
        return chosen, model, ()
    said = _("Several sellers offer this model: the price is that of %(seller)s.") % {"seller": chosen}
    return chosen, model, (Note("model", said),)


def _day(text: object, today: date) -> date:
    if text is None:
        return today
    try:
        return date.fromisoformat(text if type(text) is str else "")
    except ValueError as error:
        raise WorkloadErrors(
            {"priced_on": [_("Enter a date as year-month-day, such as 2026-11-24.")]}
        ) from error


def _batch(row: PriceRow, inputs: Mapping[str, object]) -> tuple[dict[str, object], tuple[Note, ...]]:
    """The factor of a batch call by this model's own batch prices; without them a batch saves nothing.

    It is filled in before anything is sent as batch, so that a lever or a later change does not fall back on
    our default; what it means is said once something is.
    """
    if inputs.get("batch_factor") is not None:
        return {}, ()
    share, refused = read_decimal(inputs.get("batch_share", "0"))
    used = bool(share) and not refused
    if row.batch_input_price is None or row.batch_output_price is None:
        message = _("This model has no batch price: calls sent as batch are priced like any other.")
        return {"batch_factor": "1"}, (Note("batch_factor", message),) if used else ()
    factors = _factors(row)
    dearest = max(factors, default=Decimal(1))
    notes: tuple[Note, ...] = ()
    if used and len(set(factors)) > 1:
        message = _("The batch prices are not one share of the prices: the dearer share is used.")
        notes = (Note("batch_factor", message),)
    return {"batch_factor": _text(min(dearest, Decimal(1)))}, notes


def _factors(row: PriceRow) -> list[Decimal]:
    pairs = ((row.batch_input_price, row.input_price), (row.batch_output_price, row.output_price))
    with localcontext(prec=20):
        return [batch / price for batch, price in pairs if batch is not None and price]


def _text(number: Decimal | int) -> str:
    return plain(Decimal(number))
