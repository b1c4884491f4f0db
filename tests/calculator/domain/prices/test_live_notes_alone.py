"""What is said of copied prices, worked out of a copy and inputs alone: no page, no database."""

from decimal import Decimal
from typing import Any

import pytest

from calculator.domain.cost_lines import Note
from calculator.domain.prices.live_notes import (
    BATCH_LISTED_FROM,
    BATCH_OF_TWO_SHARES,
    NO_BATCH_PRICE,
    KeptRow,
    facts_of,
    notes_now,
)
from calculator.domain.prices.row_notes import NOT_COUNTED_HERE, SEARCHES_AT
from calculator.domain.prices.telling_notes import TOO_LOW_ABOVE_FURTHER, TOO_LOW_IN_LONG_CALLS

ROW_NOTE = "Not counted by our fields: one-hour cache writes above 200,000 tokens ($1.00)."
FURTHER_NOTE = "There is a further price of calls above 1,000,000 tokens."
TOO_LONG = "A call of 300,000 tokens does not fit this model: it takes 250,000 at most."
SEARCHES = NOT_COUNTED_HERE % {"what": SEARCHES_AT % {"price": "$10.00"}}
INPUTS = {"input_tokens": "20000", "output_tokens": "1000"}


def copy(prefix: str = "", **more: Any) -> dict[str, Any]:
    """A copy of a row with facts, of which all its prices were filled in."""
    filled = [f"{prefix}input_price", f"{prefix}output_price", f"{prefix}batch_factor"]
    facts: dict[str, Any] = {"note": "", "context_window": None, "batch": []}
    kept = {"listed": {}, "filled": filled, "notes": [], "facts": facts}
    return {**kept, **more}


def said(copied: dict[str, Any], prefix: str = "", **inputs: str) -> list[tuple[str, str]]:
    """Field and words of each note for these inputs of the row's own place."""
    flat = {prefix + name: text for name, text in {**INPUTS, **inputs}.items()}
    return [(note.field, note.message) for note in notes_now(copied, prefix, flat)]


def test_what_a_copy_keeps_of_its_row_is_its_note_its_window_and_what_batch_gives_reason_to_say() -> None:
    class Row(KeptRow):
        text, deprecated = True, False

    row = Row(ROW_NOTE, 250_000, 200_000, Decimal(10), None)

    assert facts_of(row, [Note("batch_factor", NO_BATCH_PRICE)]) == {
        "note": ROW_NOTE,
        "context_window": 250_000,
        "batch": [NO_BATCH_PRICE],
    }


def test_without_an_input_of_its_place_what_was_said_stays() -> None:
    copied = copy("steps.0.", notes=[{"field": "steps.0.input_tokens", "message": TOO_LONG}])

    assert notes_now(copied, "steps.0.", {"steps.1.input_tokens": "1"}) == (
        Note("steps.0.input_tokens", TOO_LONG),
    )
    assert notes_now(copied, "steps.0.", {"steps.0.input_tokens": "20000"}) == ()


@pytest.mark.parametrize("prefix", ["", "steps.2."])
@pytest.mark.parametrize("tokens", [("300000", True), ("250000", False)])
def test_a_call_is_held_against_the_window_that_was_kept(prefix: str, tokens: tuple[str, bool]) -> None:
    facts = {"note": "", "context_window": 250_000, "batch": []}
    expected = [(f"{prefix}input_tokens", TOO_LONG)] if tokens[1] else []

    assert said(copy(prefix, facts=facts), prefix, input_tokens=tokens[0]) == expected


@pytest.mark.parametrize("tokens", [("300000", True), ("250000", False)])
def test_without_facts_the_window_is_the_one_that_was_named(tokens: tuple[str, bool]) -> None:
    copied = copy(notes=[{"field": "input_tokens", "message": TOO_LONG}])
    del copied["facts"]

    assert said(copied, input_tokens=tokens[0]) == ([("input_tokens", TOO_LONG)] if tokens[1] else [])


@pytest.mark.parametrize(
    ("tokens", "share", "price", "told"),
    [
        ("200001", "0.2", None, True),
        ("200000", "0.2", None, False),
        ("200001", "0", None, False),
        ("200001", "0.2", "1", False),
    ],
)
@pytest.mark.parametrize("where", ["listed", "typed"])
def test_one_hour_writes_of_long_calls_are_told_where_they_cost_more(
    tokens: str, share: str, price: str | None, told: bool, where: str
) -> None:
    facts: dict[str, Any] = {"note": ROW_NOTE, "context_window": None, "batch": []}
    listed = {"long_context_threshold": "200000"} if where == "listed" else {}
    inputs = {"input_tokens": tokens, "cache_write_1h_share": share}
    inputs |= {} if where == "listed" else {"long_context_threshold": "200000"}
    inputs |= {} if price is None else {"cache_write_1h_price": price}
    copied = copy(listed=listed, facts=facts)

    found = said(copied, **inputs)

    assert (("model", TOO_LOW_IN_LONG_CALLS) in found) is told


