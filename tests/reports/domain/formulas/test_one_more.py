"""What one more unit adds, in the finding and in its formula, also where reviews fall as volume grows."""

from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.domain.break_even.falling_review import moving_at
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.evaluation import Scenario, read
from runrate.reports.domain.formulas.cost import of_costs
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.inputs import Costed, Source
from runrate.reports.domain.sections.scaling import describe_scale, what_stays
from tests.reports.readers import DAY

# A dollar of tokens, and a review at six dollars of every fourth unit; $100 of fixed cost.
REVIEWED = {
    "unit_name": "claim", "units_per_month": 1000, "input_tokens": 1_000_000, "output_tokens": 0,
    "input_price": 1, "output_price": 1, "review_rate": "0.25", "review_minutes": 6,
    "reviewer_hourly_cost": 60, "upkeep_monthly": 100, "vector_db_monthly": 0, "observability_monthly": 0,
    "tools_monthly": 0, "integrations_monthly": 0, "infrastructure_monthly": 0, "retry_rate": 0,
    "build_cost": 0,
}  # fmt: skip


def scenario(decay: str, **more: object) -> Scenario:
    guessed = Guessed({}, 1, Decimal(decay))
    workload = parse_workload(REVIEWED | more)
    found = read(Source(DAY, None, Costed(workload, "", "", {}, DAY, guessed=guessed))).scenario
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("decay", "added"),
    [("0", "$2.50"), ("0.5", "$1.75"), ("1", "$1.00"), ("2", "−$0.4985")],
)
def test_the_next_unit_lowers_the_share_reviewed_of_all_of_them(decay: str, added: str) -> None:
    """A dollar of its own, and 1.5 × (1001 × (1001 ÷ 1000) ^ −decay − 1000) of reviews."""
    found = scenario(decay)

    formula = {row.name: row.monthly for row in of_costs(found)}["What one more claim adds"]

    assert formula == added
    assert what_stays(found).endswith(f"; the next claim adds {added}.")


def test_the_formula_of_another_share_reviewed_comes_to_what_is_printed() -> None:
    rows = {row.name: row for row in of_costs(scenario("0.5"))}

    assert rows["What one more claim adds"].substituted == "$2,501.75 − $2,500.00"


def test_what_moves_at_a_volume_has_the_share_reviewed_there_and_no_whole_reviewers() -> None:
    minutes = parse_workload(REVIEWED)
    staffed = scenario("0.5", review_minutes=None, reviewer_hourly_cost=None, reviews_per_reviewer=100,
                       reviewer_monthly_cost=4000)  # fmt: skip

    assert moving_at(minutes, Fraction(4000), Fraction(1000), Fraction(1, 2)) == 4000 + 6 * 500
    assert staffed.next_unit == 1
    assert staffed.next_unit == staffed.estimate.variable_cost_per_unit


def test_that_each_unit_adds_the_same_is_not_said_where_fewer_are_reviewed() -> None:
    steady, falling = (describe_scale(scenario(decay)) for decay in ("0", "0.5"))

    assert steady is not None
    assert falling is not None
    assert steady.lede.startswith("Fixed cost spreads over more claims; what each one adds does not. ")
    assert falling.lede.startswith("At 100,000 claims per month one claim costs ")
