"""Prices of one's own over those of a model: said with their unit, and where nothing is charged at them."""

from fractions import Fraction

import pytest

from calculator.domain.costs import estimate
from calculator.domain.prices.own_prices import own_price_notes
from calculator.domain.workload_input import parse_workload
from calculator.prices.pricing import price_inputs
from tests.calculator.stored import TODAY, price_row

LISTED = {
    "input_price": "1.25",
    "output_price": "10",
    "search_price": "35",
    "call_fee": "5",
    "long_context_threshold": "200000",
    "long_context_input_price": "2.5",
}
SHORT = "List $1.25, yours $1.00 per million tokens."
EVERY = "Yours is not charged: every call has more than 200,000 tokens and pays $2.50."
FROM = "Calls of more than 200,000 tokens pay $2.50 instead."
NONE = "Yours is not charged: no call has more than 200,000 tokens."


def said(name: str, **inputs: object) -> list[str]:
    return [note.message for note in own_price_notes([name], LISTED, inputs)]


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        ({"input_tokens": "200000"}, SHORT),
        ({"input_tokens": "200001"}, f"{SHORT} {EVERY}"),
        ({"input_tokens": "400000", "calls_per_unit": "2"}, SHORT),
        ({"input_tokens": "150000", "calls": "3", "input_growth": "50000"}, f"{SHORT} {FROM}"),
        (
            {"input_tokens": "300000", "long_context_input_price": "1"},
            f"{SHORT} {EVERY}".replace("2.5", "1.0"),
        ),
        ({"input_tokens": "300000", "long_context_threshold": "300000"}, SHORT),
        ({}, SHORT),
        ({"input_tokens": "many"}, SHORT),
    ],
)
def test_a_price_that_long_calls_do_not_pay_says_which_they_pay(
    inputs: dict[str, object], message: str
) -> None:
    assert said("input_price", input_price="1", **inputs) == [message]


def test_a_long_context_price_that_no_call_pays_says_so() -> None:
    paid = "List $2.50, yours $2.00 per million tokens."

    assert said("long_context_input_price", long_context_input_price="2", input_tokens="9") == [
        f"{paid} {NONE}"
    ]
    assert said("long_context_input_price", long_context_input_price="2", input_tokens="300000") == [paid]


def test_a_contracted_share_is_in_both_prices_and_not_in_the_threshold() -> None:
    long = {"input_tokens": "300000", "price_factor": "0.8"}

    assert said("input_price", input_price="1", **long) == [
        f"{SHORT} {EVERY}".replace("1.00", "0.80").replace("2.50", "2.00")
    ]
    assert said("long_context_threshold", long_context_threshold="100000", **long) == [
        "List 200,000, yours 100,000 tokens per call."
    ]
    assert said("input_price", input_price="a dollar") == []
    assert said("cache_read_price", cache_read_price="1") == []


def test_fees_and_searches_have_their_unit() -> None:
    assert said("search_price", search_price="14") == ["List $35.00, yours $14.00 per 1,000 searches."]
    assert said("call_fee", call_fee="4") == ["List $5.00, yours $4.00 per 1,000 calls."]


@pytest.mark.django_db
def test_the_note_of_a_long_call_names_the_price_that_the_estimate_charges() -> None:
    price_row(
        "google", "gemini-2.5-pro", 1.25, 10, None,
        long_context_threshold=200_000, long_context_input_price=2.5, long_context_output_price=15,
    )  # fmt: skip
    call = {"units_per_month": 1, "input_tokens": 300_000, "output_tokens": 0}

    priced = price_inputs({**call, "model": "google/gemini-2.5-pro", "input_price": 1}, TODAY)

    assert estimate(parse_workload(priced.inputs)).total_monthly == Fraction("0.75")
    assert [note.message for note in priced.notes if note.field == "input_price"] == [f"{SHORT} {EVERY}"]


def test_a_price_that_cannot_be_read_keeps_no_other_one_from_being_told() -> None:
    inputs = {"input_price": "much", "search_price": "30", "unlisted_price": "1", "call_fee": "4"}
    said = [note.field for note in own_price_notes(inputs, LISTED, inputs)]

    assert said == ["search_price", "call_fee"]


def test_without_a_threshold_or_tokens_a_price_is_charged_for_every_call() -> None:
    listed = {name: price for name, price in LISTED.items() if name != "long_context_threshold"}
    long = {"input_price": "1", "input_tokens": "300000"}

    assert [note.message for note in own_price_notes(["input_price"], listed, long)] == [SHORT]
    assert said("input_price", input_price="1") == [SHORT]
