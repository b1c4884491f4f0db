"""What an answer sheet may hold, and what is refused at which field."""

import json
from typing import Any

import pytest

from assessment.domain.scoring import NotApplicable, SheetErrors, parse_sheet
from runrate.core.json_input import NumberText, read_object
from tests.assessment.sheets import as_posted


def errors_of(data: object) -> dict[str, list[str]]:
    with pytest.raises(SheetErrors) as refused:
        parse_sheet(data)
    return refused.value.errors


@pytest.mark.parametrize("level", [5, -1, "abc", 2.5, True, False, "", " 3", "03", "3" * 31, 10**40, [3], {}])
def test_what_is_no_level_is_refused_at_its_question(level: object) -> None:
    assert list(errors_of(as_posted(q7=level))) == ["q7"]


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "-Infinity", "1e400", "1e99999999999", "9" * 31, '"٣"', '"NaN"']
)
def test_strange_numbers_are_refused_at_their_question(text: str) -> None:
    body = json.dumps(as_posted(q7="here")).replace('"here"', text).encode()

    assert list(errors_of(read_object(body))) == ["q7"]


@pytest.mark.parametrize("level", [3, "3", 3.0, "3.0", "3e0"])
def test_a_level_may_be_any_spelling_of_its_number(level: object) -> None:
    assert parse_sheet(as_posted(q7=level)).answers["q7"] == 3


def test_null_means_absent() -> None:
    sheet = parse_sheet({"version": "1", "answers": {"q1": None, "q2": 1}, "evidence": None})

    assert sheet.answers == {"q2": 1}


@pytest.mark.parametrize("key", ["q0", "q16", "Q1", "", "answers"])
def test_an_unknown_question_is_refused(key: str) -> None:
    assert list(errors_of(as_posted() | {"answers": {key: 1}})) == [key or "(empty)"]


def test_an_unknown_field_is_refused_beside_the_other_errors() -> None:
    assert sorted(errors_of(as_posted(q1=9) | {"score": 100})) == ["q1", "score"]


@pytest.mark.parametrize("version", ["0", "2", 1, NumberText("1"), "", "../1", None, ["1"], "1\0"])
def test_an_unknown_version_is_refused(version: object) -> None:
    assert list(errors_of(as_posted() | {"version": version})) == ["version"]


@pytest.mark.parametrize("data", [None, [], "sheet", 3, {}])
def test_what_is_no_sheet_is_refused(data: object) -> None:
    assert errors_of(data)


def test_answers_are_needed() -> None:
    assert list(errors_of({"version": "1"})) == ["answers"]
    assert list(errors_of({"version": "1", "answers": [1, 2]})) == ["answers"]


def test_does_not_apply_is_kept_with_its_stripped_reason() -> None:
    sheet = parse_sheet(as_posted(q10={"na": "  no person reviews "}))

    assert sheet.answers["q10"] == NotApplicable("no person reviews")


@pytest.mark.parametrize("reason", ["", " \n", None, 3, NumberText("3"), "x" * 501, "a\0b", "\ud800"])
def test_does_not_apply_needs_a_usable_reason(reason: object) -> None:
    assert list(errors_of(as_posted(q10={"na": reason}))) == ["q10"]


def test_does_not_apply_is_refused_where_a_question_always_applies() -> None:
    assert errors_of(as_posted(q4={"na": "reason"})) == {"q4": ["This question always applies."]}


def test_only_one_question_of_a_dimension_may_not_apply() -> None:
    left_out: dict[str, Any] = {"q10": {"na": "a"}, "q11": {"na": "b"}, "q7": {"na": "c"}}

    assert errors_of(as_posted(**left_out)) == {
        "q11": ["Only one question of Sticky costs can be left out as not applicable."]
    }


def test_evidence_is_stripped_and_blank_is_none() -> None:
    sheet = parse_sheet(as_posted() | {"evidence": {"q1": " a link ", "q2": " ", "q3": None}})

    assert sheet.evidence == {"q1": "a link"}


@pytest.mark.parametrize("note", [7, NumberText("7"), True, ["x"], "x" * 2001, "nul\0"])
def test_unusable_evidence_is_refused_at_its_question(note: object) -> None:
    assert list(errors_of(as_posted() | {"evidence": {"q2": note}})) == ["evidence.q2"]


def test_evidence_for_an_unknown_question_is_refused() -> None:
    assert list(errors_of(as_posted() | {"evidence": {"q99": "x"}})) == ["evidence.q99"]


def test_validation_comes_before_completeness() -> None:
    assert list(errors_of({"version": "1", "answers": {"q3": 7}})) == ["q3"]


VERSIONS = [
    "x" * 300,
    "x" * 5000,
    "..",
    "1/../1",
    "1/",
    "\x00",
    "\ud800",
    "1\n",
    "\u0661",
    "1 ",
    "%31",
    "~",
    "",
]


@pytest.mark.parametrize("version", VERSIONS, ids=range(len(VERSIONS)))
def test_a_version_that_never_was_is_refused_at_its_field(version: str) -> None:
    """A name of 300 letters was an error of the file system, and a fault of the site."""
    assert list(errors_of({"version": version, "answers": {}})) == ["version"]
