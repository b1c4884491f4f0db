"""Several dimensions named together: as a label, within a sentence, at its beginning."""

from itertools import product
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.domain.answer_sheet import Sheet
from assessment.domain.dimension_words import bars_title, in_a_sentence, lowest_shown, weakest_named
from assessment.domain.questionnaire import load
from assessment.domain.scoring import score
from tests.assessment.sheets import sheet

UNKNOWN: Final[dict[Any, tuple[int, ...]]] = {"dk": (0, 1, 2, 3, 4)}

TWO = ("visibility", "control")


@pytest.mark.parametrize(
    ("answered", "label", "title", "lowest"),
    [
        (
            sheet(2, q1=1, q13=1),
            "Visibility and Control and foresight",
            "Visibility and control and foresight are the weakest of the five dimensions",
            "41.7",
        ),
        (sheet(2), "all five even", "All five dimensions are even", "50.0"),
        (sheet("dk"), "not known yet", "Which dimension is weakest is not known yet", "0.0 to 100.0"),
        # Unknown elsewhere, or too few unknown to reach another one: it stays the weakest.
        (
            sheet(2, q1="dk", q13=0, q14=0, q15=0),
            "Control and foresight",
            "Control and foresight is the weakest of the five dimensions",
            "0.0",
        ),
        (
            sheet(4, q13=0, q14=0, q15="dk"),
            "Control and foresight",
            "Control and foresight is the weakest of the five dimensions",
            "0.0 to 33.3",
        ),
        # As the finding had it: Compare shows this dimension above every other one's lowest.
        (
            sheet(1, q13="dk", q14=1, q15=0),
            "Control and foresight, counting unknown answers as 0",
            "Counting unknown answers as 0, control and foresight is the weakest of the five dimensions",
            "8.3 to 25.0",
        ),
        # Just as high as another one is a tie, and so another answer.
        (
            sheet(2, q13="dk", q14=1, q15=1),
            "Control and foresight, counting unknown answers as 0",
            "Counting unknown answers as 0, control and foresight is the weakest of the five dimensions",
            "16.7 to 50.0",
        ),
        # Of a tie one may turn out to be better.
        (
            sheet(4, q1=0, q2=0, q3=0, q13=0, q14="dk", q15=0),
            "Visibility and Control and foresight, counting unknown answers as 0",
            (
                "Counting unknown answers as 0, visibility and control and foresight are the weakest of "
                "the five dimensions"
            ),
            "0.0",
        ),
    ],
)
def test_the_weakest_is_named_outright_only_where_unknown_answers_cannot_change_it(
    answered: Sheet, label: str, title: str, lowest: str
) -> None:
    result, instrument = score(answered), load("1")

    assert weakest_named(result, instrument) == label
    assert bars_title(instrument, result) == title
    assert lowest_shown(result) == lowest


@settings(max_examples=12)
@given(st.lists(st.sampled_from([0, 2, 4, "dk"]), min_size=15, max_size=15))
def test_whether_it_may_change_is_as_over_all_that_the_unknown_may_turn_out_to(levels: list[Any]) -> None:
    result = score(sheet(0, **{f"q{n}": level for n, level in enumerate(levels, 1)}))
    sums = [
        [25 * sum(each) for each in product(*(UNKNOWN.get(x, (x,)) for x in levels[n : n + 3]))]
        for n in range(0, 15, 3)
    ]
    ends = product(*({min(each), max(each)} for each in sums))
    sets = {tuple(n for n, value in enumerate(each) if value == min(each)) for each in ends}

    assert (result.weakest_is_open or not result.weakest) == (len(sets) > 1 or len(next(iter(sets))) == 5)


def test_in_a_sentence_they_are_small_and_begin_it_with_a_capital() -> None:
    assert in_a_sentence(TWO, load("1")) == "visibility and control and foresight"
    assert in_a_sentence(TWO, load("1"), begins=True) == "Visibility and control and foresight"
