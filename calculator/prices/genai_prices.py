"""The bundled price list, read from the genai-prices package: only the import command comes here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.metadata import version
from typing import Any, Final

from genai_prices.data import providers  # a third of a second and 36 MB: never in the web process

from calculator.domain.prices.uncharged import cheap_hours, for_text, further_price, not_charged, other_ways

FROM_NAME: Final = "Taken as in force since {day}: the date in one of this model's names."
PACKAGE: Final = "genai-prices"
# The day each version was published. The list itself names none, and a version we do not know has no date.
PUBLISHED: Final = {"0.2.2": date(2026, 11, 10), "0.2.3": date(2026, 11, 10)}
# As the sellers write their own names; the list writes these otherwise.
SELLERS: Final = {"deepseek": "DeepSeek", "moonshotai": "Moonshot AI", "x-ai": "xAI"}
PLACES: Final = Decimal("1e-10")
_DATE = re.compile(r"(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """One model's prices from a day on, as the package lists them; the names are those of `PriceRow`."""

    provider: str
    model: str
    display_name: str
    seller: str
    input_price: Decimal
    output_price: Decimal
    cache_read_price: Decimal | None
    cache_write_price: Decimal | None
    cache_write_1h_price: Decimal | None
    call_fee: Decimal | None
    search_price: Decimal | None
    batch_input_price: Decimal | None
    batch_output_price: Decimal | None
    batch_listed_from: date | None
    batch_cache_factor: Decimal | None
    long_context_threshold: int | None
    long_context_input_price: Decimal | None
    long_context_output_price: Decimal | None
    long_context_cache_read_price: Decimal | None
    long_context_cache_write_price: Decimal | None
    context_window: int | None
    deprecated: bool
    text: bool
    effective_from: date | None
    listed_in: str
    listed_on: date | None
    source_url: str
    note: str
    comment: str
    description: str
    match: object


def listed_prices() -> Iterator[ListedPrice]:
    """Every model of the package that has a price of input and of output tokens.

    Nobody is said to have checked a row: the package keeps no such day for a model.
    """
    named = list_name()  # asked once: the installation looks for it in its files
    for provider in providers:
        for model in provider.models:
            yield from _of_model(provider, model, named)


def list_name() -> tuple[str, date | None]:
    """The installed list's name with its version, and the day it was published where that is known."""
    installed = version(PACKAGE)
    return f"{PACKAGE} {installed}", PUBLISHED.get(installed)


def _of_model(provider: Any, model: Any, named: tuple[str, date | None]) -> Iterator[ListedPrice]:
    """One row for each day on which a price starts; a batch price starts none.

    The package has most batch prices only from the day on which its makers first read them, although they are
    older: each belongs to the prices that were in force then, from their first day on.
    """
    dated, by_hour = _standard(model)
    batches = _batches(model)
    starts = sorted(dated, key=_first)
    launch = _launch(model, [day for day in starts if day])
    for start, end in zip(starts, [*starts[1:], date.max], strict=True):
        prices = dated[start]
        if not _has_both(prices):
            continue
        notes = []
        # What is priced by the hour stands after the last day of the list and so belongs to it.
        if by_hour and start == starts[-1]:
            prices, said = _dearest(prices, by_hour)
            notes.append(said)
        if start is None and launch is not None:
            notes.append(FROM_NAME.format(day=f"{launch.day} {launch:%B %Y}"))
        known = max((day for day in batches if _first(day) < _first(end)), key=_first, default=None)
        batch = batches.get(known), known if known and known > _first(start) else None
        notes += [said for said in (not_charged(prices), other_ways(model.price_variants or ())) if said]
        yield _row(provider, model, prices, batch, start or launch, notes, named)


def _first(day: date | None) -> date:
    return day or date.min


def _standard(model: Any) -> tuple[dict[date | None, Any], list[Any]]:
    """The prices by the day they start, and those that hold at some hours only."""
    if not isinstance(model.prices, list):
        return {None: model.prices}, []
    dated: dict[date | None, Any] = {}
    by_hour = []
    for conditional in model.prices:
        start = getattr(conditional.constraint, "start_date", None)
        if conditional.constraint is None or start is not None:
            dated[start] = conditional.prices
        else:
            by_hour.append(conditional)
    return dated, by_hour


def _dearest(prices: Any, by_hour: list[Any]) -> tuple[Any, str]:
    """Of prices that change with the hour the dearest, and when another one holds."""
    dearest = max((each.prices for each in by_hour), key=_weight)
    if _weight(dearest) <= _weight(prices):
        dearest, prices = prices, by_hour[0].prices
    windows = [(each.constraint.start_time, each.constraint.end_time) for each in by_hour]
    return dearest, cheap_hours(windows, prices)


def _weight(prices: Any) -> Decimal:
    return (_base(prices.input_mtok) or Decimal(0)) + (_base(prices.output_mtok) or Decimal(0))


def _batches(model: Any) -> dict[date | None, Any]:
    return {
        getattr(variant.constraint, "start_date", None): variant.prices
        for variant in model.price_variants or ()
        if variant.when == {"processing": "batch"}
    }