@pytest.mark.parametrize(("tokens", "told"), [("1000001", True), ("1000000", False)])
@pytest.mark.parametrize("has_facts", [True, False])
def test_a_further_threshold_in_the_rows_note_is_told_above_it(
    tokens: str, told: bool, has_facts: bool
) -> None:
    copied = copy(
        facts={"note": FURTHER_NOTE, "context_window": None, "batch": []},
        notes=[{"field": "model", "message": FURTHER_NOTE}],
    )
    if not has_facts:
        del copied["facts"]

    assert (("model", TOO_LOW_ABOVE_FURTHER) in said(copied, input_tokens=tokens)) is told
    assert ("model", FURTHER_NOTE) in said(copied, input_tokens=tokens)


@pytest.mark.parametrize(("searches", "told"), [({}, True), ({"searches": "0"}, False)])
@pytest.mark.parametrize("has_facts", [True, False])
def test_searches_are_not_counted_until_somebody_says_how_many(
    searches: dict[str, str], told: bool, has_facts: bool
) -> None:
    copied = copy(listed={"search_price": "10"})
    if not has_facts:
        del copied["facts"]
        copied["notes"] = [{"field": "model", "message": SEARCHES}]

    assert said(copied, **searches) == ([("model", SEARCHES)] if told else [])


@pytest.mark.parametrize("message", [NO_BATCH_PRICE, BATCH_OF_TWO_SHARES])
@pytest.mark.parametrize("has_facts", [True, False])
def test_what_batch_gives_reason_to_say_is_said_while_calls_are_sent_as_batch(
    message: str, has_facts: bool
) -> None:
    copied = copy(facts={"note": "", "context_window": None, "batch": [message]})
    if not has_facts:
        del copied["facts"]
        copied["notes"] = [{"field": "batch_factor", "message": message}]

    assert said(copied, batch_share="0.5") == [("batch_factor", message)]
    assert said(copied, batch_share="0") == []
    assert said(copied) == []


def test_a_batch_price_that_was_typed_is_not_the_rows() -> None:
    told = BATCH_LISTED_FROM % {"day": "1 June 2026"}
    copied = copy(facts={"note": "", "context_window": None, "batch": [told]})

    assert said(copied, batch_share="0.5") == [("batch_factor", told)]
    assert said({**copied, "filled": ["input_price"]}, batch_share="0.5") == []


def test_a_price_of_ones_own_is_said_beside_the_lists_at_the_contracted_share() -> None:
    copied = copy(listed={"input_price": "3", "output_price": "15"}, filled=["output_price"])

    assert said(copied, input_price="2", output_price="15") == [
        ("input_price", "List $3.00, yours $2.00 per million tokens.")
    ]
    assert said(copied, input_price="2", price_factor="0.5") == [
        ("input_price", "List $3.00, yours $1.00 per million tokens.")
    ]


@pytest.mark.parametrize(
    ("typed", "factor", "stays"),
    [("2", "1", True), ("4", "0.5", True), ("2", "0.5", False), ("3", "1", False)],
)
def test_of_a_copy_without_its_list_what_was_said_stays_while_it_names_what_is_paid(
    typed: str, factor: str, stays: bool
) -> None:
    note = {"field": "steps.0.input_price", "message": "List $3.00, yours $2.00 per million tokens. More."}
    copied = {"notes": [note]}

    found = said(copied, "steps.0.", input_price=typed, price_factor=factor)

    assert found == ([(note["field"], note["message"])] if stays else [])


def test_what_follows_no_input_stays_in_its_place_and_what_became_true_comes_behind() -> None:
    facts = {"note": "", "context_window": 10_000, "batch": []}
    copied = copy(
        facts=facts,
        notes=[
            {"field": "model", "message": TOO_LOW_IN_LONG_CALLS},
            {"field": "model", "message": "Its vendor has marked this model as deprecated."},
        ],
    )

    assert said(copied) == [
        ("model", "Its vendor has marked this model as deprecated."),
        ("input_tokens", "A call of 20,000 tokens does not fit this model: it takes 10,000 at most."),
    ]
