"""How the raises of a way are said: from a level, from nobody knows, and only to be found out."""

import pytest

from assessment.domain.answer_sheet import Sheet
from assessment.domain.questionnaire import load
from assessment.domain.scoring import score
from assessment.domain.way_up import Raise
from assessment.domain.way_words import cap_in_words, in_words, way_out_in_words
from tests.assessment.sheets import sheet

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


def capped(answered: Sheet) -> list[str]:
    result = score(answered)
    return [cap_in_words(cap, result, load("1")) for cap in result.caps]


def test_a_cap_says_why_the_stage_is_no_higher_with_the_figures_of_the_answers() -> None:
    rule = "and no stage is more than one above that of the weakest dimension, so Tracked is the highest."

    assert capped(sheet(4, q13=0, q14=0, q15=0)) == [
        f"Control and foresight at 0.0 is only Invisible, {rule}"
    ]
    assert capped(sheet(4, q13=0, q14=0, q15=0, q1=0, q2=0, q3=0)) == [
        f"Visibility and control and foresight at 0.0 each are only Invisible, {rule}"
    ]
    assert capped(sheet(4, q4=1)) == [
        "Allocated is the highest until question 4 is answered with the full cost per unit of a real month."
    ]
    assert capped(sheet(4, q1="dk", q5="dk", q7="dk", q13="dk")) == [
        "With 4 answers not known, Allocated is the highest."
    ]
