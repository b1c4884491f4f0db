"""Whether a unit is worth what it costs, from which volume and up to which share of review."""

import pytest

from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Figure
from tests.reports.readers import SMALL, ZEROS, source, workload


@pytest.mark.parametrize(
    ("value", "opening"),
    [
        ("8", "An accepted ticket is worth $8.00 and costs $6.18: a net gain of $4,001 per month."),
        ("6", "An accepted ticket is worth $6.00 and costs $6.18: a net loss of $399.00 per month."),
        (
            None,
            (
                "What one ticket is worth was not entered. "
                "It pays for itself once an accepted one brings at least $6.18."
            ),
        ),
    ],
)
def test_whether_a_unit_is_worth_it_is_said_in_a_sentence(value: str | None, opening: str) -> None:
    content = compose(source(None, workload(SMALL, **ZEROS, value_per_unit=value)))

    assert content.summary.verdict[0] == opening


@pytest.mark.parametrize(
    ("value", "opening"),
    [
        (
            "8",
            (
                "An accepted ticket is worth $8.00 and costs at least $6.18: "
                "a net gain of at most $4,001 per month."
            ),
        ),
        (
            "6",
            (
                "An accepted ticket is worth $6.00 and costs at least $6.18: "
                "a net loss of at least $399.00 per month."
            ),
        ),
    ],
)
def test_what_is_left_after_an_incomplete_cost_is_at_most_that(value: str, opening: str) -> None:
    without_upkeep = {**ZEROS, "upkeep_monthly": None}

    summary = compose(
        source(None, workload(SMALL, **without_upkeep, value_per_unit=value, human_cost_per_unit=6))
    ).summary

    assert (summary.verdict[0], summary.verdict[-1]) == (
        opening,
        "People doing all of it at $6.00 each would cost at least $399.00 per month less.",
    )
    assert summary.figures[-1] == Figure("$163,188", "per year at this volume, at least")


@pytest.mark.parametrize(
    ("nothing_accepted", "none"),
    [
        ({"acceptance_rate": 0}, "No ticket is accepted"),
        ({"units_per_day": 0}, "There are no tickets at this volume"),
    ],
)
def test_where_no_unit_is_accepted_the_cost_is_set_against_nothing(
    nothing_accepted: dict[str, object], none: str
) -> None:
    costed = workload(SMALL, **ZEROS, value_per_unit=8, human_cost_per_unit=9, **nothing_accepted)

    verdict = compose(source(None, costed)).summary.verdict

    assert verdict[0] == f"{none}, so there is nothing to set the cost against."


def test_at_zero_units_nothing_is_said_about_people_doing_them() -> None:
    costed = workload(SMALL, **ZEROS, value_per_unit=8, human_cost_per_unit=9, units_per_day=0)

    verdict = compose(source(None, costed)).summary.verdict

    assert [sentence for sentence in verdict if "People doing" in sentence] == []


def test_without_fixed_cost_it_pays_from_the_first_unit() -> None:
    nothing_fixed = {"review_rate": 0, "vector_db_monthly": 0, "observability_monthly": 0}
    costed = workload(SMALL, **ZEROS, **nothing_fixed, integrations_monthly=0, value_per_unit=1)

    verdict = compose(source(None, costed)).summary.verdict

    assert verdict[1] == "Nothing costs a fixed amount: it pays for itself from the first ticket."


def test_an_incomplete_cost_breaks_even_at_that_volume_or_later() -> None:
    by_the_minute = {**SMALL, "reviews_per_reviewer": None, "reviewer_monthly_cost": None}
    costed = workload(by_the_minute, review_minutes=6, reviewer_hourly_cost=40, value_per_unit=5)

    verdict = compose(source(None, costed)).summary.verdict

    assert verdict[1:] == (
        "As far as entered, it pays from 769 tickets per month on.",
        "Break-even review rate: at most 84.1%.",
    )


def test_not_even_without_review_is_said_in_words() -> None:
    by_the_minute = {**SMALL, "reviews_per_reviewer": None, "reviewer_monthly_cost": None}
    costed = workload(by_the_minute, review_minutes=6, reviewer_hourly_cost=40, value_per_unit="0.01")

    verdict = compose(source(None, costed)).summary.verdict

    assert "At today's volume it would not break even without any review either." in verdict
