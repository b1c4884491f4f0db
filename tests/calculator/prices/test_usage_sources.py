"""Where an input comes from, in words."""

import pytest

from calculator.prices.usage_sources import SOURCES, measured, month_name, source_name
from calculator.usage.formats import documents, tables
from calculator.usage.formats.own_columns import NAME


def test_an_origin_says_source_and_month() -> None:
    assert measured("openai-dashboard-usage", "2026-10") == "measured: OpenAI usage, October 2026"


@pytest.mark.parametrize(("month", "name"), [("2026-01", "January 2026"), ("2025-12", "December 2025")])
def test_a_month_has_its_name(month: str, name: str) -> None:
    assert month_name(month) == name


def test_every_format_has_a_name_that_people_use() -> None:
    assert {each.name for each in tables()} | {each.name for each in documents()} | {NAME} == set(SOURCES)
    assert source_name("unheard-of") == "unheard-of"
