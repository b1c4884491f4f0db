"""Which steps the ninety days hold, and in which week the last of some is done."""

import re
from collections.abc import Iterable

import pytest

from assessment.domain.answer_sheet import Sheet
from calculator.domain.workload import Workload
from runrate.reports.domain.evaluation import Reading, read
from runrate.reports.domain.sections.ask import ask
from runrate.reports.domain.sections.first_steps import things
from runrate.reports.domain.sections.groundwork import plan_note
from runrate.reports.domain.sections.ninety_days import (
    beyond_the_ask,
    dearer_than_a_year,
    phases,
    plan,
    weeks_of,
)
from tests.reports.composed import COMPOSED
from tests.reports.domain.sections.test_ask import EVEN, SLOW, advised
from tests.reports.readers import BY_THE_MINUTE, LARGE, SMALL, ZEROS, sheet, source, workload


@pytest.mark.parametrize(
    ("keys", "weeks"), [(("q11",), 3), (SLOW[:3], 8), (SLOW[:4], 13), (SLOW, 18), (("q2",), 16)]
)
def test_steps_take_turns_and_one_of_a_quarter_takes_its_quarter(keys: tuple[str, ...], weeks: int) -> None:
    reading = advised(*keys, together=EVEN)

    assert weeks_of(reading, reading.advice.paying) == weeks


def test_every_quick_step_three_larger_ones_and_two_to_last_are_planned() -> None:
    planned = plan(advised("q8", "q11", "q13", "q14", *SLOW, together=EVEN))

    keys = [[each.question.key for each in part] for part in (planned.quick, planned.larger, planned.lasting)]
    assert keys == [["q8", "q11", "q13", "q14"], ["q1", "q4", "q5"], ["q6", "q7"]]
    assert (planned.days, planned.others, planned.other_days) == (4 * 3 + 5 * 15, (), 0)


def test_what_has_no_cash_of_its_own_is_counted_apart_with_what_is_to_be_found_out() -> None:
    reading = read(source(sheet(4, q9="dk", q15=2, q11=1), workload(SMALL)))
    planned = plan(reading)

    assert ([each.question.key for each in planned.others], planned.unknowns) == (["q15"], 1)
    assert (planned.days, planned.other_days) == (9, 6)
    assert beyond_the_ask(reading) == (
        "The full ninety-day plan takes $5,400 (9 working days), of which $3,600 (6) for 2 pieces of work "
        "without a cash figure of their own, not asked for here."
    )
    assert plan_note(reading) == (
        "All of it is about 9 working days, $5,400 at $600 each; a step of a quarter counts whole."
    )


def test_nothing_is_said_of_a_plan_that_the_sum_holds_whole_or_without_a_scenario() -> None:
    assert beyond_the_ask(read(source(sheet(4, q11=1), workload(SMALL)))) == ""
    assert beyond_the_ask(read(source(sheet(2)))) == ""


def test_a_plan_has_its_days_without_a_scenario_too() -> None:
    reading = read(source(sheet(2)))

    assert plan(reading).days == 90
    assert plan_note(reading) == "All of it is about 90 working days; a step of a quarter counts whole."


def test_the_weeks_hold_each_quick_step_that_the_ask_counts_as_done_in_them() -> None:
    reading = read(COMPOSED["large company"])
    asked = [each for each in reading.advice.paying if each.question.effort == "S"]

    assert len(asked) == 4
    assert {each.question.key for each in plan(reading).quick if each.pays} == {
        each.question.key for each in asked
    }


COMPLETE = (workload(SMALL, **ZEROS), workload(LARGE, **ZEROS), workload(BY_THE_MINUTE))
ASKED = re.compile(r"Approve about \$([\d,]+) \(")
BESIDE = re.compile(
    r"(?:takes .*?, of which|holds .*? working days) \(?\$([\d,]+)\)?(?: \(|, not asked for here)"
)
ALL = re.compile(r"All of it is about [\d,]+ working days, \$([\d,]+) at")
FOUND_OUT = re.compile(r"Get the (one|\d+) answers? that nobody knows")


def printed(pattern: re.Pattern[str], *texts: str) -> int:
    found = pattern.search(" ".join(texts))
    return int(found[1].replace(",", "")) if found else 0


