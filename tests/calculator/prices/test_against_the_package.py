"""Every row of the price list against the calculation of the package it comes from, call by call."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any, Final

from genai_prices.data import providers
from genai_prices.types import Usage

from calculator.domain.costs import numbers
from calculator.domain.token_cost import attempt_cost
from calculator.domain.workload_input import parse_workload
from calculator.models import PriceRow
from calculator.prices.genai_prices import listed_prices
from calculator.prices.pricing import batch_factors
from calculator.prices.pricing import listed_prices as prices_of
from tests.calculator.stored import TODAY

NOON: Final = datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC)
SHARES: Final = {
    "nothing": {},
    "read": {"cache_read_share": Decimal("0.8")},
    "write": {"cache_write_share": Decimal("0.3")},
    "hour": {"cache_write_1h_share": Decimal("0.3")},
}
SHORT: Final = 10_000
OUT: Final = 1000
PLACES: Final = Fraction(1, 10**9)
"""Dollars a call: rows are rounded to ten digits of a million tokens, prices of the package are not."""


def rows_in_force() -> Iterator[tuple[Any, Any, PriceRow]]:
    rows: dict[tuple[str, str], PriceRow] = {}
    for listed in listed_prices():
        if listed.effective_from is None or listed.effective_from <= TODAY:
            before = rows.get((listed.provider, listed.model))
            if before is None or (listed.effective_from or before.effective_from) != before.effective_from:
                rows[listed.provider, listed.model] = PriceRow(**asdict(listed))
    for provider in providers:
        for model in provider.models:
            if (provider.id, model.id) in rows:
                yield provider, model, rows[provider.id, model.id]


def ours(row: PriceRow, tokens: int, shares: Mapping[str, Decimal], *, batch: bool) -> Fraction:
    call = {"units_per_month": 1, "input_tokens": tokens, "output_tokens": OUT, **shares}
    if batch:
        call |= {"batch_share": 1}
    return attempt_cost(
        numbers(parse_workload({**call, **prices_of(row), **batch_factors(row, {}, TODAY)[0]}))
    )


def theirs(provider: Any, model: Any, tokens: int, shares: Mapping[str, Decimal], *, batch: bool) -> Fraction:
    parts = {name: int(tokens * share) for name, share in shares.items()}
    hour = parts.get("cache_write_1h_share", 0)
    usage = Usage(
        input_tokens=tokens,
        output_tokens=OUT,
        cache_read_tokens=parts.get("cache_read_share", 0),
        cache_write_tokens=parts.get("cache_write_share", 0) + hour,
        cache_write_1h_tokens=hour,
    )
    context = {"processing": "batch"} if batch else None
    found = model.calc_price(usage, provider, genai_request_timestamp=NOON, price_context=context)
    return Fraction(found.total_price)


def exception(row: PriceRow, way: str, *, long: bool, batch: bool) -> str:
    """Why a call may cost something else here; empty where it may not."""
    if "Priced by the hour" in row.note:
        return "hours"
    if way == "hour" and long and "one-hour cache writes above" in row.note:
        return "hour above"
    if batch and way in {"write", "hour"} and row.cache_write_price is None:
        return "write in batch"
    if batch and long and not _batch_is_one_share(row):
        return "batch above"
    return ""


def _batch_is_one_share(row: PriceRow) -> bool:
    """Whether a batch takes the same share off a price below and above the long-context threshold."""
    model = next(
        model
        for provider in providers
        for model in provider.models
        if (provider.id, model.id) == (row.provider, row.model)
    )
    standard, batch = model.get_prices(NOON), model.get_prices(NOON, {"processing": "batch"})
    names = ("input_mtok", "output_mtok", "cache_read_mtok", "cache_write_mtok")
    pairs = [(getattr(batch, name), getattr(standard, name)) for name in names if getattr(standard, name)]
    return all(_base(a) * _above(b) == _above(a) * _base(b) for a, b in pairs)


def _base(price: Any) -> Decimal:
    return Decimal(getattr(price, "base", price))


def _above(price: Any) -> Decimal:
    tiers = getattr(price, "tiers", ())
    return tiers[0].price if tiers else Decimal(price)


EXCEPTIONS: Final = {
    "hours": "The package has the price of the hour; ours is the dearest of the day, and a note says so.",
    "hour above": "A one-hour write has one price here; a note names that above the threshold.",
    "write in batch": "Writes without a price take the batch factor of cached tokens, there that of input.",
    "batch above": "The package has other shares for batch above the threshold; ours is that below it.",
}


def test_each_call_of_each_row_costs_what_the_package_says_or_an_exception_says_why_not() -> None:
    compared, wrong, cheaper, met = 0, [], set(), set()
    for provider, model, row in rows_in_force():
        above = [row.long_context_threshold // 10 * 10 + 10] if row.long_context_threshold else []
        for tokens, (way, shares), batch in product([SHORT, *above], SHARES.items(), [False, True]):
            if batch and row.batch_input_price is None:
                continue
            compared += 1
            mine = ours(row, tokens, shares, batch=batch)
            other = theirs(provider, model, tokens, shares, batch=batch)
            if abs(mine - other) <= PLACES * max(1, tokens // SHORT):
                continue
            why = exception(row, way, long=tokens != SHORT, batch=batch)
            if not why:
                wrong.append((row.reference, way, tokens, batch, float(mine), float(other)))
            elif mine < other:
                cheaper.add(why)
            met.add(why)
    assert not wrong, wrong
    assert met == set(EXCEPTIONS)
    # Everywhere else an exception makes the estimate dearer, never too low.
    assert cheaper <= {"hour above"}
    assert compared > 8000


def test_a_price_that_is_another_one_is_seen() -> None:
    provider, model, row = next(each for each in rows_in_force() if each[2].cache_read_price)
    row.cache_read_price = (row.cache_read_price or Decimal(0)) + Decimal("0.01")
    shares = SHARES["read"]

    mine, other = (
        ours(row, SHORT, shares, batch=False), theirs(provider, model, SHORT, shares, batch=False)
    )  # fmt: skip
    assert mine - other == Fraction(8000, 10**8)
