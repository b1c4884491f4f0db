"""What a level is worth on a cost line."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.domain.questionnaire import load
from assessment.domain.savings import NOTHING, Gain, plan, step, table

TABLE = table(load("1"))
PRICED = tuple(TABLE.base)
LINES = sorted({line for question in PRICED for line in TABLE.lines(question)})

amounts = st.fixed_dictionaries({line: st.integers(0, 10**9).map(Fraction) for line in LINES})
steps = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: (min(pair), max(pair)))
moves = st.dictionaries(st.sampled_from(PRICED), steps)


@pytest.mark.parametrize(
    ("question", "line", "amount", "gain"),
    [
        ("q10", "human_review", 10_000, Fraction(2_500)),
        ("q10", "human_review", 500_000, Fraction(125_000)),
        ("q7", "tokens", 99, Fraction("18.5625")),
        ("q7", "tokens", 49_500, Fraction("9281.25")),
    ],
)
def test_one_level_up_in_the_worked_examples(question: str, line: str, amount: int, gain: Fraction) -> None:
    worth = step(TABLE, question, 1, 2, {line: Fraction(amount)})

    assert worth.net.base == gain


def test_a_line_that_rises_counts_against_the_gain() -> None:
    worth = step(TABLE, "q3", 2, 3, {"retries": Fraction(1100), "observability": Fraction(900)})

    assert worth.lines["retries"].base == 70
    assert worth.lines["observability"].base == -100
    assert worth.net.base == -30


def test_questions_that_enable_carry_no_figure() -> None:
    everything = {line: Fraction(1000) for line in LINES}

    for question in ("q1", "q2", "q4", "q5", "q6", "q15"):
        assert step(TABLE, question, 0, 4, everything).lines == {}


@given(st.sampled_from(PRICED), amounts)
def test_at_the_highest_level_nothing_is_left_to_gain(question: str, lines: dict[str, Fraction]) -> None:
    net = step(TABLE, question, 4, 4, lines).net

    assert net == NOTHING


@given(moves)
def test_a_line_at_nothing_gives_nothing(taken: dict[str, tuple[int, int]]) -> None:
    assert plan(TABLE, taken, dict.fromkeys(LINES, Fraction(0))).net.base == 0


@given(moves, amounts)
def test_a_plan_never_gives_more_than_the_line(
    taken: dict[str, tuple[int, int]], lines: dict[str, Fraction]
) -> None:
    for line, gain in plan(TABLE, taken, lines).lines.items():
        assert max(gain.low, gain.base, gain.high) <= lines[line]


@given(moves, amounts)
def test_together_is_at_most_the_sum_of_the_parts_where_no_line_rises(
    taken: dict[str, tuple[int, int]], lines: dict[str, Fraction]
) -> None:
    falling = {question: levels for question, levels in taken.items() if question != "q3"}

    together = plan(TABLE, falling, lines).net.base
    parts = sum(step(TABLE, question, *levels, lines).net.base for question, levels in falling.items())

    assert together <= parts


@given(st.dictionaries(st.sampled_from(PRICED), steps, min_size=2, max_size=3), amounts)
def test_the_order_of_moves_does_not_matter(
    taken: dict[str, tuple[int, int]], lines: dict[str, Fraction]
) -> None:
    nets = {plan(TABLE, dict(order), lines).net for order in permutations(taken.items())}

    assert len(nets) == 1


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


def test_two_moves_on_one_line_multiply_in_each_case() -> None:
    worth = plan(table(load("1")), {"q9": (0, 2), "q14": (0, 4)}, {"retries": Fraction(1000)})

    assert worth.net == Gain(
        1000 - 1000 * Fraction("1.25") / Fraction("1.75") / Fraction("1.075"),
        1000 - 1000 * Fraction(2) / 4 / Fraction("1.3"),
        1000 - 1000 * Fraction("2.75") / Fraction("6.25") / Fraction("1.525"),
    )


def test_a_factor_above_one_third_is_taken_and_one_third_is_not() -> None:
    row = tuple(Fraction(each, 100) for each in (120, 110, 100, 50, 34))

    assert table(load("1")).with_changes({("q7", "tokens"): row}).base["q7"]["tokens"] == row
    with pytest.raises(ValueError, match=r"^q7 tokens: give five factors above one third\.$"):
        table(load("1")).with_changes({("q7", "tokens"): (*row[:4], Fraction(1, 3))})
