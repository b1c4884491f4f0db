"""How well costs are managed: the weakest dimensions, what caps the stage, what lifts it."""

import re

import pytest
from django.template.loader import render_to_string

from assessment.domain.answer_sheet import Sheet
from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Figure
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from runrate.reports.rendering.sample import source as sample
from tests.reports.composed import COMPOSED
from tests.reports.readers import SMALL, ZEROS, sheet, source, workload

TWO_LEVELS = source(sheet(1, q8=2), workload(SMALL, **ZEROS))
"""Stored data pays up to level 2, and the next stage needs more of it."""


@pytest.mark.parametrize(
    ("answered", "headline", "found", "chart", "marked"),
    [
        (
            sheet(1),
            "25.0 of 100: the stage is Tracked, and all five dimensions are even",
            "All five dimensions stand at 25.0: none is weaker than another.",
            "All five dimensions are even",
            [],
        ),
        (
            sheet(2, q7=1),
            "48.3 of 100: the stage is Allocated, and run efficiency is the weakest dimension",
            "Run efficiency is the weakest dimension at 41.7, against 48.3 overall.",
            "Run efficiency is the weakest of the five dimensions",
            ["Run efficiency"],
        ),
        (
            sheet(2, q1=1, q7=1),
            (
                "46.7 of 100: the stage is Allocated, and visibility and run efficiency are the weakest "
                "dimensions"
            ),
            "Visibility and run efficiency are the weakest dimensions at 41.7 each, against 46.7 overall.",
            "Visibility and run efficiency are the weakest of the five dimensions",
            ["Visibility", "Run efficiency"],
        ),
    ],
)
def test_the_weakest_dimension_is_named_only_where_one_is_weaker(
    answered: Sheet, headline: str, found: str, chart: str, marked: list[str]
) -> None:
    content = compose(source(answered))

    assert content.maturity is not None
    assert (content.summary.headline, content.summary.stands[0]) == (headline, found)
    assert content.charts["dimensions"]["title"] == chart
    assert [row.name for row in content.maturity.dimensions if row.weakest] == marked


def test_the_evidenced_score_is_said_to_be_what_it_is() -> None:
    """Nothing is backed here, and half the score remains: it counts claims as level 2, not as nothing."""
    content = compose(source(sheet(4)))

    assert content.maturity is not None
    assert content.summary.figures[1] == Figure("50.0", "of 100, answers without evidence at level 2")
    assert content.summary.stands[1] == (
        "Counting answers of level 3 or 4 without evidence as level 2, the score is 50.0 instead of 100.0."
    )
    assert content.maturity.lede.endswith(
        " Counting answers of level 3 or 4 without evidence as level 2, it is 50.0."
    )


def test_a_score_that_evidence_does_not_lower_is_not_printed_twice() -> None:
    figures = compose(source(sheet(1))).summary.figures

    assert [each.value for each in figures[:2]] == ["25.0", "0"]
    assert figures[1].label == "of 15 answers with evidence"


def test_without_claims_nothing_is_said_about_what_backs_them() -> None:
    maturity = compose(source(sheet(1))).maturity

    assert maturity is not None
    assert maturity.lede == (
        "The score is the mean of five dimensions, each the mean of its answers from 0 to 100. Steps go by "
        "their numbers in “What to do”."
    )


@pytest.mark.parametrize(
    ("answered", "step"),
    [
        (
            sheet(4),
            "Keep reconciling each month, and record the gap: a growing one is the first sign of a new",
        ),
        (
            sheet(4, q2=3),
            "Step 1: Tracing spend",
        ),
        (
            sheet(4, q2="dk"),
            "Step 1: Tracing spend",
        ),
    ],
)
def test_a_dimension_of_one_step_asks_for_it_and_one_at_the_top_for_keeping_it(
    answered: Sheet, step: str
) -> None:
    maturity = compose(source(answered)).maturity

    assert maturity is not None
    assert maturity.dimensions[0].next_step.startswith(step)


