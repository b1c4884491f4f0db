"""Each step is told once and goes by one number: what it takes stands in one place, all else refers to it."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given, settings

from assessment.domain.questionnaire import load
from assessment.domain.scoring import Sheet
from runrate.reports.domain.compose import compose
from runrate.reports.domain.evaluation import read
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.provided import action
from tests.assessment.sheets import sheets
from tests.flat import flat
from tests.reports.composed import COMPOSED
from tests.reports.readers import SMALL, ZEROS, source, workload

INSTRUMENT = load("1")
TOPICS = "|".join(re.escape(question.topic) for question in INSTRUMENT.questions)
ANSWERED = sorted(name for name, made_from in COMPOSED.items() if made_from.assessed)
FIFTH = 5
"""So many reports are between one that is composed here and the next."""
SAID_OF = re.compile(rf"({TOPICS}) \(step (\d+)[,)]|[Ss]tep (\d+): ({TOPICS})")
BARE = re.compile(rf"({TOPICS}) (?:to|from) (?:level|unknown)")
STEPS = ("worthwhile", "unsure", "later", "enabling")
"""The tables of steps of “What to do”."""
IN_A_TABLE = ("answers.groups", "method.", "charts.", "basis")


def printed(made_from: Source) -> Mapping[str, Any]:
    return asdict(compose(made_from))


def sentences(content: Mapping[str, Any]) -> list[str]:
    return [line for part in ("summary", "maturity", "answers", "recommendations")
            for line in flat(content[part], part) if not line.startswith(IN_A_TABLE)]  # fmt: skip


def untold(made_from: Source) -> list[tuple[str, int]]:
    """What is to be done in each step, and how often a report says so, where that is not once."""
    said, reading = sentences(printed(made_from)), read(made_from)
    actions = [action(reading, each.question, each.frm) for each in reading.advice.measures]
    counted = [(each, sum(line.count(each) for line in said)) for each in actions]
    return [(each, times) for each, times in counted if times != 1]


def misnumbered(made_from: Source) -> list[str]:
    """Mentions of a step by a number that is not that of its row, and moves without a number."""
    content = printed(made_from)
    told = content["recommendations"]
    rows = {row["number"]: row["topic"] for part in STEPS for row in told[part]}
    found = []
    for line in sentences(content):
        for before, number, other, after in SAID_OF.findall(line):
            if rows.get(number or other) != (before or after):
                found.append(line)
        found += [line] if BARE.search(line) else []
    things = [thing for thing in content["summary"]["things"] if thing["number"]]
    headings = [(each["heading"], f"{each['topic']} (step {each['number']})") for each in things]
    return [*found, *(said for said, right in headings if said != right)]


@pytest.mark.parametrize("name", ANSWERED[::FIFTH])
def test_a_report_says_once_what_is_done_in_a_step_and_finds_it_by_its_number(name: str) -> None:
    """W19: board page, table of dimensions, things to find out and “What to do” each told it in full."""
    assert untold(COMPOSED[name]) == []
    assert misnumbered(COMPOSED[name]) == []


@settings(max_examples=15)
@given(sheets())
def test_so_does_a_report_of_any_answers(answered: Sheet) -> None:
    for made_from in (source(answered), source(answered, workload(SMALL, **ZEROS))):
        assert untold(made_from) == []
        assert misnumbered(made_from) == []


def test_every_task_of_the_plan_is_found_by_its_number() -> None:
    told = printed(COMPOSED["by the minute"])["recommendations"]

    tasks = [task for phase in told["phases"] for task in phase["tasks"]]

    assert [task for task in tasks if re.search(TOPICS, task) and not SAID_OF.match(task)] == []
    assert any(SAID_OF.match(task) for task in tasks)
