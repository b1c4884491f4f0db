"""Which days of a month a bill has."""

from datetime import date
from fractions import Fraction

import pytest

from calculator.models import UsageExport
from calculator.uploads.bills import Bill
from calculator.uploads.cover import cover_of
from calculator.usage.analysis.ranges import Cover


def export(
    first: str, last: str, *days: str, months: tuple[str, ...] = ("2026-09", "2026-10")
) -> UsageExport:
    told = [{"day": day} for day in days]
    return UsageExport(
        format="focus",
        first_day=date.fromisoformat(first),
        last_day=date.fromisoformat(last),
        months=list(months),
        days=told,
    )


def covered(*exports: UsageExport, month: str = "2026-10") -> tuple[int, int] | None:
    found = cover_of(Bill("focus", exports), month)
    return (found.days, found.of) if found else None


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-10-01", "2026-10-31", None),
        ("2026-10-01", "2026-10-02", (2, 31)),
        ("2026-09-20", "2026-10-02", (2, 31)),
        ("2026-10-30", "2026-11-03", (2, 31)),
        ("2026-10-01", "2026-10-30", (30, 31)),
    ],
)
def test_the_first_and_the_last_day_of_an_export_say_what_it_has_of_a_month(
    first: str, last: str, expected: tuple[int, int] | None
) -> None:
    assert covered(export(first, last)) == expected


def test_days_with_tokens_say_more_than_those_of_tax() -> None:
    assert covered(export("2026-10-01", "2026-10-31", "2026-10-04", "2026-10-05", "2026-09-30")) == (2, 31)


def test_exports_of_one_bill_cover_it_together() -> None:
    halves = export("2026-10-01", "2026-10-15"), export("2026-10-16", "2026-10-31")

    assert covered(*halves) is None
    assert covered(halves[0]) == (15, 31)


def test_a_month_of_which_no_export_knows_is_not_covered_in_part() -> None:
    assert covered(export("2026-10-01", "2026-10-02", months=("2026-10",)), month="2026-09") is None


def test_a_month_is_its_days_times_the_scale() -> None:
    cover = Cover(date(2026, 2, 1), date(2026, 2, 7), 28)

    assert cover.days * cover.scale == 28
    assert cover.scale == Fraction(4)