def _launch(model: Any, later: list[date]) -> date | None:
    """The earliest date that the model's own names carry, if nothing contradicts it."""
    names = [model.id, *_equals(model.match)]
    days = [day for name in names for day in _dates(name)]
    launch = min(days, default=None)
    return None if launch is None or any(day <= launch for day in later) else launch


def _dates(text: str) -> Iterator[date]:
    for year, month, day in _DATE.findall(text):
        try:
            yield date(int(year), int(month), int(day))
        except ValueError:
            continue


def _equals(clause: Any) -> Iterator[str]:
    if isinstance(getattr(clause, "equals", None), str):
        yield clause.equals
    parts: Iterable[Any] = [*getattr(clause, "or_", ()), *getattr(clause, "and_", ())]
    for part in parts:
        yield from _equals(part)


def _as_json(clause: Any) -> object:
    """A rule by which the package knows a model's names, as plain data: `{"or": [{"equals": "o3"}, …]}`."""
    for way in ("or", "and"):
        parts = getattr(clause, f"{way}_", None)
        if parts is not None:
            return {way: [_as_json(part) for part in parts]}
    for way in ("equals", "starts_with", "ends_with", "contains", "regex"):
        text = getattr(clause, way, None)
        if text is not None:
            return {way: text if isinstance(text, str) else text.pattern}
    raise ValueError(f"The price list has a rule of an unknown kind: {clause!r}")


def _has_both(prices: Any) -> bool:
    return all(getattr(prices, name, None) is not None for name in ("input_mtok", "output_mtok"))


def _base(price: Any) -> Decimal | None:
    """The price below any threshold, without the noise of sums in binary that some listed prices carry."""
    found = getattr(price, "base", price)
    return found.quantize(PLACES) if isinstance(found, Decimal) else None


def _row(
    provider: Any,
    model: Any,
    prices: Any,
    batch_since: tuple[Any, date | None],
    start: date | None,
    notes: list[str],
    named: tuple[str, date | None],
) -> ListedPrice:
    into, out = prices.input_mtok, prices.output_mtok
    cached = prices.cache_read_mtok, prices.cache_write_mtok
    batch, since = batch_since
    tiers = [tier for price in (into, out, *cached) for tier in getattr(price, "tiers", ())]
    threshold = min((tier.start for tier in tiers), default=None)
    further = min((tier.start for tier in tiers if tier.start != threshold), default=None)
    if further is not None:
        both = _above(into, further) or Decimal(0), _above(out, further) or Decimal(0)
        notes = [*notes, further_price(further, *both)]
    return ListedPrice(
        provider=provider.id,
        model=model.id,
        display_name=model.name or model.id,
        seller=SELLERS.get(provider.id, provider.name),
        input_price=_base(into) or Decimal(0),
        output_price=_base(out) or Decimal(0),
        cache_read_price=_base(cached[0]),
        cache_write_price=_base(cached[1]),
        cache_write_1h_price=_base(prices.cache_write_1h_mtok),
        call_fee=_base(prices.requests_kcount),
        search_price=_base(prices.web_searches_kcount),
        batch_input_price=_base(getattr(batch, "input_mtok", None)),
        batch_output_price=_base(getattr(batch, "output_mtok", None)),
        batch_listed_from=since,
        batch_cache_factor=_batch_cache_factor(prices, batch),
        long_context_threshold=threshold,
        long_context_input_price=_above(into, threshold),
        long_context_output_price=_above(out, threshold),
        long_context_cache_read_price=_above(cached[0], threshold),
        long_context_cache_write_price=_above(cached[1], threshold),
        context_window=model.context_window,
        deprecated=bool(model.deprecated),
        text=for_text(model, prices),
        effective_from=start,
        listed_in=named[0],
        listed_on=named[1],
        source_url=next(iter(provider.pricing_urls or []), ""),
        note=" ".join(notes),
        comment=_paragraphs(model.price_comments, provider.price_comments),
        description=_paragraphs(model.description),
        match=_as_json(model.match),
    )


def _paragraphs(*texts: str | None) -> str:
    """What the list's makers say, each text on a line of its own."""
    return "\n".join(" ".join(text.split()) for text in texts if text and text.strip())


def _above(price: Any, threshold: int | None) -> Decimal | None:
    """What a token costs in a call above the threshold."""
    if threshold is None or price is None:
        return None
    begun = [tier.price for tier in getattr(price, "tiers", ()) if tier.start <= threshold]
    return _base(begun[-1] if begun else price)


def _batch_cache_factor(prices: Any, batch: Any) -> Decimal | None:
    """What a batch call pays for cached tokens as a share of the standard price, the dearest way counting.

    1 where the batch prices say nothing of cached tokens: the package then keeps their standard price.
    """
    if batch is None or batch.input_mtok is None:
        return None
    factors = []
    for name in ("cache_read_mtok", "cache_write_mtok", "cache_write_1h_mtok"):
        standard, cheaper = _base(getattr(prices, name)), _base(getattr(batch, name))
        if standard:
            factors.append(Decimal(1) if cheaper is None else cheaper / standard)
    return min(max(factors), Decimal(1)).quantize(PLACES) if factors else None
