"""An answer reads the same on the page, in a file and in the report: in words, not as a number."""

import pytest

from assessment.domain.answer_sheet import UNKNOWN, Answer, NotApplicable, stored_sheet
from assessment.domain.answer_words import answers_in_words, in_words
from assessment.domain.questionnaire import load

QUESTION = load("1").question("q7")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "Not answered yet"),
        (UNKNOWN, "We don't know"),
        (0, QUESTION.levels[0]),
        (4, QUESTION.levels[4]),
        (NotApplicable("No\u202e vendor"), "Does not apply: No vendor"),
    ],
)
def test_an_answer_reads_in_full_words(answer: Answer | None, words: str) -> None:
    assert in_words(QUESTION, answer) == words


def test_a_sheet_reads_in_the_order_of_its_questions_with_level_note_and_blanks() -> None:
    answers = {"q2": "dk", "q1": 2, "q4": {"na": "no vendor"}}

    given = answers_in_words(stored_sheet("1", answers, {"q1": "the cost sheet"}))

    assert [each.question.key for each in given] == [f"q{number}" for number in range(1, 16)]
    assert [each.words for each in given[1:4]] == [
        "We don't know",
        "Not answered yet",
        "Does not apply: no vendor",
    ]
    assert [(each.level, each.note, each.blank, each.has_reason) for each in given[:4]] == [
        (2, "the cost sheet", False, False),
        (None, "", False, False),
        (None, "", True, False),
        (None, "", False, True),
    ]
