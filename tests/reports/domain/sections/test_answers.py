"""The fifteen answers: what is said of those that name a level and of those nobody knows."""

import pytest

from assessment.domain.answer_sheet import Sheet
from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import Assessed, Source, Team
from tests.reports.readers import DAY, sheet, source


@pytest.mark.parametrize(
    ("answered", "headline"),
    [
        (sheet(2), "Every answer stands at level 2"),
        (sheet(2, q1="dk"), "Every answer that names a level stands at level 2"),
        (sheet("dk"), "No answer names a level yet"),
    ],
)
def test_answers_that_are_not_known_stand_nowhere(answered: Sheet, headline: str) -> None:
    answers = compose(source(answered)).answers

    assert answers is not None
    assert answers.headline == headline


def test_unknowns_give_a_range_and_a_list_to_find_out() -> None:
    content = compose(source(sheet(2, q1="dk", q2="dk")))

    assert content.maturity is not None
    assert content.answers is not None
    assert content.maturity.score_range == "43.3 to 56.7"
    assert len(content.answers.unknown) == 2


@pytest.mark.parametrize(
    ("answered", "headline"),
    [
        (sheet(2, q1=1), "One of 15 answers stands at level 0 or 1"),
        (
            sheet(2, q1=1, q2=0, q3="dk"),
            "2 of 15 answers stand at level 0 or 1, and one more that is not known counts as 0",
        ),
        (
            sheet("dk", q1=1, q2=0),
            "2 of 15 answers stand at level 0 or 1, and 13 more that are not known count as 0",
        ),
    ],
)
def test_low_answers_are_counted(answered: Sheet, headline: str) -> None:
    answers = compose(source(answered)).answers

    assert answers is not None
    assert answers.headline == headline


def test_two_levels_apart_are_worth_talking_about_and_one_is_not() -> None:
    team = Team(5, {"q1": (1, 2), "q2": (1, 3), "q3": (0, 3)})

    answers = compose(Source(DAY, Assessed(sheet(2), team=team))).answers

    assert answers is not None
    assert [(row.spread, row.talk) for row in answers.groups[0].rows] == [
        ("1–2", False),
        ("1–3", True),
        ("0–3", True),
    ]


def test_who_gave_no_level_is_counted_beside_what_backs_an_answer_and_is_worth_talking_about() -> None:
    team = Team(6, {"q1": (3, 4), "q3": (2, 3)}, {"q1": (1, 0), "q2": (6, 0), "q3": (1, 2)})
    answered = sheet(3, q2="dk", evidence={"q1": "Backed by notes of 1 of 6 raters."})

    answers = compose(Source(DAY, Assessed(answered, team=team))).answers

    assert answers is not None
    assert [(row.evidence, row.talk) for row in answers.groups[0].rows] == [
        ("Backed by notes of 1 of 6 raters. 1 of 6 did not know.", True),
        ("6 of 6 did not know.", False),
        ("1 of 6 did not know. 2 of 6 said that it does not apply.", True),
    ]


@pytest.mark.parametrize(("raters", "told"), [(3, True), (4, True), (5, False)])
def test_a_few_are_told_that_nobody_is_told_how_many_gave_no_level(raters: int, told: bool) -> None:
    answers = compose(Source(DAY, Assessed(sheet(2), team=Team(raters, {"q1": (2, 3)})))).answers

    assert answers is not None
    assert (
        "Median and spread are of those who gave a level; how many did not is told from 5 people on."
        in answers.lede
    ) is told


def test_a_note_that_backs_nothing_is_not_printed_as_evidence() -> None:
    notes = {"q1": "n/a", "q2": "todo", "q3": "Ledger of October, checked by Anna"}
    answers = compose(source(sheet(3, evidence=notes))).answers

    assert answers is not None
    assert [row.evidence for row in answers.groups[0].rows] == [
        "n/a: no evidence that counts",
        "todo: no evidence that counts",
        "Ledger of October, checked by Anna",
    ]
