"""Cells of a table of one's own, as they are said to be written."""

from datetime import date
from decimal import Decimal

import pytest

from calculator.usage.cells import RefusedError
from calculator.usage.formats.own_cells import dates, scaled, spans_of, spans_said, step_of


def test_a_cell_is_what_it_says_times_what_its_column_counts() -> None:
    cells = {"billed": "1.234,56 €", "list": ""}

    assert scaled(cells, "billed", "comma", Decimal(1000)) == Decimal(1234560)
    assert scaled(cells, "billed", "comma", Decimal("0.01")) == Decimal("12.3456")
    assert scaled(cells, "list", "comma", Decimal(1000)) is None


def test_a_month_has_a_first_and_a_last_day_and_a_day_has_one() -> None:
    first, last = dates("iso", {"date": "2026-02"})
    day, none = dates("day_first", {"date": "3.2.2026"})

    assert last is not None
    assert [f"{each:%Y-%m-%d}" for each in (first, last, day)] == ["2026-02-01", "2026-02-28", "2026-02-03"]
    assert none is None


def test_a_date_of_another_writing_is_refused_with_how_it_is_written() -> None:
    with pytest.raises(RefusedError, match=r"not written like 2026-10-31: '31.10.2026' is written like"):
        dates("iso", {"date": "31.10.2026"})


def october(*days: int) -> list[date]:
    return [date(2026, 10, day) for day in days]


@pytest.mark.parametrize(
    ("title", "days", "step"),
    [
        ("day", (5, 12, 19, 26), 7),
        ("day", (5, 19, 26), 7),
        ("day", (1, 11, 21), 10),
        ("day", (5, 12), 1),
        ("week starting", (5, 12), 7),
        ("woche", (5,), 7),
        ("kw", (5, 6, 7), 1),
        ("day", (1, 2, 3), 1),
        ("day", (1, 6, 16), 1),
        ("day", (1,), 1),
    ],
)
def test_dates_all_a_week_apart_stand_for_weeks(title: str, days: tuple[int, ...], step: int) -> None:
    assert step_of(title, october(*days)) == step


def test_a_week_is_from_its_date_on_or_up_to_it_as_the_title_says() -> None:
    assert spans_of("week starting", october(5), 7) == [(date(2026, 10, 5), date(2026, 10, 11))]
    assert spans_of("week_ending", october(4), 7) == [(date(2026, 9, 28), date(2026, 10, 4))]
    assert spans_of("woche bis", october(4), 7) == [(date(2026, 9, 28), date(2026, 10, 4))]


def test_weeks_of_two_months_and_weeks_that_are_not_there_are_named() -> None:
    assert list(spans_said(spans_of("week", october(5, 12, 26), 7), 7)) == [
        "each date stands for 7 days, as they are 7 days apart: 2026-10-05 to 2026-11-01",
        "of two months and counted whole in that of their date: the days 2026-10-26/2026-11-01",
        "without any row: the days 2026-10-19/2026-10-25",
    ]
