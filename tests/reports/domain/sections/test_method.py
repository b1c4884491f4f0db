"""How the numbers came about: inputs with origins, assumptions, limits, and what the reader changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from calculator.domain.fields import FIELDS
from runrate.reports.domain.compose import compose
from tests.reports.composed import COMPOSED
from tests.reports.readers import BY_THE_MINUTE, SMALL, ZEROS, article, sheet, source, workload


def test_what_the_reader_changed_in_the_planning_table_is_marked() -> None:
    own = {("q10", "human_review"): tuple(map(Fraction, (3, 2, 1, 1, 1)))}

    method = compose(article(SMALL, worth_changes=own)).method

    assert [row.question for row in method.worth if row.changed] == ["Human review"]
    assert "One row was changed by the reader and is marked." in method.worth_note


def test_every_entered_input_is_printed_with_its_origin() -> None:
    method = compose(article(SMALL, minimum_review_rate=Decimal("0.05"))).method

    printed = {row.name: (row.value, row.origin) for row in method.inputs}
    assert printed["Units per day"] == ("100", "you entered")
    assert printed["Maximum retries"] == ("2", "our default")
    assert printed["Input price"] == ("$3.00 per million tokens", "you entered")
    assert "Savings on review stop where 5% of the units are checked: the minimum entered." in (
        method.assumptions
    )


def test_the_volume_from_which_it_pays_is_shown_with_what_is_fixed_there() -> None:
    costed = workload(SMALL, **ZEROS, value_per_unit=8)

    rows = compose(source(None, costed)).method.results

    assert [(row.substituted, row.monthly) for row in rows if row.name == "Break-even volume"] == [
        ("2,955 × $7.955 ≥ $23,500.00", "2,955 tickets")
    ]


def test_without_a_volume_from_which_it_pays_for_good_no_row_says_one() -> None:
    dear = {"infrastructure_step_units": 1000, "infrastructure_step_monthly": 50_000}

    rows = compose(source(None, workload(SMALL, **{**ZEROS, **dear, "value_per_unit": 8}))).method.results

    assert [row.name for row in rows if row.name == "Break-even volume"] == []


def test_only_inputs_in_use_are_printed() -> None:
    per_month = {"units_per_day": None, "days_per_month": None, "units_per_month": 2200}

    staffed, monthly = (
        compose(source(None, workload({**SMALL, **ZEROS, **inputs}))).method for inputs in ({}, per_month)
    )

    assert [
        name for name in ("minutes per review", "reviewer cost per hour") if name in staffed.left_out
    ] == []
    assert "Working days per month" in {row.name for row in staffed.inputs}
    assert "Working days per month" not in {row.name for row in monthly.inputs}


def test_a_default_number_of_working_days_is_printed_as_ours_where_volume_is_by_the_day() -> None:
    method = compose(source(None, workload(SMALL, days_per_month=None))).method

    printed = {row.name: (row.value, row.origin) for row in method.inputs}
    assert printed["Working days per month"] == ("22", "our default")


def test_a_report_says_of_which_day_its_answers_and_its_scenario_are() -> None:
    whole = article(SMALL)
    assert whole.assessed is not None
    assert whole.costed is not None
    answered = replace(whole.assessed, finished_on=date(2026, 7, 1))
    saved = replace(whole.costed, saved_on=date(2026, 9, 30))

    both = compose(replace(whole, assessed=answered, costed=saved)).method.assumptions
    undated = compose(replace(whole, assessed=None, costed=replace(saved, saved_on=None))).method.assumptions

    assert both[:2] == (
        "The answers are as they were finished on 1 July 2026.",
        "The scenario is as it was saved on 30 September 2026.",
    )
    assert undated == ()


def test_less_review_than_the_minimum_is_said() -> None:
    method = compose(article(SMALL, minimum_review_rate=Decimal("0.5"))).method

    assert method.assumptions[2] == (
        "10% of the units are checked, less than the minimum of 50% entered: no saving on review is "
        "counted, and checking more would cost more."
    )


@pytest.mark.parametrize(("costed", "said"), [("Claims intake", 1), ("support desk", 0), ("", 0)])
def test_answers_and_costs_of_different_workloads_are_a_limit(costed: str, said: int) -> None:
    whole = article(SMALL)
    assert whole.costed is not None

    limits = compose(replace(whole, costed=replace(whole.costed, workload_name=costed))).method.limits

    warning = (
        f"The answers are about Support desk and the costs about {costed}: "
        "a saving holds only as far as both are managed alike."
    )
    assert limits.count(warning) == said


def test_two_changed_rows_are_counted_and_keep_the_decimals_they_were_typed_with() -> None:
    own = {
        ("q10", "human_review"): tuple(map(Fraction, ("3.125", "2", "1.5", "1", "1"))),
        ("q8", "tokens"): tuple(map(Fraction, ("10/3", "2", "1.5", "1.2", "1"))),
    }

    method = compose(article(SMALL, worth_changes=own)).method

    assert method.worth_note.endswith(
        "not measurements of your team. 2 rows were changed by the reader and are marked."
    )
    assert [row.factors for row in method.worth if row.changed] == [
        ("3.333", "2.00", "1.50", "1.20", "1.00"),
        ("3.125", "2.00", "1.50", "1.00", "1.00"),
    ]


def test_reviewers_by_the_minute_without_figures_are_said_to_be_left_out() -> None:
    unpaid = workload(BY_THE_MINUTE, review_minutes=None, reviewer_hourly_cost=None)

    left_out = compose(source(None, unpaid)).method.left_out

    assert left_out.endswith(", minutes per review and reviewer cost per hour (loaded).")


def test_where_every_input_was_given_nothing_is_said_to_be_left_out() -> None:
    every = {field.name: 0 for field in FIELDS if field.default is not None and not field.default}

    assert compose(source(None, workload(BY_THE_MINUTE, **every))).method.left_out == ""


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("0.05", "Savings on review stop where 5% of the units are checked: the minimum entered."),
        (
            "0.04",
            (
                "4% of the units are checked, less than the minimum of 5% entered: no saving on review "
                "is counted, and checking more would cost more."
            ),
        ),
        (
            None,
            (
                "0% of the units are checked, less than the minimum of 5% entered: no saving on review "
                "is counted, and checking more would cost more."
            ),
        ),
    ],
)
def test_a_minimum_bounds_savings_from_just_there_on(rate: str | None, said: str) -> None:
    costed = workload(BY_THE_MINUTE, review_rate=rate)

    method = compose(source(sheet(1), costed, minimum_review_rate=Decimal("0.05"))).method

    assert said in method.assumptions


def test_what_is_reckoned_alike_and_comes_to_the_same_stands_once() -> None:
    """W19."""
    results = compose(article(SMALL)).method.results

    assert len({(row.formula, row.substituted, row.monthly) for row in results}) == len(results)
    [days] = [row for row in results if row.substituted == "3 × $600"]
    topics = "Stored data and telemetry; Token budget; Forecast; Runaway loops; Owner of the figure"
    left = "The way to the next stage, beyond the ask and the ninety days"
    assert days.name == f"{topics}; {left}: cost of work"
    assert (days.formula, days.monthly) == ("working days × cost of one", "$1,800")


def test_model_steps_that_are_reckoned_alike_stand_in_one_row() -> None:
    """Twenty of one name and one sum filled two pages."""
    alike, other = COMPOSED["twenty steps"], COMPOSED["several steps"]

    assert [row.name for row in compose(alike).method.formulas] == ["plan, for one case"]
    names = "; ".join(row.name for row in compose(other).method.formulas)
    assert names.count(", for one case") == 4
