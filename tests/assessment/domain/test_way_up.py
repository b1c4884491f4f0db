"""The way to the next stage: it leads there, and no other takes less work."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.questionnaire import STAGES, load
from assessment.domain.scoring import NotApplicable, Sheet, parse_sheet, score
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_DAYS, reached, way_up
from tests.assessment.sheets import sheet, sheets
from tests.assessment.ways_by_hand import shortest

INSTRUMENT = load("1")
GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "golden_ways.jsonl").read_text("utf-8").splitlines()
]
FEW = st.lists(st.sampled_from(["q1", "q4", "q5", "q8", "q11"]), min_size=2, max_size=3, unique=True)


def days(answered: Sheet) -> int:
    return sum(each.days for each in way_up(answered, score(answered), INSTRUMENT))


def stage(answered: Sheet) -> int:
    return STAGES.index(str(score(answered).stage))


@pytest.mark.parametrize("case", GOLDEN, ids=[case["title"] for case in GOLDEN])
def test_the_golden_ways(case: dict[str, Any]) -> None:
    """W3."""
    answered = parse_sheet({"version": "1", "answers": case["answers"]})
    way = way_up(answered, score(answered), INSTRUMENT)
    wanted = case["way_up"]

    assert score(answered).stage == case["stage"]
    assert (sum(each.days for each in way), len(way)) == (
        (wanted["days"], wanted["questions"]) if wanted else (0, 0)
    )
    assert score(reached(answered, way)).stage == (wanted["to"] if wanted else case["stage"])


@given(sheets())
def test_it_leads_to_the_next_stage_and_each_raise_goes_up(answered: Sheet) -> None:
    way = way_up(answered, score(answered), INSTRUMENT)

    assert stage(reached(answered, way)) >= min(stage(answered) + 1, len(STAGES) - 1)
    assert [each for each in way if each.frm is not None and each.to <= each.frm] == []
    assert [each.question.number for each in way] == sorted({each.question.number for each in way})


@given(sheets())
def test_nothing_of_it_can_be_left_out(answered: Sheet) -> None:
    """W3."""
    way = way_up(answered, score(answered), INSTRUMENT)

    for each in way:
        assert stage(reached(answered, [one for one in way if one is not each])) == stage(answered)


@given(sheets())
def test_an_independent_search_finds_the_same_days_and_questions(answered: Sheet) -> None:
    """W3: of 200 random sheets in `make test`, of 10,000 in `make test-deep`."""
    way = way_up(answered, score(answered), INSTRUMENT)
    answers: Any = answered.as_json()["answers"]
    found = sum(each.days for each in way), len(way), tuple(each.question.number for each in way)

    assert shortest(answers, at_most=found[0]) == (found if way else None)


@given(FEW, st.data())
def test_no_other_set_of_levels_takes_less_work(few: list[str], data: st.DataObject) -> None:
    """W3: by brute force over a few questions, while all others stand at the top."""
    drawn: dict[str, Any] = {key: data.draw(st.sampled_from([0, 1, 2, 3, "dk"]), label=key) for key in few}
    answered = sheet(4, **drawn)
    before_it = stage(answered)
    if before_it == len(STAGES) - 1:
        return

    def cost(key: str, to: Any) -> int:
        before = drawn[key]
        if to == before:
            return 0
        effort = EFFORT_DAYS[INSTRUMENT.question(key).effort]
        return FIND_OUT_DAYS + effort * int(to) if before == "dk" else effort * int(to - before)

    ends = [[before, *range(0 if before == "dk" else int(before) + 1, 5)] for before in drawn.values()]
    costs = [
        sum(cost(key, to) for key, to in zip(drawn, chosen, strict=True))
        for chosen in product(*ends)
        if stage(sheet(4, **dict(zip(drawn, chosen, strict=True)))) > before_it
    ]

    assert days(answered) == min(costs)


def test_an_unknown_answer_that_has_to_reach_a_level_is_not_only_found_out() -> None:
    no_use = NotApplicable("the product decides it")
    answered = sheet("dk", q3=3, q5=0, q6=3, q7=no_use, q8=3, q10=4, q11=no_use, q13=4, q15=4)
    way = way_up(answered, score(answered), INSTRUMENT)

    assert {each.question.key: each.to for each in way}["q4"] >= INSTRUMENT.caps.gate_level
    assert (score(answered).stage, score(reached(answered, way)).stage) == ("allocated", "optimized")


def test_the_sheet_that_was_sent_five_levels_up_needs_three() -> None:
    """W3: q7 to 2, q2 to 1 and q4 to 2; of what does with three levels this takes the fewest days."""
    levels = (2, 0, 4, 0, 3, 4, 0, 3, 1, 2, 1, 3, 3, 3, 4)
    given: dict[str, Any] = {f"q{number}": level for number, level in enumerate(levels, 1)}
    answered = sheet(0, **given)

    way = way_up(answered, score(answered), INSTRUMENT)

    assert [(each.question.key, each.frm, each.to) for each in way] == [("q4", 0, 2), ("q8", 3, 4)]
    assert sum(each.days for each in way) == 33


def test_at_the_top_no_way_leads_on() -> None:
    assert way_up(sheet(4), score(sheet(4)), INSTRUMENT) == ()
