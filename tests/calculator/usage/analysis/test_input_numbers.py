"""Numbers as inputs."""

from fractions import Fraction

import pytest

from calculator.usage.analysis.input_numbers import retry_rate_of, spelled


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1, 3), "0.3333333333333333333333333333"),
        (Fraction(200, 3), "66.66666666666666666666666667"),
        (Fraction(1, 4), "0.25"),
        (Fraction(12345678901234567890123456789), "12345678901234567890123456789"),
        (Fraction(1, 10**29), "0.00000000000000000000000000001"),
        (Fraction(0), "0"),
    ],
)
def test_a_number_is_spelled_whole_or_with_28_digits(number: Fraction, text: str) -> None:
    assert spelled(number) == text


@pytest.mark.parametrize(
    ("attempts", "rate"), [("1.11", "0.1"), ("1", "0"), ("1.75", "0.5"), ("3", "1"), ("9", "1")]
)
def test_a_retry_rate_is_solved_from_billed_attempts(attempts: str, rate: str) -> None:
    assert retry_rate_of(Fraction(attempts)) == Fraction(rate)
