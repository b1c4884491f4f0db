"""The bundled price list, read from the genai-prices package: only the import command comes here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from genai_prices.data import providers  # a third of a second and 36 MB: never in the web process

FROM_NAME: Final = "Start: the date in the model's own name."
HOURLY: Final = "Priced differently at some hours of the day, which is not modelled."
MORE_TIERS: Final = "A further step above the first long-context threshold is not modelled."
CACHE_TIERS: Final = "Cache prices above the long-context threshold are not modelled."
PLACES: Final = Decimal("1e-10")
_DATE = re.compile(r"(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


@dataclass(frozen=True, slots=True)
class ListedPrice:
    """One model's prices from a day on, as the package lists them."""

    provider: str
    model: str
    display_name: str
    input_price: Decimal
    output_price: Decimal
    cache_read_price: Decimal | None
    cache_write_price: Decimal | None
    batch_input_price: Decimal | None
    batch_output_price: Decimal | None
    long_context_threshold: int | None
    long_context_input_price: Decimal | None
    long_context_output_price: Decimal | None
    context_window: int | None
    effective_from: date | None
    checked_on: date
    source_url: str
    note: str


def listed_prices(today: date) -> Iterator[ListedPrice]:
    """Every text model of the package that has an input and an output price."""
    newest = max((day for provider in providers for day in _mentioned(provider, today)), default=today)
    for provider in providers:
        url = next(iter(provider.pricing_urls or []), "")
        for model in provider.models:
            checked_on = max(_dates(model.price_comments or "", today), default=newest)
            yield from _of_model(provider.id, url, model, checked_on)


def _mentioned(provider: Any, today: date) -> Iterator[date]:
    """Days on which somebody looked at this provider's prices: no later than the package can know."""
    for model in provider.models:
        yield from _dates(model.price_comments or "", today)


def _dates(text: str, today: date) -> Iterator[date]:
    for year, month, day in _DATE.findall(text):
        try:
            found = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if found <= today:
            yield found


def _of_model(provider: str, url: str, model: Any, checked_on: date) -> Iterator[ListedPrice]:
    """One row for each day on which a price or a batch price starts."""
    dated, hourly = _standard(model)
    batches = _batches(model)
    starts = sorted({*dated, *(day for day in batches if day)}, key=lambda day: day or date.min)
    launch = _launch(model, [day for day in starts if day])
    for start in starts:
        prices = _latest(dated, start)
        batch = _latest(batches, start)
        if prices is None or not _is_text(prices):
            continue
        notes = [HOURLY] if hourly else []
        if start is None and launch is not None:
            notes.append(FROM_NAME)
        yield _row(provider, url, model, prices, batch, start or launch, checked_on, notes)


def _standard(model: Any) -> tuple[dict[date | None, Any], bool]:
    if not isinstance(model.prices, list):
        return {None: model.prices}, False
    dated: dict[date | None, Any] = {}
    hourly = False
    for conditional in model.prices:
        start = getattr(conditional.constraint, "start_date", None)
        if conditional.constraint is None or start is not None:
            dated[start] = conditional.prices
        else:
            hourly = True
    return dated, hourly


def _batches(model: Any) -> dict[date | None, Any]:
    return {
        getattr(variant.constraint, "start_date", None): variant.prices
        for variant in model.price_variants or ()
        if variant.when == {"processing": "batch"}
    }


def _latest(by_start: dict[date | None, Any], day: date | None) -> Any:
    begun = [start for start in by_start if start is None or (day is not None and start <= day)]
    return by_start[max(begun, key=lambda start: start or date.min)] if begun else None


def _launch(model: Any, later: list[date]) -> date | None:
    """The earliest date that the model's own names carry, if nothing contradicts it."""
    names = [model.id, *_equals(model.match)]
    days = [day for name in names for day in _dates(name, date.max)]
    launch = min(days, default=None)
    return None if launch is None or any(day <= launch for day in later) else launch


def _equals(clause: Any) -> Iterator[str]:
    if isinstance(getattr(clause, "equals", None), str):
        yield clause.equals
    parts: Iterable[Any] = [*getattr(clause, "or_", ()), *getattr(clause, "and_", ())]
    for part in parts:
        yield from _equals(part)


def _is_text(prices: Any) -> bool:
    return all(getattr(prices, name, None) is not None for name in ("input_mtok", "output_mtok"))


def _base(price: Any) -> Decimal | None:
    """The price below any threshold, without the noise of sums in binary that some listed prices carry."""
    found = getattr(price, "base", price)
    return found.quantize(PLACES) if isinstance(found, Decimal) else None


def _row(
    provider: str,
    url: str,
    model: Any,
    prices: Any,
    batch: Any,
    start: date | None,
    checked_on: date,
    notes: list[str],
) -> ListedPrice:
    into, out = prices.input_mtok, prices.output_mtok
    tiers = [*getattr(into, "tiers", ()), *getattr(out, "tiers", ())]
    threshold = min((tier.start for tier in tiers), default=None)
    if len({tier.start for tier in tiers}) > 1:
        notes = [*notes, MORE_TIERS]
    cache_read, cache_write = (
        getattr(prices, "cache_read_mtok", None),
        getattr(prices, "cache_write_mtok", None),
    )
    if any(hasattr(price, "tiers") for price in (cache_read, cache_write)):
        notes = [*notes, CACHE_TIERS]
    return ListedPrice(
        provider=provider,
        model=model.id,
        display_name=model.name or model.id,
        input_price=_base(into) or Decimal(0),
        output_price=_base(out) or Decimal(0),
        cache_read_price=_base(cache_read),
        cache_write_price=_base(cache_write),
        batch_input_price=_base(getattr(batch, "input_mtok", None)),
        batch_output_price=_base(getattr(batch, "output_mtok", None)),
        long_context_threshold=threshold,
        long_context_input_price=_above(into, threshold),
        long_context_output_price=_above(out, threshold),
        context_window=model.context_window,
        effective_from=start,
        checked_on=checked_on,
        source_url=url,
        note=" ".join(notes),
    )


def _above(price: Any, threshold: int | None) -> Decimal | None:
    """What a token costs in a call above the threshold."""
    if threshold is None:
        return None
    begun = [tier.price for tier in getattr(price, "tiers", ()) if tier.start <= threshold]
    return _base(begun[-1] if begun else price)
