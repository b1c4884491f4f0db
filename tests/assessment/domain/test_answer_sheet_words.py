"""What is said of each fault in an answer sheet, the last values that are taken, and what is stored."""

from decimal import Decimal
from typing import Any

import pytest

from assessment.domain.answer_sheet import (
    NotApplicable,
    Sheet,
    SheetErrors,
    answer_from_json,
    fingerprint,
    one_left_out,
    parse_sheet,
    stored_sheet,
)
from tests.assessment.sheets import as_posted

NO_LEVEL = 'Pick a level from 0 to 4, "dk" for "we don\'t know", or {"na": reason} where that is allowed.'
NO_QUESTION = "Version 1 has no such question."


def errors_of(data: object) -> dict[str, list[str]]:
    """What is said, by field."""
    with pytest.raises(SheetErrors) as refused:
        parse_sheet(data)
    assert refused.value.args == (refused.value.errors,)
    return refused.value.errors


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (5, NO_LEVEL),
        ("5", NO_LEVEL),
        (True, NO_LEVEL),
        ("3" * 30, NO_LEVEL),
        ("3" * 31, "A level is a number of at most 30 digits."),
        ({"na": "x", "more": 1}, 'An answer that does not apply is written {"na": reason}.'),
        ({"na": " "}, "Say in a few words why it does not apply."),
        ({"na": 3}, "Say in a few words why it does not apply."),
        ({"na": "x" * 501}, "Enter at most 500 characters; this has 501."),
        ({"na": "x" * 1234}, "Enter at most 500 characters; this has 1,234."),
        ({"na": "a\0b"}, "This holds characters that are not text."),
        ({"na": "a\ud800b"}, "This holds characters that are not text."),
        ({"na": "\udfff"}, "This holds characters that are not text."),
    ],
)
def test_each_unusable_answer_is_told_what_to_do_instead(answer: object, message: str) -> None:
    assert errors_of(as_posted(q10=answer)) == {"q10": [message]}


@pytest.mark.parametrize(
    ("note", "message"),
    [
        (7, "Evidence is text: a note or a link."),
        ("x" * 2001, "Enter at most 2,000 characters; this has 2,001."),
        ("a\0", "This holds characters that are not text."),
    ],
)
def test_each_unusable_note_is_told_what_to_do_instead(note: object, message: str) -> None:
    found = errors_of(as_posted() | {"evidence": {"q1": note, "q2": "a link", "q3": 5}})

    assert found == {"evidence.q1": [message], "evidence.q3": ["Evidence is text: a note or a link."]}


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (None, {"__all__": ["An answer sheet is an object with version, answers and evidence."]}),
        (
            {},
            {"version": ['Name the version of the questionnaire, as text: "1".']},
        ),
        (
            {"version": 1, "answers": 3, "evidence": [], "": 1, "y" * 61: 2},
            {
                "(empty)": ["This field is not known."],
                "y" * 60: ["This field is not known."],
                "version": ['There is no such version of the questionnaire; the current one is "1".'],
                "answers": ["This is an object with one entry per question."],
                "evidence": ["This is an object with one entry per question."],
            },
        ),
        ({"version": "1"}, {"answers": ["Answers are needed, by question: q1 to q15."]}),
        ({"version": "1", "answers": 3}, {"answers": ["This is an object with one entry per question."]}),
        (
            {
                "version": "1",
                "answers": {"q99": 1, "": 2, "q1": 9, "q2": 9},
                "evidence": {"q98": "x", "": "y"},
            },
            {
                "q99": [NO_QUESTION],
                "(empty)": [NO_QUESTION],
                "q1": [NO_LEVEL],
                "q2": [NO_LEVEL],
                "evidence.q98": [NO_QUESTION],
                "evidence.(empty)": [NO_QUESTION],
            },
        ),
    ],
)
def test_what_is_no_sheet_is_told_at_every_field(data: object, errors: dict[str, list[str]]) -> None:
    assert errors_of(data) == errors


def test_every_question_too_many_of_a_dimension_is_named() -> None:
    left_out: dict[str, Any] = {key: {"na": "x"} for key in ("q10", "q11", "q12")}

    assert errors_of(as_posted(**left_out)) == {
        key: ["Only one question of Sticky costs can be left out as not applicable."]
        for key in ("q11", "q12")
    }
    assert one_left_out("Control") == "Only one question of Control can be left out as not applicable."


def test_the_longest_reason_and_note_are_taken() -> None:
    found = parse_sheet(
        as_posted(q10={"na": "\ud7ff" + "x" * 499}, q1="dk") | {"evidence": {"q3": "\ue000" + "y" * 1999}}
    )

    assert found.answers["q10"] == NotApplicable("\ud7ff" + "x" * 499)
    assert found.evidence == {"q3": "\ue000" + "y" * 1999}
    assert (found.answers["q1"], found.version) == ("dk", "1")


@pytest.mark.parametrize("spelled", ["3." + "0" * 28, "0.3e1", "30e-1", Decimal(3), "3E0", "3e+0"])
def test_a_level_may_be_spelled_up_to_thirty_digits_long(spelled: object) -> None:
    answers = parse_sheet(as_posted(q7=spelled, q8="-0")).answers

    assert (answers["q7"], answers["q8"]) == (3, 0)
    assert type(answers["q7"]) is int


def test_answers_are_kept_in_the_order_of_the_questions() -> None:
    found = parse_sheet(
        {"version": "1", "answers": {"q9": 1, "q2": 0, "q4": 4}, "evidence": {"q4": "b", "q2": "a"}}
    )

    assert list(found.answers.items()) == [("q2", 0), ("q4", 4), ("q9", 1)]
    assert list(found.evidence.items()) == [("q2", "a"), ("q4", "b")]


def test_a_sheet_is_written_as_the_contract_has_it() -> None:
    given = Sheet("1", {"q1": 3, "q2": "dk", "q7": NotApplicable("no model")}, {"q1": "a link"})

    assert given.as_json() == {
        "version": "1",
        "answers": {"q1": 3, "q2": "dk", "q7": {"na": "no model"}},
        "evidence": {"q1": "a link"},
    }


def test_what_was_stored_comes_back_in_the_order_of_the_questions() -> None:
    found = stored_sheet("1", {"q9": "dk", "q2": 0, "q7": {"na": "no model"}, "q99": 3}, {"q2": "a"})

    assert list(found.answers.items()) == [("q2", 0), ("q7", NotApplicable("no model")), ("q9", "dk")]
    assert (found.version, found.evidence) == ("1", {"q2": "a"})
    assert [answer_from_json(each) for each in ("3", 3)] == [3, 3]


def test_a_fingerprint_changes_with_the_answer_the_reason_and_the_note() -> None:
    shown = [
        fingerprint(2, ""),
        fingerprint(2, "a"),
        fingerprint(None, ""),
        fingerprint("dk", ""),
        fingerprint(NotApplicable("a"), ""),
        fingerprint(NotApplicable("b"), ""),
    ]

    assert len(set(shown)) == len(shown)
    assert (shown[0], shown[4]) == ("53c234e5e847", "958a4236d247")
