"""How the raises of a way are said: from a level, from nobody knows, and only to be found out."""

import pytest

from assessment.domain.questionnaire import load
from assessment.domain.way_up import Raise
from assessment.domain.way_words import in_words, way_out_in_words

MODEL = load("1").question("q7")


@pytest.mark.parametrize(
    ("frm", "to", "said"),
    [
        (1, 3, "Model choice to level 3"),
        (None, 2, "Model choice found out and to level 2"),
        (None, 0, "find out Model choice"),
    ],
)
def test_a_raise_names_its_question_and_where_it_is_to_stand(frm: int | None, to: int, said: str) -> None:
    assert in_words(Raise(MODEL, frm, to)) == said


def test_a_way_out_names_its_moves_and_its_working_days() -> None:
    way = [Raise(MODEL, 0, 1), Raise(load("1").question("q8"), None, 0)]

    said = way_out_in_words(map(in_words, way), way)

    assert said == (
        "Nearest way out: Model choice to level 1 and find out Token budget, about 18 working days."
    )
