"""From a model and a day to the prices in force, and what has to be said about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from calculator.domain.aliases import LONGEST, Known, nearest, resolve
from calculator.domain.cost_lines import Note
from calculator.domain.workload import TYPED_PRICES
from calculator.domain.workload_input import WorkloadErrors, read_decimal
from calculator.models import PriceRow
from runrate.core.decimals import plain
from runrate.core.numbers import count

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
    "long_context_cache_read_price",
    "long_context_cache_write_price",
)
# What a bare word in a search stands for: sellers under the names of their products.
SEARCHED: Final = {"bedrock": "aws", "vertex": "google", "gemini": "google", "copilot": "github-copilot"}


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
    notes += _of_row(row) + _too_long(row, inputs)
    prices = {name: _text(getattr(row, name)) for name in PRICE_FIELDS if getattr(row, name) is not None}
    batch, batch_notes = _batch(row, inputs)
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


def _of_row(row: PriceRow) -> tuple[Note, ...]:
    """What its list says of a row and an estimate made with it does not hold."""
    notes = []
    if not row.text:
        said = _("This model is not billed by text tokens alone: its estimate is too low.")
        notes.append(Note("model", said))
    if row.deprecated:
        notes.append(Note("model", _("Its vendor has marked this model as deprecated.")))
    if row.note:
        notes.append(Note("model", row.note))
    return tuple(notes)


def _too_long(row: PriceRow, inputs: Mapping[str, object]) -> tuple[Note, ...]:
    """A call that the model cannot take, whatever it would cost."""
    tokens, calls = (read_decimal(inputs.get(name, "1"))[0] for name in ("input_tokens", "calls_per_unit"))
    if row.context_window is None or not tokens or not calls:
        return ()
    if Fraction(tokens) <= row.context_window * Fraction(calls):
        return ()
    said = _("A call of %(tokens)s tokens does not fit this model: it takes %(window)s at most.")
    words = {"tokens": count(Fraction(tokens) / Fraction(calls)), "window": count(row.context_window)}
    return (Note("input_tokens", said % words),)


def look_up(words: str, day: date, *, most: int) -> list[PriceRow]:
    """Models whose names hold every word, makers' own offers first, at the price in force on a day."""
    if not words.strip():
        rows = PriceRow.objects.filter(provider__in=MAKERS[:3]).in_force_on(day)
    else:
        meant = " ".join(SEARCHED.get(word.lower(), word) for word in words.split())
        rows = PriceRow.objects.matching(meant).in_force_on(day) or _meant_by(words, day)
    order = {maker: place for place, maker in enumerate(MAKERS)}
    rows.sort(
        key=lambda row: (_aside(row), order.get(row.provider, len(MAKERS)), row.provider, row.display_name)
    )
    return rows[:most]


def _aside(row: PriceRow) -> bool:
    """What few look for stands last: models their vendor has given up, and those not billed by text."""
    return row.deprecated or not row.text


def _meant_by(words: str, day: date) -> list[PriceRow]:
    """The model that is called so elsewhere, as on an invoice."""
    found = resolve(words, known_models(), MAKERS)
    return PriceRow.objects.of_model(found.provider, found.model).in_force_on(day) if found else []


def known_models() -> tuple[Known, ...]:
    """Every model with an open row, in the order of the list, with the rule of its names."""
    rows = PriceRow.objects.open().order_by("place", "pk").values_list("provider", "model", "match")
    found = {(provider, model): Known(provider, model, rule) for provider, model, rule in rows}
    return tuple(found.values())


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
        message = _(
            "The price list names no batch price for this model on that day: "
            "calls sent as batch are priced like any other."
        )
        return {"batch_factor": "1"}, (Note("batch_factor", message),) if used else ()
    factors = _factors(row)
    dearest = max(factors, default=Decimal(1))
    notes: tuple[Note, ...] = ()
    if used and len(set(factors)) > 1:
        message = _("The batch prices are not one share of the prices: the dearer share is used.")
        notes = (Note("batch_factor", message),)
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
