"""One fact, many ways out: a report on answers and a workload together says the same wherever it is read."""

import re
from typing import Any

import pytest
from hypothesis import given

from assessment.domain.answer_sheet import Sheet
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_DAYS
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.compose import compose
from runrate.reports.domain.content import Content, MeasureRow
from tests.assessment.sheets import sheets
from tests.facts import answers
from tests.facts.answers import INSTRUMENT
from tests.facts.costs import Facts, of_api, of_csv, visitor
from tests.facts.costs import of_content as of_costs
from tests.facts.joined import of_content, of_reports, of_summary, read_again
from tests.facts.test_answers import named_in_order
from tests.facts.test_costs import same
from tests.reports.readers import source
from tests.reports.test_formulas import value_of
from tests.truth.conditions_answers import is_open
from tests.truth.reader import Answers
from tests.truth.readers import workloads

pytestmark = pytest.mark.django_db
BY_TOPIC = {question.topic: question for question in INSTRUMENT.questions}
CAPS = {
    "weak_link": "The weakest dimension limits the stage.",
    "unit_cost": "The answer on the cost per unit limits the stage.",
    "unknowns": "Too many answers are not known.",
}


def steps_of(content: Content) -> list[MeasureRow]:
    """All steps of the four tables by the number before them."""
    assert content.recommendations is not None
    tables = content.recommendations
    rows = (*tables.worthwhile, *tables.unsure, *tables.later, *tables.enabling)
    return sorted(rows, key=lambda row: int(row.number))


def moves(told: list[dict[str, Any]]) -> dict[str, str]:
    """Steps of the API as a table of a report spells them."""
    return {
        INSTRUMENT.question(each["question"]).topic: f"{each['from']} → {each['to']}"
        if each["from"] is not None
        else "?"
        for each in told
    }


def days_of(way: list[dict[str, Any]]) -> int:
    """Working days of a way up, by the instrument's efforts."""
    return sum(
        (FIND_OUT_DAYS if each["from"] is None else 0)
        + EFFORT_DAYS[INSTRUMENT.question(each["question"]).effort] * (each["to"] - (each["from"] or 0))
        for each in way
    )


@given(workloads(), sheets())
def test_a_report_on_answers_and_a_workload_says_the_same_at_every_door(
    inputs: dict[str, Any], sheet: Sheet
) -> None:
    made_from = source(sheet, parse_workload(inputs))
    content = compose(made_from)
    screen, paper, board = of_reports(made_from, content)

    assert (screen, paper) == (of_content(content), of_content(content))
    assert board == of_summary(content)
    assert read_again(made_from) == made_from
    api = answers.of_api(visitor(), sheet)
    its_steps_are_those_of_the_api(content, api["next_steps"])
    its_first_things_are_rows_of_its_tables(content)
    its_limits_and_its_way_up_are_those_of_the_api(content, api, sheet)
    its_costs_are_those_of_api_and_table(
        of_costs(content), of_api(visitor(), inputs), of_csv(visitor(), inputs)
    )


def its_steps_are_those_of_the_api(content: Content, told: list[dict[str, Any]]) -> None:
    """The same moves; where dollars are known they join the keys of the order."""
    rows = steps_of(content)

    assert {row.topic: row.move for row in rows} == moves(told)
    assert [row.number for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    if not any(row.priced for row in rows):
        assert [row.topic for row in rows] == list(moves(told))


def its_first_things_are_rows_of_its_tables(content: Content) -> None:
    assert content.recommendations is not None
    rows, things = steps_of(content), content.summary.things
    by_topic = {row.topic: row for row in rows}

    # What has to be entered before money is asked for is no step.
    steps = things[1:] if things and things[0].topic not in by_topic else things
    # Each says where the other is: what is done on the board page, the number in the table.
    assert [each.number for each in steps] == [by_topic[each.topic].number for each in steps]
    told_there = {by_topic[each.topic].action for each in steps}
    assert told_there <= {"What is done in it stands on the board page."}
    # First those that the ask rests on, by their cash, then the first of all others: none is left out.
    worthwhile = content.recommendations.worthwhile
    asked = [by_topic[each.topic] for each in steps if by_topic[each.topic] in worthwhile]
    others = [row for row in rows if row not in worthwhile]
    assert [by_topic[each.topic] for each in steps] == [*asked, *others[: len(steps) - len(asked)]]
    assert len(asked) in {len(worthwhile), len(steps)}
    cash = sorted((value_of(row.monthly)[0] for row in worthwhile), reverse=True)
    assert [value_of(row.monthly)[0] for row in asked] == cash[: len(asked)]
    for thing in steps:
        row = by_topic[thing.topic]
        if "in cash" in thing.worth:
            assert row in content.recommendations.worthwhile
            assert thing.worth.startswith(f"{row.monthly} per month in cash")
            assert f" for {row.work} of work, earned back " in thing.worth
            back = thing.worth.partition("earned back")[2]
            assert row.payback in back
            assert back.endswith(f" ({row.payback_span})" if row.payback_span else " after the work")


def its_limits_and_its_way_up_are_those_of_the_api(content: Content, api: Facts, sheet: Sheet) -> None:
    maturity, way = content.maturity, api["way_up"]
    assert maturity is not None
    said = " ".join(maturity.changes)

    assert [f"{cap.title}." for cap in maturity.caps] == [CAPS[cap["rule"]] for cap in api["caps"]]
    assert maturity.stage == INSTRUMENT.stage(api["stage"]).name
    weakest = [INSTRUMENT.dimension(key).name for key in api["weakest_dimensions"]]
    # A program is told the unknown as 0; a reader is not shown as weakest what another answer could change.
    assert [row.name for row in maturity.dimensions if row.weakest] == (
        [] if is_open(Answers(sheet)) else weakest
    )
    assert not way or named_in_order([INSTRUMENT.question(each["question"]).topic for each in way], said)
    days = [f"{days_of(way):,}"] if way else []
    assert re.findall(r"about ([\d,]+) working days?", said) == days


def its_costs_are_those_of_api_and_table(report: Facts, told: Facts, table: Facts) -> None:
    assert report["verdict"] == table["verdict"]
    assert [name for name, _ in report["lines"]] == [name for name, _ in table["lines"]]
    for (_name, shown), (_same_name, exact) in zip(report["lines"], table["lines"], strict=True):
        assert same(shown, exact)
    for name in ("total_monthly", "cost_per_unit", "visible_share"):
        assert same(report[name], told[name], name)
