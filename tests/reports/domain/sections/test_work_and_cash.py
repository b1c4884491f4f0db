"""Months until work is earned back, small numbers of steps, and reviewers, as sentences have them."""

from fractions import Fraction

from runrate.reports.domain.savings import Staffing
from runrate.reports.domain.sections.work_and_cash import (
    earned_back,
    in_a_word,
    payback,
    reviewers,
    staffing_change,
)


def test_months_until_it_is_earned_back() -> None:
    hundred = Fraction(100)

    assert [earned_back(Fraction(work), hundred) for work in (0, 4, 99, 100, 250)] == [
        "at once",
        "within the first month after the work",
        "within the first month after the work",
        "1 month after the work",
        "2.5 months after the work",
    ]
    assert [payback(Fraction(work), hundred) for work in (99, 100, 250, 12_000, 12_001)] == [
        "first month",
        "1 month",
        "2.5 months",
        "120 months",
        "longer than ten years",
    ]
    # Divided by the cash as it is printed, $31, so that the two figures beside it give it.
    assert payback(Fraction(1800), Fraction("31.34")) == "58.1 months"
    assert [in_a_word(number) for number in (2, 6, 7)] == ["two", "six", "7"]


def test_reviewers_are_counted() -> None:
    assert [reviewers(number) for number in (0, 1, 1200)] == ["0 reviewers", "1 reviewer", "1,200 reviewers"]
    assert staffing_change(Staffing(1200, 1000, Fraction(1))) == "1,200 reviewers to 1,000"
    assert staffing_change(Staffing(2, 2, Fraction(1))) == "2 reviewers before and after"
