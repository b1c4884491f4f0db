"""Months until work is earned back, small numbers of steps, and reviewers, as sentences have them."""

from fractions import Fraction

import pytest

from assessment.domain.savings import Gain
from runrate.reports.domain.changes import Staffing
from runrate.reports.domain.sections.work_and_cash import (
    earned_back,
    in_a_word,
    payback,
    payback_span,
    reviewers,
    staffing_change,
)


def test_months_until_it_is_earned_back() -> None:
    hundred = Fraction(100)

    assert [
        earned_back(Fraction(work), Gain(hundred, hundred, hundred)) for work in (0, 4, 99, 100, 250)
    ] == [
        "at once",
        "within the first month after the work",
        "within the first month after the work",
        "1.0 months after the work",
        "2.5 months after the work",
    ]
    assert [payback(Fraction(work), hundred) for work in (99, 100, 250, 12_000, 12_001)] == [
        "first month",
        "1.0 months",
        "2.5 months",
        "120.0 months",
        "longer than ten years",
    ]
    # Divided by the cash as it is printed, $31, so that the two figures beside it give it.
    assert payback(Fraction(1800), Fraction("31.34")) == "58.1 months"
    assert [in_a_word(number) for number in (2, 6, 7)] == ["two", "six", "7"]


@pytest.mark.parametrize(
    ("cash", "said"),
    [
        ((62, 161, 236), "7.6 to 29.0 months"),
        ((0, 161, 236), "7.6 months at the high end, never at the low end"),
        ((-10, 161, 161), "never at the low end"),
        ((10, 161, 236), "7.6 months at the high end, longer than ten years at the low end"),
        ((161, 161, 1800), "1.0 to 11.2 months"),
        ((161, 161, 2000), "first month at the high end"),
        ((62, 1900, 2000), "29.0 months at the low end"),
        # Where a line rises, the base case is an end itself.
        ((161, 62, 236), "7.6 to 29.0 months"),
        ((161, 161, 161), ""),
    ],
)
def test_a_payback_has_the_months_at_both_ends_of_its_cash(cash: tuple[int, int, int], said: str) -> None:
    around = Gain(*map(Fraction, cash))

    assert payback_span(Fraction(1800), around) == said
    assert earned_back(Fraction(1800), around).endswith(f" ({said})" if said else " after the work")
    assert payback_span(Fraction(0), around) == ""


def test_reviewers_are_counted() -> None:
    assert [reviewers(number) for number in (0, 1, 1200)] == ["0 reviewers", "1 reviewer", "1,200 reviewers"]
    assert staffing_change(Staffing(1200, 1000, Fraction(1))) == "1,200 reviewers to 1,000"
    assert staffing_change(Staffing(2, 2, Fraction(1))) == "2 reviewers before and after"
