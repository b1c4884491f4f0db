"""A note goes with the prices it is about, and ends with them."""

import pytest

from calculator.domain.cost_lines import Note
from calculator.domain.prices.aliases import LONGEST
from calculator.domain.prices.brought_notes import (
    LONGEST_TEXT,
    TooLongError,
    as_text,
    brought_along,
    from_text,
    invoice_brought,
    invoice_told,
    models_brought,
    models_in,
    notes_in,
    still_true,
)

INPUTS = {
    "units_per_month": "9",
    "steps.1.input_price": "3",
    "steps.1.output_price": "15",
    "steps.2.input_price": "0.25",
    "steps.2.calls": "4",
}
NOTES = (Note("steps.1.model", "Deprecated."), Note("steps.2.input_price", "List $0.30, yours $0.25."))
TEXT = as_text(brought_along(NOTES, INPUTS))


def found(inputs: dict[str, str], text: str = TEXT) -> tuple[Note, ...]:
    return still_true(from_text(text), inputs)


def test_notes_come_back_from_the_text_of_an_address() -> None:
    assert found(INPUTS) == NOTES


def test_a_note_ends_with_one_of_its_prices_and_outlives_any_other_input() -> None:
    assert found(INPUTS | {"steps.1.output_price": "14", "steps.2.calls": "5"}) == NOTES[1:]
    assert found(INPUTS | {"steps.2.cache_read_price": "0.1"}) == NOTES[:1]


def test_a_note_goes_with_a_step_that_moves() -> None:
    left = {"steps.1.input_price": "0.25", "steps.1.calls": "4"}

    assert found(left) == (Note("steps.1.input_price", NOTES[1].message),)


def test_a_note_on_the_flat_fields_stands_while_their_prices_do() -> None:
    flat = {"input_price": "3", "units_per_month": "9"}
    text = as_text(brought_along([Note("model", "Deprecated.")], flat))

    assert found(flat | {"units_per_month": "10"}, text) == (Note("model", "Deprecated."),)
    assert found(flat | {"input_price": "4"}, text) == ()


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "{}", "[1]", '[{"field": "model"}]', "[" * 5000,
     '[{"field": "model", "message": "a\\nb", "prices": "0"}]',
     "[" + "{}," * 121 + "{}]"],
)  # fmt: skip
def test_what_are_no_notes_says_nothing(text: str) -> None:
    assert found(INPUTS, text) == ()


def test_more_than_an_address_holds_is_refused() -> None:
    with pytest.raises(TooLongError):
        as_text(brought_along([Note("model", "x" * LONGEST_TEXT)], INPUTS))


def test_what_a_scenario_keeps_of_its_prices_holds_each_note_once() -> None:
    said = {"field": "steps.1.model", "message": "Deprecated."}
    brought = [said | {"prices": "0"}, {"field": "steps.2.model", "message": "Old.", "prices": "0"}]

    both = (Note("steps.1.model", "Deprecated."), Note("steps.2.model", "Old."))
    assert notes_in({"steps": {"1": {"notes": [said]}}, "brought": brought}, INPUTS) == both
    assert notes_in({"notes": [said]}, INPUTS) == both[:1]
    assert notes_in({}, INPUTS) == ()


MODELS = (("steps.1.", "anthropic/large"), ("steps.2.", "anthropic/small"), ("steps.3.", "gone/model"))


def models(inputs: dict[str, str]) -> dict[str, str]:
    return models_in(from_text(as_text(models_brought(MODELS, INPUTS))), inputs)


def test_a_model_is_written_with_the_step_it_was_at_and_only_where_prices_are() -> None:
    written = models_brought(MODELS, INPUTS)

    assert [(set(each), each["at"], each["model"]) for each in written] == [
        ({"model", "at", "prices"}, "steps.1.", "anthropic/large"),
        ({"model", "at", "prices"}, "steps.2.", "anthropic/small"),
    ]
    assert as_text(written[:1]).startswith('[{"model":"anthropic/large","at":"steps.1.","prices":"')


def test_a_model_stays_with_its_prices_goes_with_a_step_that_moves_and_ends_with_one_of_them() -> None:
    both = {"steps.1.": "anthropic/large", "steps.2.": "anthropic/small"}

    assert models(INPUTS) == both
    assert models(INPUTS | {"steps.1.output_price": "14"}) == {"steps.2.": "anthropic/small"}
    assert models({"steps.1.input_price": "0.25", "steps.1.calls": "1"}) == {"steps.1.": "anthropic/small"}
    assert models({"input_price": "0.25"}) == {"": "anthropic/small"}


def test_of_steps_with_the_same_prices_each_keeps_its_own_model_and_a_new_one_gets_none_twice() -> None:
    inputs = {"steps.1.input_price": "3", "steps.2.input_price": "3"}
    written = models_brought([("steps.1.", "one"), ("steps.2.", "two")], inputs)

    assert models_in(written, inputs) == {"steps.1.": "one", "steps.2.": "two"}
    assert models_in(written, inputs | {"steps.3.input_price": "3"}) == {"steps.1.": "one", "steps.2.": "two"}


@pytest.mark.parametrize(
    "brought",
    [None, "text", {}, [1], [{"model": "one", "at": "steps.1."}],
     [{"model": 1, "at": "steps.1.", "prices": "0"}],
     [{"model": "x" * (LONGEST + 1), "at": "steps.1.", "prices": "0"}]],
)  # fmt: skip
def test_what_are_no_models_names_none(brought: object) -> None:
    assert models_in(brought, INPUTS) == {}
    right = models_brought(MODELS[:1], INPUTS)
    if isinstance(brought, list):
        assert models_in([*brought, *right], INPUTS) == {"steps.1.": "anthropic/large"}


def test_a_call_too_long_outlives_its_prices_mark_of_before_that_held_its_length() -> None:
    note = Note(
        "steps.1.input_tokens", "A call of 300,000 tokens does not fit this model: it takes 250,000 at most."
    )
    inputs = INPUTS | {"steps.1.input_tokens": "300000"}
    other = Note("steps.1.input_tokens", "Counted from a file.")

    said = as_text(brought_along([note, other], inputs))

    assert found(inputs, said) == (note, other)
    assert found(inputs | {"steps.1.input_tokens": "280000"}, said) == (
        Note(note.field, "A call of 280,000 tokens does not fit this model: it takes 250,000 at most."),
    )
    assert found(inputs | {"steps.1.calls": "2"}, said) == (note,)


def test_an_invoice_is_brought_with_its_amount_and_one_typed_is_not() -> None:
    assert invoice_told(invoice_brought("measured: a bill", "60")) == ("60", "measured: a bill")
    assert invoice_brought("", "60") == []


@pytest.mark.parametrize(
    "brought",
    [
        None,
        {},
        ["x"],
        [{"invoice": "60"}],
        [{"invoice": 60, "origin": "x"}],
        [{"invoice": "60", "origin": "a\nb"}],
    ],
)
def test_what_is_no_invoice_is_of_no_bill(brought: object) -> None:
    assert invoice_told(brought) == ("", "")
