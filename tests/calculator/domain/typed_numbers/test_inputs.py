"""What was understood of a box is said back where it is not just what was typed."""

import pytest

from calculator.domain.typed_numbers.inputs import refusal_of, said_back, spelled_input


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("input_price", "3", ""),
        ("input_price", "150.50", "Read as $150.50 per million tokens."),
        ("review_rate", "7%", ""),
        ("review_rate", "0.07", "Read as 7%."),
        ("units_per_month", "5k", "Read as 5,000."),
        ("units_per_month", "0,15", ""),
        ("unit_name", "5k", ""),
    ],
)
def test_what_was_understood_is_said(name: str, typed: str, said: str) -> None:
    assert said_back(name, typed) == said


def test_words_are_no_numbers_and_a_blank_box_is_not_refused() -> None:
    assert (spelled_input("unit_name", " 5k "), spelled_input("units_per_month", " 5k ")) == ("5k", "5000")
    assert [refusal_of("unit_name", "many"), refusal_of("input_price", " ")] == ["", ""]
