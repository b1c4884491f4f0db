"""With a complete scenario beside it, no sentence calls a cost, a unit or a line unknown."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from itertools import product
from typing import Any

import pytest

from assessment.domain.questionnaire import load
from assessment.domain.scoring import Sheet
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_DAYS
from calculator.domain.workload import Workload
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.provided import action, delivered
from runrate.reports.domain.sections.answers import describe_answers
from runrate.reports.domain.sections.findings import summarize
from runrate.reports.domain.sections.maturity import describe_maturity
from runrate.reports.domain.sections.recommendations import EFFORTS, recommend
from tests.reports.readers import SMALL, ZEROS, sheet, source, workload

INSTRUMENT = load("1")
COMPLETE = workload(SMALL, **ZEROS, value_per_unit=8)

# What the answers and the advice say where costs are not known, by hand; with the scenario none of it is so.
DENIED = (
    r"[Nn]o (monthly )?cost of this workload has a figure",
    r"fewer than two of the hidden lines",
    r"hidden lines have a figure, estimated once",
    r"not known which costs have a figure",
    r"which costs of this workload have a figure",
    r"[Ff]ull cost per unit is not known",
    r"token price times a guess",
    r"not known how the full cost",
    r"[Ss]tart from the token price",
    r"[Dd]ivide one month's full cost",
    r"[Ee]stimate two hidden lines",
    r"[Ff]ill in the remaining lines",
    r"so that this workload has its own figure",
    r"for last month's cost of one finished unit",
    r"(Known costs|Full cost per unit|Value of a unit) (?:\(step \d+\) )?from unknown",
    r"worth is not stated",
    r"not known how the value of a unit",
    r"which baseline or comparison gave the value",
    r"[Ww]rite down a figure for what a finished unit replaces or earns",
)
# What a report says of lines that nobody entered, and what older ones said of every reader.
NEVER = (
    r"still to be entered",
    r"Not entered:",
    r"not on any page",
    r"[Nn]obody can (say|see)",
    r"what caused it is not",
    r"Find out:",
    r"afternoon",
    r"[Ww]ork out the cost",
)
ANSWERS: list[dict[str, Any]] = [
    {"q1": q1, "q4": q4, "q5": q5, "q8": q8, "q14": q8}
    for (q1, q4), q5, q8 in zip(
        product((0, 1, 2, 3, 4, "dk"), repeat=2),
        (0, "dk", 2, 1, 0, "dk", 4) * 6,
        [4] * 35 + ["dk"],
        strict=False,
    )
]


def sentences(answered: Sheet, costed: Workload | None) -> str:
    """Every text that goes by the answers, but for the answers themselves, which are quoted as given."""
    reading = read(source(answered, costed))
    assert reading.assessment is not None
    quoting = asdict(describe_answers(reading, reading.assessment))
    del quoting["groups"]
    parts = (
        summarize(reading),
        describe_maturity(reading, reading.assessment),
        recommend(reading, reading.assessment),
    )
    return "\n".join(texts([quoting, *(asdict(part) for part in parts)]))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


@pytest.mark.parametrize("level", [1, 4, "dk"])
def test_no_sentence_denies_what_the_complete_scenario_shows(level: Any) -> None:
    """W5."""
    said = {
        (pattern, found.group())
        for text in [sentences(sheet(level, **answers), COMPLETE) for answers in ANSWERS]
        for pattern in (*DENIED, *NEVER)
        if (found := re.search(pattern, text))
    }

    assert said == set()


def test_without_a_scenario_each_of_them_is_said_to_whom_it_is_so() -> None:
    said = "\n".join(
        sentences(sheet(level, **answers), None) for level in (1, 4, "dk") for answers in ANSWERS
    )

    assert [pattern for pattern in DENIED if not re.search(pattern, said)] == []


def test_what_is_left_stands_instead() -> None:
    reading = read(source(sheet(4, q1=0, q4=1, q5="dk"), COMPLETE))
    assert reading.assessment is not None
    maturity = describe_maturity(reading, reading.assessment)
    actions = {thing.topic: thing.action for thing in summarize(reading).things}

    assert maturity.dimensions[0].meaning.startswith("This report puts a figure on every cost line. ")
    assert maturity.dimensions[1].meaning.startswith(
        "This report calculates the full cost per unit. This report states what a unit is worth. "
    )
    assert actions == {
        "Known costs": "Refresh the figure of every cost line once a month, on a set day.",
        "Full cost per unit": "Calculate the full cost per unit again every month.",
        "Value of a unit": (
            "This report has the figure: check that it holds, and answer question 5 again with it."
        ),
    }
    assert describe_answers(reading, reading.assessment).unknown == (
        f"Value of a unit (step {reading.step_number('q5')})",
    )


def test_a_worth_that_is_stated_leaves_its_baseline() -> None:
    reading = read(source(sheet(4, q5=0), COMPLETE))
    assert reading.assessment is not None

    (thing,) = summarize(reading).things

    assert thing.action == f"This report states what a unit is worth. {INSTRUMENT.question('q5').advice[1]}"


def test_a_way_says_which_part_of_it_the_report_is() -> None:
    """M3: the days of a raise are for what is left of it."""
    reading = read(source(sheet(4, q4=1), COMPLETE))
    assert reading.assessment is not None

    (cap,) = describe_maturity(reading, reading.assessment).caps

    assert cap.way_out == (
        "Nearest way out: Full cost per unit (step 1) to level 2 (this report has the first figure; the days "
        "are for repeating and checking it), about 15 working days."
    )


def test_an_incomplete_scenario_or_one_without_volume_provides_no_unit_cost() -> None:
    partial = sentences(sheet(4, q1=0, q4=1), workload(SMALL))
    idle = sentences(sheet(4, q1=0, q4=1), workload(SMALL, **ZEROS, units_per_day=0))

    assert "This report puts a figure on every cost line" not in partial
    assert "This report calculates the full cost per unit" not in partial + idle
    assert "This report puts a figure on every cost line" in idle


# Words of time in the advice that are no effort: how often, by when, within what, of what.
NO_EFFORT = (
    "monthly date|monthly total|each month|every month|in a month|a month,|for a month|reads?, and|weekly|"
    "one month's|once a quarter|[Ee]ach quarter|every quarter|twice a year|how many days|within the hour|"
    "monthly half hour|monthly budget|monthly message|monthly review|daily alert|every six months|"
    "within a month|two quarters|next quarter|minutes a person needs|what the hour costs|minutes and caught|"
    "per day|an hour|six months|costs per month|report the figure monthly|Review hours|labour in hours|"
    "of which month|last month|last quarter|from last week"
)


def test_no_advice_says_a_duration_that_its_effort_denies() -> None:
    """W5."""
    times = re.compile(r"\b(minute|hour|afternoon|morning|day|week|month|quarter|year)s?\b")
    said = {
        (question.key, text)
        for question in INSTRUMENT.questions
        for text in (*question.advice, question.find_out)
        if times.search(re.sub(NO_EFFORT, "", text))
    }

    assert said == set()


def test_the_words_of_an_effort_are_of_its_days() -> None:
    """N26: a week has five working days, a quarter about sixty."""
    assert (EFFORTS, EFFORT_DAYS) == (
        {"S": "Days", "M": "Weeks", "L": "A quarter"},
        {"S": 3, "M": 15, "L": 60},
    )
    assert EFFORT_DAYS["S"] < 5 <= EFFORT_DAYS["M"] < 60 <= EFFORT_DAYS["L"]
    assert EFFORT_DAYS["S"] == FIND_OUT_DAYS


def test_finding_an_answer_out_takes_days_however_long_the_step_after_it() -> None:
    reading = read(source(sheet(4, q2="dk")))
    assert reading.assessment is not None

    assert [row.effort for row in recommend(reading, reading.assessment).enabling] == ["Days"]
    assert INSTRUMENT.question("q2").effort == "L"


@pytest.mark.parametrize(
    ("answers", "starts"),
    [
        ({"q4": 1, "q5": 0}, ("This report calculates the full cost", "This report states what a unit is")),
        ({"q4": 2, "q5": 1}, ("The full cost per unit was calculated", "What a unit is worth is a figure")),
        ({"q4": "dk", "q5": "dk"}, ("This report calculates the full cost", "This report states what")),
    ],
)
def test_an_answer_above_what_the_report_provides_speaks_for_itself(
    answers: dict[str, Any], starts: tuple[str, str]
) -> None:
    reading = read(source(sheet(4, **answers), COMPLETE))
    assert reading.assessment is not None

    said = describe_maturity(reading, reading.assessment).dimensions[1].meaning

    assert said.startswith(starts[0])
    assert starts[1] in said


PARTLY = workload({**SMALL, "vector_db_monthly": 350, "observability_monthly": 0})
ONE_LINE = workload(
    {name: value for name, value in SMALL.items() if not name.startswith(("review", "obs", "integr"))}
)


@pytest.mark.parametrize("level", [0, 1, "dk"])
def test_figures_on_two_hidden_lines_are_seen_though_others_are_missing(level: object) -> None:
    """H2: nobody is asked for $9,000 to estimate two lines that stand in the same report."""
    reading = read(source(sheet(1, q1=level), PARTLY))
    said = sentences(sheet(1, q1=level), PARTLY)
    step = level if isinstance(level, int) else None

    assert (delivered(reading, "q1", step), delivered(reading, "q4", 0)) == (True, True)
    assert "This report puts a figure on at least two of the hidden lines." in said
    assert [text for text in DENIED[:2] if re.search(text, said)] == []


def test_figures_on_fewer_lines_are_not_what_the_step_asks_for() -> None:
    reading = read(source(sheet(1), ONE_LINE))

    assert [delivered(reading, key, 1) for key in ("q1", "q4")] == [False, False]
    assert action(reading, INSTRUMENT.question("q1"), 1).startswith("Estimate two hidden lines once.")
    assert action(reading, INSTRUMENT.question("q4"), 0).startswith("Divide one month's full cost")
