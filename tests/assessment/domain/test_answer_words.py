"""An answer reads the same on the page, in a file and in the report."""

import pytest

from assessment.domain.answer_sheet import UNKNOWN, Answer, NotApplicable
from assessment.domain.answer_words import in_words
from assessment.domain.questionnaire import load

QUESTION = load("1").questions[0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "Not answered yet"),
        (UNKNOWN, "We don't know"),
        (3, QUESTION.levels[3]),
        (NotApplicable("No\u202e vendor"), "Does not apply: No vendor"),
    ],
)
def test_an_answer_reads_in_full_words(answer: Answer | None, words: str) -> None:
    assert in_words(QUESTION, answer) == words
