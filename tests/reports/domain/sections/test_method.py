"""How the numbers came about: inputs with origins, assumptions, limits, and what the reader changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from runrate.reports.domain.compose import compose
from tests.reports.readers import SMALL, ZEROS, article, source, workload


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
    assert "Savings on review stop where 5% of the units are checked: the minimum you entered." in (
        method.assumptions
    )


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
        "10% of the units are checked, less than the minimum of 50% you entered: no saving on review is "
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
