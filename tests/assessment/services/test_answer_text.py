"""How an answer reads: in the full words of its level, not as a number."""

import pytest

from assessment.domain.answer_words import in_words
from assessment.domain.questionnaire import load
from assessment.domain.scoring import Answer, NotApplicable
from assessment.models import Submission
from assessment.services.answer_text import answers_in_words
from runrate.core.text import listed

QUESTION = load("1").question("q7")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (0, QUESTION.levels[0]),
        (4, QUESTION.levels[4]),
        ("dk", "We don't know"),
        (NotApplicable("one model only"), "Does not apply: one model only"),
        (None, "Not answered yet"),
    ],
)
def test_each_kind_of_answer_has_its_words(answer: Answer | None, words: str) -> None:
    assert in_words(QUESTION, answer) == words


def test_a_sheet_reads_in_the_order_of_its_questions_with_level_note_and_blanks() -> None:
    submission = Submission(version="1", answers={"q1": 2, "q2": "dk"}, evidence={"q1": "the cost sheet"})

    given = answers_in_words(submission)

    assert [each.question.key for each in given] == [f"q{number}" for number in range(1, 16)]
    assert [(each.level, each.note, each.blank) for each in given[:3]] == [
        (2, "the cost sheet", False),
        (None, "", False),
        (None, "", True),
    ]


@pytest.mark.parametrize(
    ("names", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_listed_as_people_list_them(names: list[str], said: str) -> None:
    assert listed(names) == said
