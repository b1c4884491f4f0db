"""From a model and a day to the prices in force, and what has to be said about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from calculator.domain.aliases import LONGEST, nearest, resolve
from calculator.domain.cost_lines import Note
from calculator.domain.workload import BY_NAME, TYPED_PRICES
from calculator.domain.workload_input import WorkloadErrors, read_decimal
from calculator.models import PriceRow
from calculator.prices.row_notes import row_notes
from calculator.prices.search import MAKERS, known_models
from runrate.core.decimals import plain

LISTED_PRICES: Final = (
    "input_price",
    "output_price",
    "cache_read_price",
    "cache_write_price",
    "cache_write_1h_price",
    "call_fee",
    "search_price",
    "long_context_threshold",
    "long_context_input_price",
    "long_context_output_price",
    "long_context_cache_read_price",
    "long_context_cache_write_price",
)
# A row may hold a price before a workload has an input for it: until then a note says that it is not charged.
PRICE_FIELDS: Final = tuple(name for name in LISTED_PRICES if name in BY_NAME)


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
    notes += row_notes(row, inputs)
    prices = {name: _text(getattr(row, name)) for name in PRICE_FIELDS if getattr(row, name) is not None}
    batch, batch_notes = _batch(row, inputs, day)
    return Priced({**inputs, **prices, **batch}, notes + batch_notes, row, frozenset({*prices, *batch}))


def find_price(model: object, day: date) -> tuple[PriceRow, tuple[Note, ...]]:
    """The row in force for `provider/model`, or for a model alone, with what its start date leaves open."""
    if type(model) is not str or not model.strip() or not model.strip().isprintable():
        raise WorkloadErrors({"model": [_("Name a model, such as openai/o3.")]})
    if len(model) > LONGEST:
        raise WorkloadErrors({"model": [_("Name a model in at most 160 characters.")]})
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


def _identify(model: str) -> tuple[str, str, tuple[Note, ...]]:
    """A listed name, or one that a rule of the list knows; an unknown one is never the nearest."""
    provider, slash, bare = model.partition("/")
    if slash and PriceRow.objects.open().of_model(provider, bare).exists():
        return provider, bare, ()
    providers = set(PriceRow.objects.open().filter(model=model).values_list("provider", flat=True))
    if not providers:
        return _by_rule(model)
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


def _by_rule(model: str) -> tuple[str, str, tuple[Note, ...]]:
    """A name as an invoice or a console writes it, and as which model it is priced."""
    known = known_models()
    found = resolve(model, known, MAKERS)
    if found is not None:
        said = _("You typed %(typed)s; it is priced as %(model)s.")
        note = Note("model", said % {"typed": model[:LONGEST], "model": found.reference})
        return found.provider, found.model, (note,)
    message = _("No price is known for the model %(model)s. Choose one of the list, or type its prices.")
    said = message % {"model": model[:LONGEST]}
    near = nearest(model, known)
    if near:
        said = f"{said} {_('Did you mean %(names)s?') % {'names': ', '.join(near)}}"
    raise WorkloadErrors({"model": [said]})


def _day(text: object, today: date) -> date:
    if text is None:
        return today
    try:
        return date.fromisoformat(text if type(text) is str else "")
    except ValueError as error:
        raise WorkloadErrors(
            {"priced_on": [_("Enter a date as year-month-day, such as 2026-11-24.")]}
        ) from error


def _batch(
    row: PriceRow, inputs: Mapping[str, object], day: date
) -> tuple[dict[str, object], tuple[Note, ...]]:
    """The factor of a batch call by this model's own batch prices; without them a batch saves nothing.

    It is filled in before anything is sent as batch, so that a lever or a later change does not fall back on
    our default; what it means is said once something is.
    """
    if inputs.get("batch_factor") is not None:
        return {}, ()
    share, refused = read_decimal(inputs.get("batch_share", "0"))
    used = bool(share) and not refused
    if row.batch_input_price is None or row.batch_output_price is None:
        message = _(
            "The price list names no batch price for this model: "
            "calls sent as batch are priced like any other, whatever the vendor may offer."
        )
        return {"batch_factor": "1"}, (Note("batch_factor", message),) if used else ()
    factors = _factors(row)
    dearest = max(factors, default=Decimal(1))
    notes: tuple[Note, ...] = ()
    if used and len(set(factors)) > 1:
        message = _("The batch prices are not one share of the prices: the dearer share is used.")
        notes = (Note("batch_factor", message),)
    if used and row.batch_listed_from and day < row.batch_listed_from:
        message = _("The price list names the batch prices from %(day)s on; they are taken for before, too.")
        notes += (Note("batch_factor", message % {"day": row.batch_listed_from.isoformat()}),)
    found: dict[str, object] = {"batch_factor": _text(min(dearest, Decimal(1)))}
    if row.batch_cache_factor is not None:
        found["batch_cache_factor"] = _text(row.batch_cache_factor)
    return found, notes


def _factors(row: PriceRow) -> list[Decimal]:
    pairs = ((row.batch_input_price, row.input_price), (row.batch_output_price, row.output_price))
    with localcontext(prec=20):
        return [batch / price for batch, price in pairs if batch is not None and price]


def _text(number: Decimal | int) -> str:
    return plain(Decimal(number))
