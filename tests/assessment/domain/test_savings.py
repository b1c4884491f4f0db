"""What a level is worth on a cost line."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.questionnaire import load
from assessment.domain.savings import CASES, NOTHING, Case, Gain, table

TABLE = table(load("1"))
PRICED = tuple(TABLE.base)


@pytest.mark.parametrize(
    ("question", "line", "kept"),
    [
        ("q10", "human_review", Fraction(3, 4)),
        ("q7", "tokens", Fraction(13, 16)),
        ("q9", "retries", Fraction(2, 3)),
        # A line that rises.
        ("q3", "observability", Fraction(9, 8)),
    ],
)
def test_one_level_up_multiplies_by_one_factor_over_the_other(
    question: str, line: str, kept: Fraction
) -> None:
    assert TABLE.ratio(question, line, 1, 2) == kept


@given(st.sampled_from(PRICED), st.integers(0, 4), st.integers(0, 4), st.sampled_from(CASES))
def test_a_way_there_and_back_changes_nothing(question: str, one: int, other: int, case: Case) -> None:
    for line in TABLE.lines(question):
        there, back = (TABLE.ratio(question, line, *way, case) for way in ((one, other), (other, one)))
        assert there * back == 1


def test_questions_that_enable_carry_no_figure() -> None:
    assert [TABLE.lines(question) for question in ("q1", "q2", "q4", "q5", "q6", "q15")] == [()] * 6


def test_a_reader_may_change_a_row_and_the_table_says_which() -> None:
    own = tuple(map(Fraction, ("3", "2", "1.2", "1.1", "1")))

    changed = TABLE.with_changes({("q10", "human_review"): own})

    assert changed.factor("q10", "human_review", 0) == 3
    assert changed.changed == {("q10", "human_review")}
    assert TABLE.factor("q10", "human_review", 0) == Fraction(5, 2)


def test_an_unchanged_row_is_not_called_changed() -> None:
    same = TABLE.base["q10"]["human_review"]

    assert TABLE.with_changes({("q10", "human_review"): same}).changed == frozenset()


@pytest.mark.parametrize(
    ("row", "factors"),
    [
        (("q1", "tokens"), [1, 1, 1, 1, 1]),
        (("q10", "human_review"), [2, 1]),
        (("q10", "human_review"), [2, 1, 0, 1, 1]),
        (("q10", "human_review"), [2, 1, Fraction(1, 3), 1, 1]),
    ],
)
def test_a_row_that_cannot_be_computed_with_is_refused(row: tuple[str, str], factors: list[int]) -> None:
    with pytest.raises(ValueError, match=row[0]):
        TABLE.with_changes({row: tuple(map(Fraction, factors))})


def test_the_table_holds_the_figures_of_the_questionnaire() -> None:
    found = table(load("1"))

    assert found.base["q9"] == {
        "retries": (4, 3, 2, Fraction(7, 5), 1),
        "human_review": (Fraction(27, 20), Fraction(5, 4), Fraction(28, 25), Fraction(21, 20), 1),
    }
    assert list(found.base) == ["q3", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14"]


def test_gains_add_up_case_by_case() -> None:
    one, other = Gain(Fraction(1), Fraction(2), Fraction(3)), Gain(Fraction(10), Fraction(20), Fraction(30))

    assert one + other == Gain(Fraction(11), Fraction(22), Fraction(33))
    assert other - one == Gain(Fraction(9), Fraction(18), Fraction(27))
    assert one - NOTHING == one


def test_a_factor_above_one_third_is_taken_and_one_third_is_not() -> None:
    row = tuple(Fraction(each, 100) for each in (120, 110, 100, 50, 34))

    assert table(load("1")).with_changes({("q7", "tokens"): row}).base["q7"]["tokens"] == row
    with pytest.raises(ValueError, match=r"^q7 tokens: give five factors above one third\.$"):
        table(load("1")).with_changes({("q7", "tokens"): (*row[:4], Fraction(1, 3))})
