"""What counts as evidence: a link or four words that say something, and no placeholder in any script."""

from fractions import Fraction

import pytest

from assessment.domain.evidence import counts
from assessment.domain.scoring import Sheet, falls_short, score
from tests.assessment.notes import BACKING, SHORT, SPOKEN
from tests.assessment.sheets import sheet


@pytest.mark.parametrize("note", BACKING)
def test_a_link_or_four_words_back_a_claim(note: str) -> None:
    assert counts(note)
    assert score(sheet(4, evidence={"q1": note})).evidenced_score == Fraction(50) + Fraction(2 * 25, 15)


@pytest.mark.parametrize("note", ["", " ", *SHORT, *SPOKEN])
def test_what_says_nothing_backs_nothing(note: str) -> None:
    """W12."""
    claimed = sheet(4, evidence=dict.fromkeys(("q1", "q2", "q3", "q4", "q5"), note))

    assert not counts(note)
    assert score(claimed).evidenced_score == 50


def test_only_high_levels_ask_for_evidence_and_only_a_note_can_fall_short() -> None:
    assert [level for level in (0, 1, 2, 3, 4, "dk", None) if falls_short(level, "x")] == [3, 4]
    assert not falls_short(4, " ")
    assert not falls_short(4, BACKING[0])


def test_a_result_of_before_counts_any_note() -> None:
    before = Sheet("1", sheet(4).answers, {"q1": "sheet", "q2": " "}, any_note_counts=True)

    assert score(before).evidenced_score == Fraction(50) + Fraction(2 * 25, 15)
