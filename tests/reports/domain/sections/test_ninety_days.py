"""Which steps the ninety days hold, and in which week the last of some is done."""

import pytest

from runrate.reports.domain.evaluation import read
from runrate.reports.domain.sections.ninety_days import beyond_the_ask, plan, plan_note, weeks_of
from tests.reports.composed import COMPOSED
from tests.reports.domain.sections.test_ask import EVEN, SLOW, advised
from tests.reports.readers import SMALL, sheet, source, workload


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
        "The ninety-day plan holds 2 pieces of work without cash of their own: 6 working days ($3,600), not "
        "asked for here."
    )
    assert plan_note(reading) == (
        "All of it is about 9 working days, $5,400 at $600 each; a step of a quarter counts whole."
    )


def test_nothing_is_said_of_a_plan_that_the_sum_holds_whole_or_without_a_scenario() -> None:
    assert beyond_the_ask(read(source(sheet(4, q11=1), workload(SMALL)))) == ""
    assert (beyond_the_ask(read(source(sheet(2)))), plan_note(read(source(sheet(2))))) == ("", "")


def test_the_weeks_hold_each_quick_step_that_the_ask_counts_as_done_in_them() -> None:
    reading = read(COMPOSED["large company"])
    asked = [each for each in reading.advice.paying if each.question.effort == "S"]

    assert len(asked) == 4
    assert [each for each in plan(reading).quick if each.pays] == asked
