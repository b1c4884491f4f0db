"""Fewer checks than rules oblige to: what is told, what as many would cost, and the formula of it."""

from decimal import Decimal
from fractions import Fraction

import pytest

from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.formulas.reviewers import of_least_review
from runrate.reports.domain.least_review import Shortfall, least_review
from tests.reports.readers import BY_THE_MINUTE, sheet, source, workload
from tests.reports.whole import BARE

FREE_ERRORS = {"error_rate": "0.1", "error_cost": 100, "review_catch_rate": 1}


def made(least: str | None, **changed: object) -> Reading:
    inputs = workload(BY_THE_MINUTE, **changed)
    return read(source(sheet(2), inputs, minimum_review_rate=least and Decimal(least)))


def test_below_the_least_it_is_counted_what_as_many_checks_would_cost() -> None:
    """2,200 tickets, 6 minutes at 50 dollars an hour: another tenth of them is 1,100 dollars."""
    reading = made("0.2")

    assert least_review(reading) == Shortfall(Decimal("0.1"), Decimal("0.2"), Fraction(5799), Fraction(1100))
    assert compose(reading.source).summary.found[-1] == (
        "10% of the tickets are checked, less than the 20% entered as the least: checking as many "
        "would cost $1,100 more per month."
    )
    assert list(of_least_review(reading)) == [
        FormulaRow(
            "Checking as many as the least: more per month",
            "total per month with the lines of reviews by their formulas then − total per month",
            "$5,799.00 − $4,699.00",
            "$1,100",
        )
    ]


def test_checks_that_save_more_in_errors_than_they_cost_have_no_price() -> None:
    reading = made("0.2", **FREE_ERRORS)

    assert compose(reading.source).summary.found[-1] == (
        "10% of the tickets are checked, less than the 20% entered as the least."
    )
    assert list(of_least_review(reading)) == []


@pytest.mark.parametrize("reading", [made("0.1"), made("0.05"), made(None)])
def test_at_the_least_or_without_one_nothing_is_told(reading: Reading) -> None:
    assert least_review(reading) is None
    assert [each for each in compose(reading.source).summary.found if "the least" in each] == []


def test_without_a_share_of_today_nothing_falls_short() -> None:
    bare = workload(BARE)

    assert least_review(read(source(sheet(2), bare, minimum_review_rate=Decimal("0.2")))) is None


NONE_PAYS = (
    "The least share to be checked, as entered, is 20%: no allowed review rate pays at today's volume."
)


@pytest.mark.parametrize(
    ("value", "least", "said"), [("2", "0.2", True), ("2", "0.05", False), ("9", "0.2", False)]
)
def test_a_break_even_below_the_least_says_that_no_allowed_rate_pays(
    value: str, least: str, said: bool
) -> None:
    """$3,599 without review and $5 a review of 2,200 tickets: at a value of $2 it breaks even at 7.3%."""
    found = compose(made(least, value_per_unit=value).source).summary.verdict

    assert (NONE_PAYS in found) is said
