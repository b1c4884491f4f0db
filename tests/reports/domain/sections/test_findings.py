"""The summary: one headline with its number, and findings in the reader's own numbers."""

from typing import Any

import pytest
from hypothesis import assume, given

from calculator.domain.cost_lines import Note
from calculator.domain.prices.telling_notes import TOO_LOW
from runrate.core.numbers import price
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Costed, Source
from runrate.reports.domain.sections.findings import summarize
from tests.reports.readers import AMOUNTS, DAY, FREE, LEVELS, SMALL, ZEROS, sheet, source, workload


def test_the_headline_carries_the_cost_of_a_unit_and_what_the_invoice_shows_of_it() -> None:
    content = compose(source(None, workload(SMALL, **ZEROS)))

    assert content.summary.headline == "Each ticket costs $6.18, and 0.7% of it is tokens"


@pytest.mark.parametrize(
    ("left_out", "headline"),
    [
        (["upkeep_monthly"], "Each ticket costs at least $6.18, with one cost line still to be entered"),
        (
            ["upkeep_monthly", "build_cost"],
            "Each ticket costs at least $6.18, with 2 cost lines still to be entered",
        ),
    ],
)
def test_a_line_nobody_entered_makes_the_figure_a_least_one(left_out: list[str], headline: str) -> None:
    given_lines = {name: value for name, value in ZEROS.items() if name not in left_out}

    content = compose(source(None, workload(SMALL, **given_lines)))

    assert content.summary.headline == headline
    assert content.summary.figures[0].label == "per month, at least"


def test_one_unit_costs_and_several_cost() -> None:
    per_month = {"units_per_day": None, "days_per_month": None}
    one, two = (
        compose(source(None, workload(SMALL, **ZEROS, **per_month, units_per_month=units))).summary.lede
        for units in (1, 2)
    )

    assert one == "1 ticket per month costs $13,500, $0.05 of it tokens."
    assert two == "2 tickets per month cost $13,500, $0.09 of it tokens."


def test_the_largest_line_is_named_where_its_name_is_a_plural_too() -> None:
    costed = workload(SMALL, **ZEROS, review_rate=0, integrations_monthly=5000)

    found = compose(source(None, costed)).summary.found

    assert found[0] == (
        "The largest line is integrations: $5,000 per month, 61.7% of $8,099, "
        "followed by observability with $2,000."
    )


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        (
            {},
            (
                "25.7% of the total stays when volume falls, 73.5% moves only in whole steps; "
                "within a step the next ticket adds $0.045."
            ),
        ),
        (
            {"review_rate": 0, "infrastructure_step_units": 1000, "infrastructure_step_monthly": 300},
            (
                "77.8% of the total stays when volume falls, 20.0% moves only in whole steps; "
                "within a step the next ticket adds $0.045."
            ),
        ),
        (
            {
                "review_rate": 0,
                "capacity_instances": 1,
                "capacity_hourly": 2,
                "capacity_hours": 500,
                "capacity_units_per_instance": 1000,
            },
            (
                "68.2% of the total stays when volume falls, 30.3% moves only in whole steps; "
                "within a step the next ticket adds $0.045."
            ),
        ),
        (
            {"review_rate": 0},
            "97.2% of the total stays when volume falls; the next ticket adds $0.045.",
        ),
    ],
)
def test_reviewers_and_blocks_are_not_said_to_stay_when_volume_falls(
    inputs: dict[str, object], found: str
) -> None:
    content = compose(source(None, workload(SMALL, **{**ZEROS, **inputs})))

    assert content.summary.found[2] == found


@pytest.mark.parametrize("inputs", [{"review_rate": 0}, {}])
def test_what_stays_of_half_an_estimate_is_of_what_is_entered_and_adds_at_least(
    inputs: dict[str, object],
) -> None:
    zeros = {name: 0 for name in ZEROS if name != "upkeep_monthly"}
    [said] = [
        each for each in compose(source(None, workload(SMALL, **zeros, **inputs))).summary.found
        if "stays when volume falls" in each
    ]  # fmt: skip

    assert said.startswith("Of what is entered, ")
    assert said.endswith("the next ticket adds at least $0.045.")


