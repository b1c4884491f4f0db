"""What is said about an estimate made with a price row."""

from collections.abc import Mapping

import pytest

from calculator.domain.prices.row_notes import row_notes
from calculator.domain.prices.telling_notes import (
    FURTHER_ABOVE,
    HOUR_ABOVE,
    TOO_LOW,
    TOO_LOW_ABOVE_FURTHER,
    TOO_LOW_IN_LONG_CALLS,
)
from calculator.models import PriceRow
from calculator.prices.genai_prices import listed_prices

PRICES = {"call_fee": 14, "search_price": 10, "cache_write_1h_price": 6}
SEARCHES = "web searches ($10.00 per 1,000)"
HOUR = "one-hour cache writes ($6.00 per million tokens)"


def said(inputs: Mapping[str, object] | None = None, **fields: object) -> list[str]:
    row = PriceRow(provider="google", model="draws", input_price=2, output_price=12, **fields)
    return [note.message for note in row_notes(row, inputs or {})]


def test_a_note_of_the_list_and_the_states_of_a_model_are_said() -> None:
    assert said(note="Image output costs more.", text=False, deprecated=True) == [
        "This model is not billed by text tokens alone: its estimate is too low.",
        "Its vendor has marked this model as deprecated.",
        "Image output costs more.",
    ]
    assert said() == []


@pytest.mark.parametrize(
    ("inputs", "messages"),
    [
        ({}, [f"Not counted here: {SEARCHES}, {HOUR}."]),
        ({"searches": "0.5"}, [f"Not counted here: {HOUR}."]),
        ({"searches_per_unit": "2", "cache_write_1h_share": "0.1"}, []),
        ({"searches_per_unit": "0", "cache_write_1h_share": "0.1"}, []),
        ({"searches": "", "cache_write_1h_share": "0"}, [f"Not counted here: {SEARCHES}."]),
    ],
)  # fmt: skip
def test_with_inputs_for_them_only_what_nobody_entered_is_named_and_nothing_at_zero(
    inputs: dict[str, str], messages: list[str]
) -> None:
    assert said(inputs, **PRICES) == messages


def test_the_last_call_of_a_step_that_grows_is_the_one_that_has_to_fit() -> None:
    growing = {"input_tokens": 100_000, "input_growth": 25_000, "calls": 5}

    words = "A call of 200,000 tokens does not fit this model: it takes 199,999 at most."
    assert said(growing, context_window=200_000) == []
    assert said(growing, context_window=199_999) == [words]


@pytest.mark.parametrize(
    ("tokens", "calls", "fits"), [(200_000, 1, True), (200_001, 1, False), (400_000, 2, True)]
)
def test_a_call_that_does_not_fit_the_model_is_remarked_upon(tokens: int, calls: int, fits: bool) -> None:
    """N12."""
    found = said({"input_tokens": tokens, "calls_per_unit": calls}, context_window=200_000)

    words = "A call of 200,001 tokens does not fit this model: it takes 200,000 at most."
    assert found == ([] if fits else [words])


DEARER = "One-hour cache writes of its long calls cost more than is counted here: the estimate is too low."


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, [DEARER]),
        ({"input_tokens": "200000"}, []),
        ({"input_tokens": "150000", "input_growth": "50001", "calls": "2"}, [DEARER]),
        ({"cache_write_1h_share": "0"}, []),
        ({"cache_write_1h_price": "12"}, []),
    ],
)
def test_a_long_call_that_writes_for_an_hour_costs_more_than_is_counted(
    changed: dict[str, str], found: list[str]
) -> None:
    long = {"input_tokens": "200001", "cache_write_1h_share": "0.1", **changed}
    noted = "Also in the price list: one-hour cache writes above 200,000 tokens $12.00."

    assert [
        words for words in said(long, note=noted, long_context_threshold=200_000) if words == DEARER
    ] == found
    assert said(long, long_context_threshold=200_000) == []


FURTHER = "Its longest calls cost more than is counted here: the estimate is too low."


@pytest.mark.parametrize(("tokens", "found"), [("256001", [FURTHER]), ("256000", [])])
def test_a_call_above_a_second_threshold_costs_more_than_is_counted(tokens: str, found: list[str]) -> None:
    noted = "Not charged here: a further price of calls above 256,000 tokens, $0.60 in and $2.40 out."

    assert said({"input_tokens": tokens}, note=noted, long_context_threshold=32_000) == [noted, *found]


def test_every_listed_model_with_a_second_threshold_has_it_in_its_note() -> None:
    named = {row.model: row.note for row in listed_prices() if "a further price of calls above" in row.note}

    assert named.keys() == {"qwen/qwen3.7-flash", "qwen/qwen3-coder-flash"}
    assert named["qwen/qwen3-coder-flash"] == (
        "Not charged here: a further price of calls above 128,000 tokens, $0.52 in and $2.60 out "
        "per million tokens."
    )


def test_what_a_row_says_stands_at_the_model_and_what_does_not_fit_at_the_tokens() -> None:
    row = PriceRow(
        provider="google", model="draws", input_price=2, output_price=12, text=False, deprecated=True,
        call_fee=14, context_window=300_000, long_context_threshold=200_000,
        note=f"{HOUR_ABOVE} 200,000 tokens. {FURTHER_ABOVE} 250,000 tokens.",
    )  # fmt: skip

    notes = row_notes(row, {"input_tokens": "300001", "cache_write_1h_share": "0.1"})

    assert [(note.field, note.message) for note in notes] == [
        ("model", TOO_LOW),
        ("model", "Its vendor has marked this model as deprecated."),
        ("model", row.note),
        ("model", TOO_LOW_IN_LONG_CALLS),
        ("model", TOO_LOW_ABOVE_FURTHER),
        ("input_tokens", "A call of 300,001 tokens does not fit this model: it takes 300,000 at most."),
    ]
