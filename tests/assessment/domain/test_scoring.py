"""Scoring against the golden cases, against a slow second computation, and against its own promises."""

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.questionnaire import STAGES
from assessment.domain.scoring import Cap, NotApplicable, Sheet, parse_sheet, score, show, weakest_of
from tests.assessment.by_hand import worked_out
from tests.assessment.sheets import KEYS, sheet, sheets

GOLDEN = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "golden_scores.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", GOLDEN, ids=[case["title"] for case in GOLDEN])
def test_a_golden_sheet_gives_its_golden_result(case: dict[str, Any]) -> None:
    result = score(parse_sheet(case["sheet"])).as_json()

    shown = {**result, "caps": [cap["rule"] for cap in result["caps"]]}  # type: ignore[attr-defined]
    assert {name: shown[name] for name in case["result"]} == case["result"]


@given(sheets())
def test_the_result_equals_a_slow_independent_computation(answered: Sheet) -> None:
    result = score(answered)

    expected = worked_out(answered.as_json()["answers"], dict(answered.evidence))  # type: ignore[arg-type]
    assert {
        "score": result.score,
        "score_high": result.score_high,
        "evidenced_score": result.evidenced_score,
        "stage": result.stage,
        "stage_without_caps": result.stage_without_caps,
        "caps": [cap.rule for cap in result.caps],
        "dimensions": dict(result.dimensions),
        "weakest": list(result.weakest),
        "find_out": list(result.find_out),
    } == expected


@given(sheets(), st.sampled_from(KEYS))
def test_raising_one_answer_never_lowers_score_or_stage(answered: Sheet, key: str) -> None:
    level = answered.answers[key]
    raised = 0 if level == "dk" else level + 1 if isinstance(level, int) and level < 4 else level

    before = score(answered)
    after = score(replace(answered, answers={**answered.answers, key: raised}))

    assert before.score is not None
    assert after.score is not None
    assert after.score >= before.score
    assert STAGES.index(str(after.stage)) >= STAGES.index(str(before.stage))


@given(sheets())
def test_the_range_holds_the_score_and_evidence_never_adds_to_it(answered: Sheet) -> None:
    result = score(answered)

    assert result.score is not None
    assert result.score_high is not None
    assert result.evidenced_score is not None
    assert 0 <= result.evidenced_score <= result.score <= result.score_high <= 100


@given(sheets(), st.sets(st.sampled_from(KEYS), min_size=1))
def test_a_blank_is_never_a_zero(answered: Sheet, blank: set[str]) -> None:
    rest = {key: answer for key, answer in answered.answers.items() if key not in blank}

    result = score(replace(answered, answers=rest))

    assert result.as_json() == {
        "status": "incomplete",
        "score": None,
        "score_high": None,
        "evidenced_score": None,
        "stage": None,
        "stage_without_caps": None,
        "caps": [],
        "dimensions": dict.fromkeys(score(answered).dimensions),
        "weakest_dimension": None,
        "weakest_dimensions": [],
        "unanswered": [key for key in KEYS if key in blank],
        "find_out": [key for key in KEYS if rest.get(key) == "dk"],
    }


@given(sheets())
def test_a_sheet_survives_its_json_form(answered: Sheet) -> None:
    assert parse_sheet(json.loads(json.dumps(answered.as_json()))) == answered


@pytest.mark.parametrize(("level", "stage"), list(enumerate(STAGES)))
def test_all_answers_at_one_level_give_the_stage_of_that_level(level: int, stage: str) -> None:
    assert score(sheet(level)).stage == stage


def test_a_result_names_its_version_and_whether_it_is_scored() -> None:
    complete, blank = score(sheet(2)), score(Sheet("1", {}, {}))

    assert (complete.version, complete.status) == ("1", "scored")
    assert (blank.version, blank.status) == ("1", "incomplete")


def test_a_weak_dimension_holds_the_stage_one_above_its_own() -> None:
    result = score(sheet(4, q13=0, q14=0, q15=0))

    assert result.stage == "tracked"
    assert result.caps == (Cap("weak_link", "tracked", dimension="control"),)
    assert result.as_json()["caps"] == [{"rule": "weak_link", "dimension": "control"}]


def test_an_unknown_unit_cost_holds_the_stage_at_allocated() -> None:
    result = score(sheet(4, q4="dk"))

    assert result.stage == "allocated"
    assert result.as_json()["caps"] == [{"rule": "unit_cost", "question": "q4"}]


def test_a_cap_that_lowers_nothing_is_not_listed() -> None:
    assert score(sheet(2, q4=1)).caps == ()


def test_four_unknowns_name_neither_question_nor_dimension() -> None:
    result = score(sheet(4, q1="dk", q5="dk", q9="dk", q11="dk"))

    assert [cap.as_json() for cap in result.caps] == [{"rule": "unknowns"}]
    assert result.find_out == ("q1", "q5", "q9", "q11")


def test_three_unknowns_hold_nothing_back() -> None:
    assert score(sheet(4, q1="dk", q5="dk", q9="dk")).caps == ()


def test_what_does_not_apply_drops_from_the_mean() -> None:
    result = score(sheet(4, q10=NotApplicable("nobody reviews"), q11=1, q12=2))

    assert result.dimensions["sticky_costs"] == Fraction(75, 2)


@pytest.mark.parametrize(
    ("answered", "first", "weakest"),
    [
        (sheet(3, q4=2), "unit_economics", ["unit_economics"]),
        (sheet(3, q4=2, q13=2), "unit_economics", ["unit_economics", "control"]),
        (sheet(3), None, []),
        (sheet(0), None, []),
        (Sheet("1", {}, {}), None, []),
    ],
)
def test_all_that_share_the_lowest_score_are_weakest_and_none_where_all_do(
    answered: Sheet, first: str | None, weakest: list[str]
) -> None:
    """W29."""
    found = score(answered).as_json()

    assert (found["weakest_dimension"], found["weakest_dimensions"]) == (first, weakest)


@given(sheets())
def test_the_weakest_are_the_same_by_the_scores_as_they_are_shown(answered: Sheet) -> None:
    result = score(answered)

    assert weakest_of(result.as_json()["dimensions"]) == result.weakest  # type: ignore[arg-type]


def test_blank_evidence_is_none() -> None:
    claimed = sheet(4, evidence={"q1": "  ", "q2": "the report of last week"})

    assert score(claimed).evidenced_score == Fraction(50) + Fraction(2 * 25, 15)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Fraction(0), "0.0"),
        (Fraction(1, 20), "0.1"),
        (Fraction(175, 3), "58.3"),
        (Fraction(9995, 100), "100.0"),
    ],
)
def test_scores_are_shown_half_up_to_a_tenth(value: Fraction, shown: str) -> None:
    assert show(value) == shown
