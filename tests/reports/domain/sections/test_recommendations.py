"""Measures with their dollars, their notes and the first ninety days; nothing asked for that is there."""

from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.template.loader import render_to_string

from assessment.domain.answer_sheet import Sheet
from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import WorthChanges
from tests.reports.readers import BY_THE_MINUTE, LARGE, SMALL, ZEROS, sheet, source, workload


def test_only_reviewer_time_is_called_that() -> None:
    answered, costed = sheet(4, q9=1), workload(LARGE, **{**ZEROS, "retry_rate": "0.2"})

    plan = compose(source(answered, costed)).recommendations

    assert plan is not None
    assert (
        plan.headline
        == "Retries and repairs releases $54,400 per month in cash, earned back within the first "
        "month after the work"
    )


def test_a_saving_that_the_minimum_bounds_says_so_and_has_no_span() -> None:
    answered = sheet(4, q10=1, evidence=BACKED)
    costed = workload(BY_THE_MINUTE, review_rate=1)

    content = compose(
        source(answered, costed, minimum_review_rate=Decimal("0.9"), reviewers_by_the_hour=True)
    )

    assert content.recommendations is not None
    (row,) = content.recommendations.worthwhile
    assert (row.monthly, row.span) == ("$1,100", "")
    assert row.note == (
        "Calculated with human review rate from 100% to 90%. The minimum share of reviews entered "
        "holds this back. What errors that fewer reviews let pass cost is not in it."
    )
    assert content.summary.things[0].worth == (
        "$1,100 per month in cash for $9,000 of work, earned back 8.2 months after the work"
    )


@pytest.mark.parametrize(
    ("question", "changes", "note"),
    [
        ("q3", {}, "Costs more at first: observability."),
        (
            "q7",
            {("q7", "tokens"): tuple(map(Fraction, (2, 1, 2, 2, 2)))},
            "Calculated with 100% higher token cost. Costs more at first: tokens.",
        ),
        (
            "q7",
            {("q7", "tokens"): tuple(map(Fraction, (9, 8, 9, 1, 1)))},
            (
                "Calculated with 12.5% higher token cost. Costs more at first: tokens. It pays once level 3 "
                "is reached."
            ),
        ),
    ],
)
def test_a_step_that_costs_more_names_the_line_that_rises(
    question: str, changes: WorthChanges, note: str
) -> None:
    one_low: dict[str, Any] = {question: 1}
    answered, costed = sheet(4, **one_low), workload(LARGE, **ZEROS)

    plan = compose(source(answered, costed, worth_changes=changes)).recommendations

    assert plan is not None
    assert [row.note for row in (*plan.worthwhile, *plan.later)] == [note]


def test_a_note_without_lines_before_it_begins_without_a_full_stop() -> None:
    bounded = compose(
        source(sheet(1), workload(BY_THE_MINUTE), minimum_review_rate=Decimal("0.1"))
    ).recommendations

    assert bounded is not None
    page = render_to_string("reports/parts/measures.html", {"rows": asdict(bounded)["later"]})
    assert ">The minimum share of reviews entered holds this back.</span>" in page


def tasks(answered: Sheet) -> list[tuple[str, ...]]:
    plan = compose(source(answered)).recommendations
    assert plan is not None
    return [phase.tasks for phase in plan.phases]


BACKED = {f"q{number}": "seen in the October report" for number in range(1, 16)}


@pytest.mark.parametrize(
    ("answered", "first", "second"),
    [
        (
            sheet(4),
            "Add a link, or four words on what shows it, to each answer of level 3 or 4 that has neither.",
            "Let somebody else check that each note and each link shows what it is there for.",
        ),
        (
            sheet(4, evidence=BACKED),
            "Check that each note and each link still shows what it is there for.",
            "Keep the evidence of each answer fresh.",
        ),
        (
            sheet("dk"),
            "Get the 15 answers that nobody knows yet: steps 1 to 15.",
            "Answer again with what was found out, and take the steps that follow.",
        ),
    ],
)
def test_the_plan_asks_for_nothing_that_is_there(answered: Sheet, first: str, second: str) -> None:
    """An owner is named where every answer stands at the top, and what nobody knows has no evidence."""
    assert tasks(answered)[:2] == [(first,), (second,)]


def test_a_step_that_takes_a_quarter_is_only_begun_within_one() -> None:
    assert tasks(sheet(4, q2=2, q14=0))[:2] == [
        ("Step 1: Runaway loops (platform engineer)",),
        ("Step 2: Tracing spend (platform engineer), only begun here, as it takes a quarter",),
    ]


def test_a_saving_of_less_than_a_cent_is_none() -> None:
    pennies = {**ZEROS, "review_rate": 0, "vector_db_monthly": 0, "observability_monthly": 0}
    costed = workload(SMALL, **pennies, integrations_monthly="0.05", input_tokens=0, output_tokens=0)

    content = compose(source(sheet(3), costed))

    assert content.recommendations is not None
    assert content.recommendations.totals == ()
    assert content.recommendations.headline == "No single step saves money on the lines entered"


