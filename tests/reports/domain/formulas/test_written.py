"""A printed formula has as many digits as its result asks for, in signs that every face has."""

from fractions import Fraction

from calculator.domain.formulas.rounded import Part
from runrate.core.numbers import money
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.formulas.written import printable, written


def test_a_part_is_printed_with_the_digits_that_its_result_asks_for() -> None:
    third = Part("", Fraction(1000, 3))

    once = written("One", "a third", "{0}", (third,), lambda each: each, money)
    often = written("Many", "thirds", "1,000 × {0}", (third,), lambda each: 1000 * each, money)

    assert once == FormulaRow("One", "a third", "$333.33", "$333.33")
    assert often.substituted == "1,000 × $333.33333"
    assert often.monthly == "$333,333.33"


def test_rounding_up_is_said_in_words() -> None:
    assert printable("⌈7 ÷ 2⌉ × $3") == "round up(7 ÷ 2) × $3"
