"""Every row of the price list against the calculation of the package it comes from, call by call."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import Any, Final

import pytest
from genai_prices.data import providers
from genai_prices.types import Usage

from calculator.domain.costs import numbers
from calculator.domain.prices.telling_notes import HOUR_ABOVE
from calculator.domain.token_cost import attempt_cost
from calculator.domain.workload_input import parse_workload
from calculator.models import PriceRow
from calculator.prices.genai_prices import listed_prices
from calculator.prices.pricing import batch_factors
from calculator.prices.pricing import listed_prices as prices_of
from tests.calculator.stored import TODAY

SINGLE: Final[Mapping[str, Mapping[str, Any]]] = {
    "read": {"cache_read_share": Decimal("0.5")},
    "write": {"cache_write_share": Decimal("0.3")},
    "hour": {"cache_write_1h_share": Decimal("0.2")},
    "search": {"searches_per_unit": 2},
}
PAIRS: Final = {f"{a} {b}": {**SINGLE[a], **SINGLE[b]} for a, b in combinations(SINGLE, 2)}
WAYS: Final[Mapping[str, Mapping[str, Any]]] = {"nothing": {}, **SINGLE, **PAIRS}
SHORT: Final = 10_000
OUT: Final = 1000
PLACES: Final = Fraction(1, 10**9)
"""Dollars a call: rows are rounded to ten digits of a million tokens, prices of the package are not."""


def each_row() -> Iterator[tuple[Any, Any, PriceRow, date]]:
    """All rows that an import brings, each with its model in the package and the last day of its price.

    That is today where no other follows, and the first day where it is yet to come.
    """
    models = {
        (provider.id, model.id): (provider, model) for provider in providers for model in provider.models
    }
    rows: dict[tuple[str, str], list[PriceRow]] = {}
    for listed in listed_prices():
        rows.setdefault((listed.provider, listed.model), []).append(PriceRow(**asdict(listed)))
    for name, dated in rows.items():
        for row, following in pairwise([*dated, None]):
            assert row is not None
            if following is not None and following.effective_from is not None:
                day = min(TODAY, following.effective_from - timedelta(days=1))
            else:
                day = TODAY
            yield *models[name], row, max(day, row.effective_from or day)


def ours(row: PriceRow, tokens: int, way: Mapping[str, Any], day: date, *, batch: bool) -> Fraction:
    call = {"units_per_month": 1, "input_tokens": tokens, "output_tokens": OUT, **way}
    if batch:
        call |= {"batch_share": 1}
    return attempt_cost(numbers(parse_workload({**call, **prices_of(row), **batch_factors(row, {}, day)[0]})))


def theirs(
    provider: Any, model: Any, tokens: int, way: Mapping[str, Any], day: date, *, batch: bool
) -> Fraction:
    parts = {name: int(tokens * share) for name, share in way.items() if name.endswith("_share")}
    hour = parts.get("cache_write_1h_share", 0)
    usage = Usage(
        input_tokens=tokens,
        output_tokens=OUT,
        cache_read_tokens=parts.get("cache_read_share", 0),
        cache_write_tokens=parts.get("cache_write_share", 0) + hour,
        cache_write_1h_tokens=hour,
        web_searches=way.get("searches_per_unit", 0),
    )
    context = {"processing": "batch"} if batch else None
    noon = datetime.combine(day, time(12), UTC)
    found = model.calc_price(usage, provider, genai_request_timestamp=noon, price_context=context)
    return Fraction(found.total_price)


def exception(row: PriceRow, way: str, *, long: bool, batch: bool) -> str:
    """Why a call may cost something else here; empty where it may not."""
    written = {"write", "hour"} & set(way.split())
    if "Priced by the hour" in row.note:
        return "hours"
    if "hour" in way and long and HOUR_ABOVE in row.note:
        return "hour above"
    if batch and written and row.cache_write_price is None:
        return "write in batch"
    if batch and long and row.reference in BATCH_ABOVE:
        return "batch above"
    return ""


EXCEPTIONS: Final = {
    "hours": "The package has the price of the hour; ours is the dearest of the day, and a note says so.",
    "hour above": "A one-hour write has one price here; a note names that above the threshold.",
    "write in batch": "Writes without a price take the batch factor of cached tokens, there that of input.",
    "batch above": "The package has other shares for batch above the threshold; ours is that below it.",
}
BATCH_ABOVE: Final = {"openai/gpt-5.4", "openai/gpt-5.5-pro"}
DEARER_HOURS: Final = {
    "anthropic/claude-haiku-5-5",
    "anthropic/claude-opus-4-6",
    "anthropic/claude-sonnet-4-5",
    "anthropic/claude-sonnet-4-6",
    "aws/global.anthropic.claude-haiku-5-5",
    "aws/regional.anthropic.claude-haiku-5-5",
    "google/claude-haiku-5-5",
    "google/claude-sonnet-4-5",
    "openrouter/anthropic/claude-haiku-5.5",
    "openrouter/anthropic/claude-haiku-5.5:batch",
    "openrouter/~anthropic/claude-haiku-latest",
}


def test_each_call_of_each_row_costs_what_the_package_says_or_an_exception_says_why_not() -> None:
    """N10, N11."""
    rows, compared, wrong, cheaper, met = 0, 0, [], set(), set()
    for provider, model, row, day in each_row():
        rows += 1
        above = [row.long_context_threshold // 10 * 10 + 10] if row.long_context_threshold else []
        for tokens, (name, way), batch in product([SHORT, *above], WAYS.items(), [False, True]):
            if (batch and row.batch_input_price is None) or ("search" in name and row.search_price is None):
                continue
            compared += 1
            mine = ours(row, tokens, way, day, batch=batch)
            other = theirs(provider, model, tokens, way, day, batch=batch)
            if abs(mine - other) <= PLACES * max(1, tokens // SHORT):
                continue
            why = exception(row, name, long=tokens != SHORT, batch=batch)
            if not why:
                wrong.append((row.reference, name, tokens, batch, day, float(mine), float(other)))
            elif mine < other:
                cheaper.add((why, row.reference))
            met.add(why)
    assert not wrong, wrong
    assert met == set(EXCEPTIONS)
    # Everywhere else an exception makes the estimate dearer, never too low.
    assert cheaper == {("hour above", reference) for reference in DEARER_HOURS}
    assert rows == sum(1 for _each in listed_prices())
    assert compared > 19_000


@pytest.mark.parametrize(("way", "field"), [("read", "cache_read_price"), ("search", "search_price")])
def test_a_price_that_is_another_one_is_seen(way: str, field: str) -> None:
    provider, model, row, day = next(each for each in each_row() if getattr(each[2], field))
    setattr(row, field, getattr(row, field) + Decimal("0.01"))

    mine = ours(row, SHORT, WAYS[way], day, batch=False)
    other = theirs(provider, model, SHORT, WAYS[way], day, batch=False)
    more = {"read": Fraction(SHORT, 2) / 10**8, "search": Fraction(2, 10**5)}
    assert mine - other == more[way]
