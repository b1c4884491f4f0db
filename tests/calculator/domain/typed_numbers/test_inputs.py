"""What was understood of a box is said back where it is not just what was typed."""

from decimal import Decimal

import pytest

from calculator.domain.fields import BY_NAME, NUMBERS
from calculator.domain.labels import MOST_DIGITS_TYPED
from calculator.domain.typed_numbers.inputs import (
    LAST_INVOICE,
    read_of,
    refusal_of,
    said_back,
    shown,
    spelled_input,
)
from calculator.domain.workload_input import WorkloadErrors, parse_workload


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


def test_what_is_no_number_is_refused_with_the_reason() -> None:
    assert refusal_of("input_price", "many") == "This is not a number. Enter digits, such as $2.50."
    assert (
        refusal_of(LAST_INVOICE, "7%")
        == "This box takes no percentage. Leave out the percent sign, as in $1,234.56."
    )
    assert refusal_of("review_rate", "7%") == ""


def test_a_box_is_read_as_what_its_input_takes() -> None:
    assert read_of("review_rate", " 7% ").number == Decimal("0.07")
    assert read_of(LAST_INVOICE, "$1,200.50").number == Decimal("1200.5")
    assert [read_of(name, raw).number for name, raw in (("unit_name", "5"), ("input_price", " "))] == [
        None,
        None,
    ]
    assert read_of("input_price", "many").refusal == refusal_of("input_price", "many")


@pytest.mark.parametrize(
    ("name", "raw", "box"),
    [
        ("review_rate", " 0.07 ", "7%"),
        ("input_price", "2.50", "2.50"),
        ("unit_name", " 0.07 ", " 0.07 "),
        ("input_price", f"0.{'3' * (MOST_DIGITS_TYPED - 1)}", f"0.{'3' * (MOST_DIGITS_TYPED - 1)}"),
        ("input_price", f"0.{'3' * MOST_DIGITS_TYPED}", f"0.{'3' * 12}"),
        ("input_price", "1.2.34567890123456789012", "1.2.34567890123456789012"),
        ("input_price", "12345678901234567890123", "12345678901200000000000"),
    ],
)
def test_a_box_shows_a_share_as_percent_and_of_a_number_without_an_end_twelve_digits(
    name: str, raw: str, box: str
) -> None:
    assert shown(name, raw, measured=True) == box


@pytest.mark.parametrize("raw", ["12345678901234567890123", "0.12345678901234567", "1234567890123.4567891"])
def test_what_was_typed_comes_back_with_all_its_digits(raw: str) -> None:
    assert shown("input_price", raw) == raw


def errors_of(name: str, text: str) -> list[str]:
    try:
        parse_workload({name: spelled_input(name, text)})
    except WorkloadErrors as error:
        return [said for said in error.errors.get(name, []) if "Enter" in said]
    return []


@pytest.mark.parametrize("name", [field.name for field in NUMBERS])
def test_the_example_of_a_refusal_is_taken_by_its_own_box(name: str) -> None:
    """H6: −20% was recommended for a share of list price, and 1,200 for hours of a month."""
    examples = refusal_of(name, "many").partition(" such as ")[2].removesuffix(".").split(" or ")

    assert [errors_of(name, text) for text in examples if read_of(name, text).number is None] == []
    assert [said for text in examples for said in errors_of(name, text)] == []
    assert BY_NAME[name].highest is None or examples == ["12"]
