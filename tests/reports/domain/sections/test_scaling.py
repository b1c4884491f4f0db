"""What volume does to the cost of a unit, in sentences that agree with the table beside them."""

from fractions import Fraction

import pytest

from calculator.domain.sensitivity import Guess
from runrate.reports.domain.compose import compose
from runrate.reports.domain.sections.scaling import a_fifth_around
from tests.reports.readers import FREE, SMALL, ZEROS, source, workload


@pytest.mark.parametrize(
    ("inputs", "headline", "lede"),
    [
        (
            {},
            "Volume does not make one ticket cheaper: it costs $0.045 at any scale",
            "There is next to no fixed cost to spread over more tickets; tokens are 100.0% of one.",
        ),
        (
            {"review_rate": "0.1"},
            "At ten times the volume one ticket still costs $4.59",
            (
                "Fixed cost spreads over more tickets; what each one adds does not. At 220,000 tickets "
                "a month one costs $4.59, and tokens are 1.0% of it."
            ),
        ),
        (
            {"upkeep_monthly": None, "vector_db_monthly": 1},
            "At ten times the volume one ticket costs $0.04505 instead of $0.04545",
            (
                "Fixed cost spreads over more tickets; what each one adds does not. At 220,000 tickets "
                "a month one costs $0.045, and tokens are 100.0% of it. "
                "Only the lines that were entered are counted."
            ),
        ),
    ],
)
def test_what_volume_does_is_said_as_the_table_shows_it(
    inputs: dict[str, object], headline: str, lede: str
) -> None:
    scale = compose(source(None, workload(FREE, **inputs))).scale

    assert scale is not None
    assert (scale.headline, scale.lede) == (headline, lede)


def test_a_month_of_a_few_dollars_keeps_its_cents_beside_each_other() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 100}

    scale = compose(source(None, workload(FREE, **per_month))).scale

    assert scale is not None
    assert (scale.drivers[0].low, scale.drivers[0].high, scale.drivers[0].swing) == (
        "$3.60",
        "$5.40",
        "$1.80",
    )


def test_volumes_below_one_are_not_shown_as_none() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 1}

    scale = compose(source(None, workload({**SMALL, **ZEROS, **per_month}))).scale

    assert scale is not None
    assert [row.volume for row in scale.rows] == ["0.01", "0.1", "1", "10", "100"]


def test_a_share_is_guessed_up_to_all_and_a_number_beyond() -> None:
    guesses = {each.field: each for each in a_fifth_around(workload(SMALL, acceptance_rate="0.9"))}

    assert guesses["acceptance_rate"] == Guess(
        "acceptance_rate", Fraction(72, 100), Fraction(9, 10), Fraction(1)
    )
    assert guesses["review_rate"] == Guess(
        "review_rate", Fraction(8, 100), Fraction(1, 10), Fraction(12, 100)
    )
    assert guesses["input_tokens"] == Guess("input_tokens", Fraction(4000), Fraction(5000), Fraction(6000))