def test_attempts_are_not_said_to_add_nothing() -> None:
    retried = {**SMALL, **ZEROS, "retry_rate": "0.08"}
    some, none = (
        compose(source(None, workload(retried, **volume))).summary.found
        for volume in ({"review_rate": 0}, {"units_per_day": 0})
    )

    assert [sentence for sentence in none if "attempts" in sentence] == []
    assert len(some) == 4


def test_a_workload_that_costs_nothing_is_found_to_cost_nothing() -> None:
    monthly = ("vector_db_monthly", "observability_monthly", "integrations_monthly")
    free = {**ZEROS, "review_rate": 0, **dict.fromkeys((*monthly, "input_price", "output_price"), 0)}

    assert compose(source(None, workload(SMALL, **free))).summary.found == (
        "Every line that was entered comes to $0.00.",
    )


@pytest.mark.parametrize(
    ("entered", "lede"),
    [
        ({}, "2 cost lines are not entered yet."),
        ({"upkeep_monthly": 0}, "One cost line is not entered yet."),
        ({"upkeep_monthly": 0, "build_cost": 0}, "0 tickets per month cost $0.00."),
    ],
)
def test_no_least_cost_of_nothing_is_told(entered: dict[str, object], lede: str) -> None:
    """W9: "at least $0.00" says nothing; how much is still open does."""
    open_lines = {**FREE, "units_per_day": 0, "upkeep_monthly": None, "build_cost": None}

    assert compose(source(None, workload({**open_lines, **entered}))).summary.lede == lede


def test_zero_units_are_said_and_not_divided_by() -> None:
    content = compose(source(sheet(1), workload(SMALL, units_per_day=0)))

    assert content.summary.headline == "Without any ticket it still costs at least $3,500 per month"
    assert content.scale is None
    assert [part.title for part in content.missing] == ["What volume and cost would add"]


@given(levels=LEVELS, ours=AMOUNTS, theirs=AMOUNTS)
def test_two_readers_share_no_finding(
    levels: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    """Even with the same answers, what was found about the cost is told in each reader's own numbers."""
    assume(not any(ours[name] == theirs[name] for name in ours))
    readings = [read(source(sheet(0, **levels), workload({**SMALL, **each}))) for each in (ours, theirs)]
    # Two whose unit comes to the same cent by chance may read the same sentence about it: it is true of both.
    assume(
        len({price(found.scenario.estimate.cost_per_unit or 0) for found in readings if found.scenario}) == 2
    )
    one, other = map(summarize, readings)

    told = {one.headline, one.lede, *one.found[:2], *one.verdict}

    assert told & {other.headline, other.lede, *other.found, *other.verdict} == set()


def test_attempts_are_said_with_four_decimals() -> None:
    found = compose(source(None, workload(FREE, retry_rate="0.33333", max_retries=3))).summary.found

    assert found[2] == "One ticket takes 1.4815 attempts on average, which adds $47.67 per month."


@pytest.mark.parametrize(
    ("too_low", "said"),
    [
        (False, "The true cost is $13,599 per month plus whatever it comes to."),
        (
            True,
            (
                "The true cost is at least $13,599 per month, without them: a model bills more than is "
                "counted here."
            ),
        ),
    ],
)
def test_a_total_that_is_too_low_is_no_true_cost_to_add_missing_lines_to(too_low: bool, said: str) -> None:
    costed = workload(SMALL, **{name: value for name, value in ZEROS.items() if name != "build_cost"})
    notes = (Note("model", TOO_LOW),) if too_low else ()

    content = compose(Source(DAY, None, Costed(costed, "Desk", "Desk", {}, DAY, notes=notes)))

    assert content.summary.found[1] == f"Not entered: build. {said}"


@pytest.mark.parametrize("of_costs", [True, False])
def test_a_score_heads_with_its_range_where_an_answer_is_not_known(of_costs: bool) -> None:
    answers = sheet(2, q9="dk")

    summary = compose(source(answers, workload(SMALL) if of_costs else None)).summary

    figure = next(each for each in summary.figures if "stage" in each.label)
    assert (figure.value, figure.label) == ("46.7 to 53.3", "of 100, stage Allocated")
    told = f"{summary.headline} {summary.lede}"
    assert (
        "scores 46.7 to 53.3 of 100" if of_costs else "46.7 to 53.3 of 100: the stage is Allocated"
    ) in told
