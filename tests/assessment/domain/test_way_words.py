"""How the raises of a way are said: from a level, from nobody knows, and only to be found out."""

import pytest

from assessment.domain.answer_sheet import Sheet
from assessment.domain.questionnaire import load
from assessment.domain.scoring import score
from assessment.domain.way_up import Raise
from assessment.domain.way_words import MONTHS, cap_in_words, in_words, waiting_in_words, way_out_in_words
from tests.assessment.sheets import sheet

MODEL = load("1").question("q7")
TIMES = {"every month": 1, "each quarter": 3, "two quarters": 6}
OF_THE_QUESTION = {("q2", 2): 1, ("q2", 3): 1, ("q2", 4): 1, ("q13", 1): 3, ("q13", 2): 3, ("q13", 3): 3}
"""It asks for last month's spend, and for last quarter's forecast."""


@pytest.mark.parametrize(
    ("frm", "to", "said"),
    [
        (1, 3, "Model choice to level 3"),
        (None, 2, "Model choice from unknown to level 2"),
        (None, 0, "Model choice from unknown to known"),
    ],
)
def test_a_raise_names_its_question_and_where_it_is_to_stand(frm: int | None, to: int, said: str) -> None:
    assert in_words(Raise(MODEL, frm, to)) == said


def test_a_way_out_names_its_moves_and_its_working_days() -> None:
    way = [Raise(MODEL, 0, 1), Raise(load("1").question("q8"), None, 0)]

    said = way_out_in_words(map(in_words, way), way)

    assert said == (
        "Nearest way out: Model choice to level 1 and Token budget from unknown to known, "
        "about 18 working days."
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
    assert capped(sheet(4, q13=0, q14="dk", q15=0)) == [
        f"Counting unknown answers as 0, control and foresight at 0.0 is only Invisible, {rule}"
    ]
    assert capped(sheet(4, q13=0, q14=0, q15=0, q1="dk")) == [
        f"Control and foresight at 0.0 is only Invisible, {rule}"
    ]
    assert capped(sheet(4, q4=1)) == [
        "Allocated is the highest until question 4 is answered with the full cost per unit of a real month."
    ]
    assert capped(sheet(4, q1="dk", q5="dk", q7="dk", q13="dk")) == [
        "With 4 answers not known, Allocated is the highest."
    ]


@pytest.mark.parametrize(
    ("raises", "said"),
    [
        ([("q13", 3, 4)], "Besides the work, time has to pass: two quarters for Forecast."),
        ([("q13", None, 0), ("q14", 0, 4)], ""),
        ([("q13", 0, 3), ("q7", 0, 4)], "Besides the work, time has to pass: a quarter for Forecast."),
        # What has run for its month before need not wait for it again.
        ([("q1", 3, 4), ("q15", 3, 4)], ""),
        (
            [("q1", None, 4), ("q13", 1, 4), ("q15", 2, 3)],
            (
                "Besides the work, time has to pass: two quarters for Forecast; a month for Known costs and "
                "Owner of the figure."
            ),
        ),
    ],
)
def test_a_way_says_what_time_has_to_pass(raises: list[tuple[str, int | None, int]], said: str) -> None:
    way = [Raise(load("1").question(key), frm, to) for key, frm, to in raises]

    assert waiting_in_words(way) == said
    assert way_out_in_words(map(in_words, way), way).endswith(said or "working days.")


def test_a_level_that_speaks_of_time_has_its_months_and_no_other_has() -> None:
    """By its words, where the level below does not have them, or by those of its question."""
    found: dict[str, dict[int, int]] = {}
    for question in load("1").questions:
        before = ""
        for level, words in enumerate(question.levels):
            months = max(
                (months for said, months in TIMES.items() if said in words and said not in before), default=0
            )
            if level and (question.key, level) in OF_THE_QUESTION:
                months = max(months, OF_THE_QUESTION[question.key, level])
            if months:
                found.setdefault(question.key, {})[level] = months
            before = words

    assert found == MONTHS