@pytest.mark.parametrize(
    ("answered", "headline"),
    [
        (sheet("dk"), "Begin with Token budget; what a step saves is not known until the answers are"),
        (sheet(4), "Every answer stands at the highest level"),
        (sheet(4, q7={"na": "no model to choose"}), "Every answer that applies stands at the highest level"),
    ],
)
def test_where_nothing_can_be_priced_the_headline_says_why(answered: Sheet, headline: str) -> None:
    plan = compose(source(answered, workload(SMALL, **ZEROS))).recommendations

    assert plan is not None
    assert plan.headline == headline


def test_steps_whose_level_or_line_is_not_known_are_not_said_to_have_no_figure_of_their_own() -> None:
    known, unknown = (
        compose(source(answered, workload(SMALL, **ZEROS))).recommendations
        for answered in (sheet(1), sheet(1, q9="dk"))
    )

    assert known is not None
    assert unknown is not None
    assert known.enabling_title == "Steps without a figure of their own, which make the others possible"
    assert unknown.enabling_title == (
        "Steps without a figure: they make the others possible, or their level or cost line is not known"
    )


def test_two_steps_that_do_not_overlap_have_one_sum_of_cash() -> None:
    plan = compose(source(sheet(4, q8=1, q10=1), workload(LARGE, retry_rate="0.08"))).recommendations

    assert plan is not None
    assert [total.label for total in plan.totals] == [
        "Cash released together (50 reviewers to 38)",
        "Beside it, reviewers' time freed, at its cost; not to be added",
    ]
    assert [total.span.count(" to ") for total in plan.totals] == [1, 1]


def test_steps_that_overlap_are_said_to() -> None:
    plan = compose(source(sheet(4, q8=1, q7=1), workload(LARGE))).recommendations

    assert plan is not None
    assert [total.label for total in plan.totals] == [
        "Cash released by each alone, added up",
        "Cash released together: steps overlap",
    ]


def test_review_by_the_minute_is_time_and_stands_among_what_does_not_pay() -> None:
    plan = compose(source(sheet(4, q10=1), workload(BY_THE_MINUTE))).recommendations

    assert plan is not None
    assert plan.worthwhile == ()
    (row,) = plan.later
    assert (row.monthly, row.payback) == ("$0", "–")
    assert row.note.startswith(
        "Calculated with human review rate from 10% to 7.5%. Frees reviewers' time worth $275 per month, "
        "which is not cash."
    )


def test_the_plan_says_what_all_of_its_work_costs() -> None:
    plan = compose(source(sheet(4, q8=1, q10=1, q15=2), workload(LARGE))).recommendations

    assert plan is not None
    assert plan.phases_note == (
        "All of it is about 21 working days, $12,600 at $600 each; a step of a quarter counts whole."
    )
    alone = compose(source(sheet(2))).recommendations
    assert alone is not None
    assert alone.phases_note == "All of it is about 90 working days; a step of a quarter counts whole."


def test_a_claim_of_level_three_without_a_note_is_asked_for_one() -> None:
    evidence = {f"q{number}": "seen" for number in range(1, 16) if number != 5}

    plan = compose(source(sheet(4, q5=3, evidence=evidence))).recommendations

    assert plan is not None
    assert plan.phases[0].tasks == (
        "Add a link, or four words on what shows it, to each answer of level 3 or 4 that has neither.",
    )


@pytest.mark.parametrize(("cost", "told"), [({}, True), ({"reviewer_monthly_cost": 0}, False)])
def test_reviewers_who_cost_nothing_are_not_told_before_and_after(cost: dict[str, Any], told: bool) -> None:
    plan = compose(source(sheet(4, q10=1), workload(LARGE, **cost))).recommendations

    assert plan is not None
    notes = [row.note for row in (*plan.worthwhile, *plan.later)]
    assert any("Reviewers' time freed" in note for note in notes) is told


def test_where_every_step_is_taken_a_workload_that_loses_money_is_not_said_to_need_evidence_alone() -> None:
    told = {}
    for value in (1, 9):
        content = compose(source(sheet(4), workload(BY_THE_MINUTE, value_per_unit=value)))
        assert content.recommendations is not None
        told[value] = content.recommendations.lede

    assert told == {
        1: "No step is left, and the workload loses money: the board page asks whether to continue.",
        9: "What is left is to add evidence to each answer that has none.",
    }


def test_one_step_whose_row_says_the_same_has_no_table_of_its_sum() -> None:
    plan = compose(source(sheet(4, q11=1), workload(LARGE, **ZEROS))).recommendations

    assert plan is not None
    assert (len(plan.worthwhile), plan.totals_title, plan.totals) == (1, "", ())


def test_a_total_whose_ends_are_its_middle_says_the_figure_once() -> None:
    """Whatever a step does, the minimum of reviews holds it at one figure."""
    made = source(sheet(4, q10=1), workload(LARGE), minimum_review_rate=Decimal("0.0095"))

    plan = compose(made).recommendations

    assert plan is not None
    assert [(total.monthly, total.span) for total in plan.totals] == [
        ("$20,000", ""),
        ("$25,000", ""),
    ]
