"""Where an input comes from, in words."""

import pytest

from calculator.prices.usage_sources import (
    SOURCES,
    is_measured,
    measured,
    month_name,
    read_in_a_bill,
    source_name,
    whole_month,
    with_days,
)
from calculator.usage.formats import documents, tables
from calculator.usage.formats.own_columns import NAME


def test_an_origin_says_source_and_month() -> None:
    assert measured("openai-dashboard-usage", "2026-10") == "measured: OpenAI usage, October 2026"


@pytest.mark.parametrize(
    ("month", "name"),
    [
        ("2026-01", "January 2026"),
        ("2025-12", "December 2025"),
        (with_days("2026-03", "1-15"), "1–15 March 2026"),
        (with_days("2026-03", "1-5+20"), "1–5, 20 March 2026"),
        (with_days("2026-03", ""), "March 2026"),
    ],
)
def test_a_month_has_its_name(month: str, name: str) -> None:
    assert month_name(month) == name
    assert month_name(whole_month(month)) == name.rpartition("–")[2].lstrip("0123456789, ")


def test_every_format_has_a_name_that_people_use() -> None:
    assert {each.name for each in tables()} | {each.name for each in documents()} | {NAME} == set(SOURCES)
    assert source_name("unheard-of") == "unheard-of"


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("focus:2026-10", "0, as there are no such tokens: FOCUS bill, October 2026"),
        (
            "own-columns:2026-05:pieces:sample",
            "0, as credits and requests are paid and not tokens: own table, May 2026, of a made-up sample",
        ),
        (
            "focus:2026-10:sample",
            "0, as there are no such tokens: FOCUS bill, October 2026, of a made-up sample",
        ),
    ],
)
def test_a_price_of_nothing_says_what_it_is(key: str, said: str) -> None:
    assert read_in_a_bill("nothing", key) == said
    assert not is_measured(f"nothing:{key}")