def left_out(reading: Reading) -> Iterable[str]:
    """What the board page tells to do and no phase holds, by the words of both."""
    assert reading.assessment is not None
    tasks = [task for phase in phases(reading, reading.assessment) for task in phase.tasks]
    nobody_knows = {each.question.topic for each in reading.advice.measures if each.frm is None}
    named = [thing.topic for thing in things(reading)]
    unnamed = [topic for topic in named if not any(f"{topic} (" in task for task in tasks)]
    found = FOUND_OUT.search(" ".join(tasks))
    number = 0 if found is None else 1 if found[1] == "one" else int(found[1])
    yield from (topic for topic in unnamed if topic not in nobody_knows)
    if len(unnamed) > number:
        yield from unnamed


def sums(reading: Reading) -> tuple[int, int]:
    """What is asked for, and is not, together; and all of the plan with what comes after ninety days."""
    asked = ask(reading)
    held = plan(reading)
    after = [m for m in reading.advice.paying if m not in (*held.quick, *held.larger, *held.lasting)]
    together = printed(ASKED, asked.sentence) + printed(BESIDE, asked.beside)
    return together, printed(ALL, plan_note(reading)) + 600 * sum(each.days for each in after)


SHEETS = (
    sheet(3, q1="dk", q4="dk", q10="dk"),
    sheet(4, q1="dk"),
    sheet(4, q1="dk", q4="dk", q5="dk"),
    sheet(4, q1="dk", q4="dk", q7="dk", q10="dk"),
    sheet("dk"),
    sheet(2),
)


@pytest.mark.parametrize("inputs", COMPLETE)
@pytest.mark.parametrize("answered", SHEETS)
def test_what_the_board_page_asks_for_stands_in_the_plan_and_its_sums_agree(
    answered: Sheet, inputs: Workload
) -> None:
    reading = read(source(answered, inputs))
    together, whole = sums(reading)

    assert list(left_out(reading)) == []
    assert together == whole or dearer_than_a_year(reading)


@pytest.mark.parametrize("name", [name for name, each in COMPOSED.items() if each.assessed])
def test_so_does_it_in_each_report_composed(name: str) -> None:
    assert list(left_out(read(COMPOSED[name]))) == []


def test_an_unknown_whose_figure_a_report_has_is_days_of_work_and_never_only_begun() -> None:
    reading = read(source(sheet(4, q4="dk"), workload(SMALL, **ZEROS)))
    assert reading.assessment is not None

    first, *_later = phases(reading, reading.assessment)

    assert first.tasks == ("Step 1: Full cost per unit (product owner with finance)",)
    assert plan(reading).days == 3


AGAIN, NO_FIT = "Look again at the ", "do not fit the scenario"
MISSING = "tools and guardrails, infrastructure, maintenance (people) and build"
EVIDENCE_IS_LEFT = (
    "Add a link, or four words on what shows it, to each answer of level 3 or 4 that has neither."
)


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (
            {**BY_THE_MINUTE, "value_per_unit": 0},
            (
                "Find out which contracts and pay would run on, then decide whether it stops.",
                f"{AGAIN}answers to When a unit loses money and Retries and repairs: they {NO_FIT}.",
            ),
        ),
        (
            {**BY_THE_MINUTE, "value_per_unit": "1.2", "retry_rate": "0.1"},
            (
                "Decide at which volume it goes on, or whether it stops.",
                "Look again at the answer to When a unit loses money: it does not fit the scenario.",
            ),
        ),
        ({**BY_THE_MINUTE, "value_per_unit": 99, "retry_rate": "0.1"}, ()),
        (
            {**SMALL, "value_per_unit": 99, "retry_rate": "0.1"},
            (
                f"Enter {MISSING}, or zero where nothing is paid.",
                "Look again at the answer to Known costs: it does not fit the scenario.",
            ),
        ),
    ],
)
def test_a_plan_without_a_step_begins_with_what_the_board_page_asks_for(
    inputs: dict[str, object], said: tuple[str, ...]
) -> None:
    reading = read(source(sheet(4), workload(inputs)))
    assert reading.assessment is not None

    first, *_later = phases(reading, reading.assessment)

    assert first.tasks == (*said, EVIDENCE_IS_LEFT)
