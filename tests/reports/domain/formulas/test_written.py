"""A printed formula has as many digits as its result asks for, in signs that every face has."""

from fractions import Fraction

import pytest

from calculator.domain.formulas.rounded import Part
from runrate.core.numbers import money
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.formulas.written import printable, tiny_share, written


def test_a_part_is_printed_with_the_digits_that_its_result_asks_for() -> None:
    third = Part("", Fraction(1000, 3))

    once = written("One", "a third", "{0}", (third,), lambda each: each, money)
    often = written("Many", "thirds", "1,000 × {0}", (third,), lambda each: 1000 * each, money)

    assert once == FormulaRow("One", "a third", "$333.33", "$333.33")
    assert often.substituted == "1,000 × $333.33333"
    assert often.monthly == "$333,333.33"


def test_rounding_up_is_said_in_words() -> None:
    assert printable("⌈7 ÷ 2⌉ × $3") == "round up(7 ÷ 2) × $3"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.000512", "0.0512%"),
        ("0.000512345", "0.05123%"),
        ("0.000000001", "0.0000001%"),
        ("0.3", "30%"),
        ("0", "0%"),
    ],
)
def test_a_small_share_is_written_out_in_four_digits(share: str, shown: str) -> None:
    assert tiny_share(Fraction(share)) == shown
