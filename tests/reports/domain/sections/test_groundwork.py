"""What is asked for where no step pays: groundwork in proportion, missing lines, or no money."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessment.domain.answer_sheet import Answer
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.formulas.steps import of_steps
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.sections.ask import ask
from runrate.reports.domain.sections.first_steps import things
from runrate.reports.domain.sections.maturity import describe_maturity
from runrate.reports.domain.sections.ninety_days import phases, planned
from runrate.reports.rendering.sample import source as sample
from tests.reports.composed import COMPOSED
from tests.reports.readers import FREE, LARGE, LEVELS, SMALL, ZEROS, sheet, source, workload

NO_LINES = {name: 0 for name in FREE if name.endswith("_monthly")}
SEATS = {"unit_name": "day", "units_per_month": 880, "seats": 40, "seat_monthly": 19, **NO_LINES}
SEATS |= {"retry_rate": 0, "review_rate": 0, "build_cost": 0}
KEYS = tuple(f"q{number}" for number in range(1, 16))
OUT = ("upkeep_monthly", "build_cost")
DEARER = "The first three steps of groundwork would cost $27,000, more than "
KNOWN = "The steps below that carry no figure can still be taken for what they make known. "


def test_no_money_never_stands_above_things_that_cost_work() -> None:
    reading = read(source(sheet(4, q8=3, q6=2, q15=2), workload(SMALL)))

    assert [each.days for each in reading.advice.worth_taking] == [3, 15]
    assert ask(reading).sentence == (
        "Approve about $10,800 (18 working days) for two steps of groundwork by January 2027: on the lines "
        "entered and at the middle figures, no step releases as much cash in a year as its work costs."
    )
    assert ask(reading).beside == (
        "The steps below that carry no figure can still be taken for what they make known."
    )


def test_groundwork_that_is_asked_for_is_not_said_to_be_left_out() -> None:
    asked = ask(read(source(sheet("dk"), workload(SMALL))))

    assert asked.sentence == (
        "Approve about $5,400 (9 working days) for three steps of groundwork by December 2026: what a step "
        "saves is not known until the answers are."
    )
    assert asked.beside == (
        "The steps below that carry no figure can still be taken for what they make known. The full "
        "ninety-day plan takes $27,000 (45 working days), of which $21,600 (36) for 12 pieces of work "
        "without a cash figure of their own, not asked for here. After the ninety-day plan the way to the "
        "next stage needs Token budget (step 1) from unknown to level 4, Stored data and telemetry (step 2) "
        "from unknown to level 4 and Forecast (step 3) from unknown to level 4; 36 working days in all, "
        "$21,600."
    )


def test_what_the_next_stage_needs_beside_the_ask_is_said_with_its_work() -> None:
    """W6: a step that the plan begins counts only for the levels after it, as Token budget does."""
    said = ask(read(source(sheet(1, q8=2), workload(SMALL)))).beside

    assert said.partition(" the way to the next stage needs ")[2] == (
        "Token budget (step 9) from level 2 to 3; 3 working days in all, $1,800."
    )


@pytest.mark.parametrize(
    ("left_out", "sentence", "beside"),
    [
        (
            (),
            (
                "No money for this workload alone: at the middle figures no step releases as much cash "
                "in a year as its work costs."
            ),
            (f"{DEARER}a year of the workload, $9,120: worth it only for several workloads. {KNOWN}"),
        ),
        (
            OUT[:1],
            (
                "Enter the cost line that is missing before any money is asked for: no step pays by what is "
                "entered."
            ),
            (f"{DEARER}what is entered for a year, $9,120. {KNOWN}"),
        ),
        (
            OUT,
            (
                "Enter the 2 cost lines that are missing before any money is asked for: no step pays by what "
                "is entered."
            ),
            (f"{DEARER}what is entered for a year, $9,120. {KNOWN}"),
        ),
    ],
)
def test_groundwork_dearer_than_a_year_of_the_workload_is_not_asked_for(
    left_out: tuple[str, ...], sentence: str, beside: str
) -> None:
    inputs = {name: value for name, value in SEATS.items() if name not in left_out}
    reading = read(source(sheet(2, q1=3, q15=3), workload(inputs)))

    asked, formulas = ask(reading), [each.name for each in of_steps(reading)]
    assert asked.sentence == sentence
    assert asked.beside == (
        f"{beside}The ninety-day plan holds 6 pieces of work without a cash figure of their own: 123 working "
        "days ($73,800), not asked for here. With the ninety-day plan done, and once Tracing spend (step 6) "
        "is finished too, the stage is already Optimized."
    )
    assert ["The first steps of groundwork: cost of work" in formulas, "What is asked for" in formulas] == [
        True,
        False,
    ]


def test_groundwork_of_less_than_a_year_of_the_workload_is_asked_for() -> None:
    asked = ask(read(source(sheet(2, q1=3, q15=3), workload({**SEATS, "seat_monthly": 190}))))

    assert asked.sentence.startswith(
        "Approve about $27,000 (45 working days) for three steps of groundwork by "
    )
    assert asked.beside.startswith(KNOWN)


HALF = {name: value for name, value in {**SMALL, **ZEROS}.items() if not name.startswith("review")}


@pytest.mark.parametrize(
    ("half", "enter"),
    [
        ({"review_rate": "0.25"}, "Enter what a review costs"),
        (
            {"review_minutes": 6, "reviewer_hourly_cost": 48},
            "Enter which share of the tickets is reviewed",
        ),
    ],
)
def test_a_review_that_is_half_entered_is_asked_for_before_money(half: dict[str, object], enter: str) -> None:
    reading = read(source(sheet(2, q11=4, q13=4), workload(HALF, **half)))

    first, *others = things(reading)
    told = {each.question.key: each.saving for each in reading.advice.measures}

    assert ask(reading).sentence == (
        f"{enter} before any money is asked for: on the lines entered and at the middle figures, no step "
        "releases as much cash in a year as its work costs."
    )
    assert (first.topic, first.action) == ("Human review", f"{enter}: until then this line has no figure.")
    assert (len(others), told["q10"]) == (2, None)


def test_where_lines_are_entered_first_they_are_the_first_thing_and_no_work_is_in_the_ask() -> None:
    reading = read(source(sheet(2, q1=3, q15=3), workload({k: v for k, v in SEATS.items() if k not in OUT})))

    first, *others = things(reading)

    assert (first.topic, first.action) == (
        "Missing cost lines",
        "Enter maintenance (people) and build, or zero where nothing is paid.",
    )
    assert {thing.worth.rpartition(";")[2] for thing in others} == {" not in the ask"}
    assert reading.assessment is not None
    first_weeks, *_later = phases(reading, reading.assessment)
    assert first_weeks.tasks[0] == "Missing cost lines (to enter before all else)"


BEGUN = dict(zip(KEYS, (2, 2, 1, 3, 2, 2, 1, 1, 3, 4, 3, 2, 1, 2, 1), strict=True))


@pytest.mark.parametrize("level", [3, 4])
def test_a_stage_that_hangs_on_a_step_only_begun_says_that_it_has_to_be_finished(level: int) -> None:
    """H3: Tracing spend takes a quarter; at the top it is not in the plan, and nothing is left open."""
    answered: dict[str, Any] = {**BEGUN, "q2": 2 if level == 3 else 4}

    said = ask(read(source(sheet(**answered), workload(SMALL, **ZEROS)))).beside

    assert ("once Tracing spend (step 7) is finished too, the" in said) == (level == 3)


NEEDS = re.compile(r"the way to the next stage needs .*; ([\d,]+) working days in all, (\$[\d,]+)\.")
ALREADY = re.compile(r"With the ninety-day plan done, .*the stage is already (\w+)\.")
AFRESH = re.compile(r"about ([\d,]+) working days? \((\$[\d,]+)\)")


def done(reading: Reading) -> dict[str, Answer]:
    """The answers after the ask and the plan, by the names that the plan prints and the steps that pay."""
    assessment = reading.assessment
    assert assessment is not None
    tasks = [task for phase in phases(reading, assessment) for task in phase.tasks]
    return dict(assessment.sheet.answers) | {
        each.question.key: each.to
        for each in reading.advice.measures
        if each.pays or each.frm is None or any(f": {each.question.topic} (" in task for task in tasks)
    }


def the_way_is_that_of_a_report_made_after_ask_and_plan(made_from: Source) -> None:
    reading = read(made_from)
    assert made_from.assessed is not None
    after = replace(made_from.assessed.sheet, answers=done(reading))
    then = read(replace(made_from, assessed=replace(made_from.assessed, sheet=after)))
    assert reading.assessment is not None
    assert then.assessment is not None
    said = ask(reading).beside
    assert [each for each in reading.advice.paying if each not in planned(reading)] == []
    afresh = AFRESH.search(" ".join(describe_maturity(then, then.assessment).changes))

    if then.assessment.stage != reading.assessment.stage:
        name = then.questionnaire.stage(then.assessment.stage).name
        assert (ALREADY.findall(said), NEEDS.findall(said)) == ([name], [])
    elif afresh is None or not reading.advice.measures:
        assert (ALREADY.findall(said), NEEDS.findall(said)) == ([], [])
    else:
        assert (ALREADY.findall(said), NEEDS.findall(said)) == ([], [afresh.groups()])


@given(LEVELS, st.sampled_from([SMALL, LARGE, {**SMALL, **ZEROS}, SEATS]))
@settings(max_examples=40)
@example(dict.fromkeys(KEYS, 0), SMALL)
@example({**dict.fromkeys(KEYS, 1), "q1": 2, "q10": 0}, LARGE)
@example(dict.fromkeys(KEYS, 3), LARGE)
def test_the_way_after_ask_and_plan_is_the_one_that_a_new_assessment_finds(
    levels: dict[str, Any], inputs: dict[str, object]
) -> None:
    the_way_is_that_of_a_report_made_after_ask_and_plan(source(sheet(**levels), workload(inputs)))


@pytest.mark.parametrize("name", [name for name, each in COMPOSED.items() if each.assessed and each.costed])
def test_so_it_is_in_each_report_composed(name: str) -> None:
    the_way_is_that_of_a_report_made_after_ask_and_plan(COMPOSED[name])


def test_what_a_plan_lifts_on_other_questions_shortens_the_way() -> None:
    made_from = sample()
    row = {each.name: each for each in of_steps(read(made_from))}[
        "The way to the next stage, beyond the ask and the ninety days: cost of work"
    ]

    assert NEEDS.findall(ask(read(made_from)).beside) == [("9", "$5,400")]
    assert (row.substituted, row.monthly) == ("9 × $600", "$5,400")


def test_no_money_is_asked_for_what_the_report_itself_does() -> None:
    reading = read(source(sheet(4, q4=1, q6=2), workload(SMALL, **ZEROS)))

    told = {thing.topic: thing.worth for thing in things(reading)}

    assert ask(reading).sentence.startswith(
        "Approve about $9,000 (15 working days) for one step of groundwork by "
    )
    assert told == {
        "Full cost per unit": "The first figure is in this report: no money is asked for this",
        "When a unit loses money": "$9,000 of work, without a cash figure of its own",
    }


@pytest.mark.parametrize(
    ("upkeep", "reason"),
    [
        (0, "at the middle figures no step releases any cash"),
        (None, "on the lines entered and at the middle figures, no step releases any cash"),
    ],
)
def test_work_that_costs_nothing_is_not_too_dear_for_any_step(upkeep: object, reason: str) -> None:
    """No step releases as much cash as its work costs, it said of a working day at $0."""
    nothing = workload(FREE, input_price=0, output_price=0, upkeep_monthly=upkeep)

    said = ask(read(source(sheet(1), nothing, day_cost=Decimal(0))))

    assert said.sentence == f"No money: {reason}."
