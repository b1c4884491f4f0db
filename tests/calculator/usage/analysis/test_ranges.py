"""Ranges that days make."""

from datetime import date
from fractions import Fraction

import pytest

from calculator.usage.analysis.bill import Choice
from calculator.usage.analysis.ranges import DailySums, Range, cover, daily_sums, ends_of, ranges

OCTOBER = Choice("2026-10")


def days(
    count: int, calls: int | None = 2, month: str = "2026-10", slice_: dict | None = None
) -> list[DailySums]:
    return [
        DailySums(
            f"{month}-{day:02}",
            slice_ or {},
            Fraction(100 * day),
            Fraction(10 * day * day),
            Fraction(day),
            calls,
        )
        for day in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("spans", "numbers"),
    [([(1, 15)], "1-15"), ([(7, 7)], "7"), ([(20, 31), (1, 5)], "1-5+20-31"), ([(1, 31)], None)],
)
def test_days_that_are_not_the_whole_month_are_numbered(spans: list, numbers: str | None) -> None:
    found = cover([(date(2026, 10, one), date(2026, 10, other)) for one, other in spans], "2026-10")

    assert (found.numbers if found else None) == numbers


@pytest.mark.parametrize(
    ("month", "last"), [("2026-10", "2026-10-31"), ("2028-02", "2028-02-29"), ("9999-12", "9999-12-31")]
)
def test_a_month_ends_with_its_last_day_the_last_of_all_too(month: str, last: str) -> None:
    assert [str(each) for each in ends_of(month)] == [f"{month}-01", last]


def test_low_likely_and_high_are_the_tenths_of_days() -> None:
    found = ranges(days(11), OCTOBER, Fraction(3))

    assert found["input_tokens"] == Range(Fraction(300), Fraction(900), Fraction(1500), 11)
    assert found["output_tokens"] == Range(Fraction(3), Fraction(9), Fraction(15), 11)
    assert found["cache_read_share"] == Range(Fraction(1, 5), Fraction(3, 5), Fraction(1), 11)


def test_without_calls_only_shares_are_known() -> None:
    assert set(ranges(days(11, calls=None), OCTOBER, Fraction(1))) == {"cache_read_share"}


@pytest.mark.parametrize(("count", "known"), [(4, 0), (5, 3)])
def test_fewer_than_five_days_make_no_range(count: int, known: int) -> None:
    assert len(ranges(days(count), OCTOBER, Fraction(1))) == known


def test_days_of_slices_are_added_up_and_other_months_left_out() -> None:
    both = [*days(6, slice_={"app": "a"}), *days(6, slice_={"app": "b"}), *days(6, month="2026-09")]

    assert ranges(both, OCTOBER, Fraction(1)) == ranges(days(6), OCTOBER, Fraction(1))
    assert ranges(both, Choice("2026-10", {"app": "c"}), Fraction(1)) == {}


def test_days_are_read_back_as_they_are_printed() -> None:
    [found] = daily_sums(
        [
            {
                "day": "2026-10-01",
                "slice": {"app": "a"},
                "input": "1.5",
                "cache_read": "0",
                "output": "2",
                "calls": None,
            }
        ]
    )

    assert found == DailySums("2026-10-01", {"app": "a"}, Fraction(3, 2), Fraction(0), Fraction(2), None)