@pytest.mark.parametrize(
    "made", [COMPOSED["small company"], COMPOSED["large company"], source(sheet(2, q7=0))]
)
def test_the_next_step_of_a_dimension_is_the_one_that_stands_first_in_what_to_do(made: Source) -> None:
    reading, content = read(made), compose(made)
    assert content.maturity is not None

    ordered = {each.question.dimension: each for each in reversed(reading.advice.measures)}
    expected = [ordered[each.key] for each in reading.questionnaire.dimensions]
    assert [each.next_step for each in content.maturity.dimensions] == [
        f"Step {reading.advice.measures.index(each) + 1}: {each.question.topic}" for each in expected
    ]


def steps_in(said: str) -> set[tuple[str, int]]:
    """Which levels a sentence says do not pay: each topic with the level that a step begins at."""
    found = re.findall(r"([A-Z][^,]*?) \(step \d+\) from level (\d) to (\d)", said.replace(" and ", ", "))
    return {(topic, level) for topic, frm, to in found for level in range(int(frm), int(to))}


@pytest.mark.parametrize("made", [COMPOSED["small company"], COMPOSED["large company"], sample(), TWO_LEVELS])
def test_what_does_not_pay_on_the_way_is_never_a_step_that_pays(made: Source) -> None:
    """N48: the first level of a question may pay where those above it do not."""
    content, reading = compose(made), read(made)
    assert content.maturity is not None
    losing = [each for each in content.maturity.changes if "within a year: the stage needs" in each]
    paying = {(each.question.topic, each.frm) for each in reading.advice.paying}

    named = steps_in(" ".join(losing))

    assert bool(named) == bool(losing)
    assert named & paying == set()


def test_the_levels_above_one_that_pays_are_named_as_they_are() -> None:
    """The sample is asked to pay for its token budget up to level 3."""
    maturity = compose(sample()).maturity

    assert maturity is not None
    assert maturity.changes[-1] == (
        "Token budget (step 1) from level 3 to 4, Stored data and telemetry (step 10) from level 2 to 4, "
        "Forecast (step 11) from level 2 to 4 and Runaway loops (step 12) from level 3 to 4 do not pay for "
        "their work within a year, at the middle figure: the stage needs them, money alone does not."
    )


def test_the_way_out_of_a_weak_link_is_all_that_leads_out() -> None:
    maturity = compose(source(sheet(4, q10=2, q11=0, q12=0))).maturity

    assert maturity is not None
    (cap,) = maturity.caps
    assert cap.way_out == (
        "Nearest way out: Stored data and telemetry (step 1) to level 1, about 3 working days."
    )


def test_caps_are_named_in_words_with_the_nearest_way_out() -> None:
    maturity = compose(source(sheet(3, q10=2, q11=0, q12=0, q4=1))).maturity

    assert maturity is not None
    assert [(cap.title, cap.way_out) for cap in maturity.caps] == [
        (
            "The weakest dimension limits the stage",
            "Nearest way out: Stored data and telemetry (step 1) to level 1, about 3 working days.",
        ),
        (
            "The answer on the cost per unit limits the stage",
            "Nearest way out: Full cost per unit (step 8) to level 2, about 15 working days.",
        ),
    ]
    assert maturity.caps[1].sentence == (
        "Allocated is the highest until question 4 is answered with the full cost per unit of a real month."
    )


def test_what_would_change_the_stage_begins_as_a_sentence_does() -> None:
    unknown = {"Token budget": sheet("dk"), "Known costs": sheet(3, q1="dk", q2="dk", q3="dk", q5="dk")}
    for first, answered in unknown.items():
        maturity = compose(source(answered)).maturity

        assert maturity is not None
        assert maturity.changes[0].startswith(f"{first} (step 1) from unknown to level ")


def test_a_way_out_that_is_the_way_to_the_next_stage_is_printed_once() -> None:
    content = compose(source(sheet(3, q10=2, q11=0, q12=0, q4=1)))

    page = render_to_string("reports/parts/maturity.html", {"report": content.as_json(), "paper": True})
    assert content.maturity is not None
    weak_link, unit_cost = content.maturity.caps
    moves = weak_link.way_out.removeprefix("Nearest way out: ").partition(", about")[0]
    assert content.maturity.changes[0].startswith(f"{moves}: ")
    assert weak_link.way_out not in page
    assert page.count("Nearest way out: the way to the next stage, below.") == 1
    assert page.count(unit_cost.way_out) == 1
