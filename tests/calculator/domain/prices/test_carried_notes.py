"""Notes that a workload brings along are read whole or refused."""

from typing import Any

import pytest

from calculator.domain.cost_lines import Note
from calculator.domain.prices.carried_notes import (
    LONGEST_FIELD,
    LONGEST_MESSAGE,
    MOST_NOTES,
    MOST_ORIGINS,
    as_json,
    invoice_origin_in,
    origins_as_json,
    split_notes,
)
from calculator.domain.workload_input import WorkloadErrors
from runrate.core.json_input import NumberText

ONE = {"field": "model", "message": "Image output costs more."}
SAID = ["Give notes as a short list of objects with a field and a message, both as text."]


@pytest.mark.parametrize("given", [{}, {"notes": None}, {"notes": []}])
def test_a_workload_without_notes_stays_as_it_is(given: dict[str, Any]) -> None:
    assert split_notes({"units_per_month": 1} | given) == ({"units_per_month": 1}, ())


def test_notes_are_parted_from_the_workload_and_written_as_they_are_read() -> None:
    rest, notes = split_notes({"units_per_month": 1, "notes": [ONE]})

    assert (rest, notes) == ({"units_per_month": 1}, (Note("model", "Image output costs more."),))
    assert as_json(notes) == [ONE]


@pytest.mark.parametrize(
    "notes",
    [
        "text",
        {"field": "model", "message": "x"},
        ["x"],
        [{"field": "model"}],
        [ONE | {"more": "x"}],
        [ONE | {"message": ""}],
        [ONE | {"message": 1}],
        [ONE | {"message": NumberText("1")}],
        [ONE | {"message": "two\nlines"}],
        [ONE | {"message": "x" * (LONGEST_MESSAGE + 1)}],
        [ONE | {"field": "x" * (LONGEST_FIELD + 1)}],
        [ONE] * (MOST_NOTES + 1),
    ],
)
def test_what_are_no_notes_is_refused(notes: object) -> None:
    with pytest.raises(WorkloadErrors) as caught:
        split_notes({"notes": notes})

    assert caught.value.errors == {"notes": SAID}


def test_as_many_and_as_long_as_may_be_are_taken() -> None:
    longest = {"field": "x" * LONGEST_FIELD, "message": "x" * LONGEST_MESSAGE}
    shortest = {"field": "x", "message": "y"}

    assert len(split_notes({"notes": [longest] * MOST_NOTES})[1]) == MOST_NOTES
    assert split_notes({"notes": [shortest]})[1] == (Note("x", "y"),)


SOURCES = [
    {"origin": "measured: OpenAI usage, October 2026", "inputs": ["input_tokens", "output_tokens"]},
    {"origin": "entered", "inputs": ["units_per_month"]},
    {"origin": "our default", "inputs": ["calls_per_unit"]},
]


def test_origins_are_written_by_source_and_come_back_as_a_note_for_each() -> None:
    origins = {name: str(each["origin"]) for each in SOURCES for name in each["inputs"]}

    assert origins_as_json(origins) == SOURCES
    assert split_notes({"units_per_month": 1, "notes": [ONE], "origins": SOURCES}) == (
        {"units_per_month": 1},
        (
            Note("model", "Image output costs more."),
            Note("input_tokens", f"{SOURCES[0]['origin']} (this and 1 further input)"),
        ),
    )
    assert split_notes({"origins": None}) == ({}, ())


@pytest.mark.parametrize(
    "origins",
    [
        "text",
        ["text"],
        [{"origin": "x"}],
        [{"origin": "x", "inputs": []}],
        [{"origin": "x", "inputs": "input_tokens"}],
        [{"origin": "two\nlines", "inputs": ["model"]}],
        [{"origin": "x", "inputs": ["m" * (LONGEST_FIELD + 1)]}],
        [{"origin": "x", "inputs": ["model"], "more": 1}],
        [{"origin": "x", "inputs": ["model"]}] * (MOST_ORIGINS + 1),
    ],
)
def test_what_are_no_origins_is_refused(origins: object) -> None:
    with pytest.raises(WorkloadErrors) as caught:
        split_notes({"origins": origins})

    assert caught.value.errors == {
        "origins": ["Give origins as a short list of objects with an origin, as text, and a list of inputs."]
    }


MEASURED = {"input_tokens": "3234.54", "cache_read_share": "0.5", "output_tokens": "70"}


def of_file(**changed: object) -> tuple[Note, ...]:
    said = origins_as_json(dict.fromkeys(MEASURED, "measured: OpenAI usage, October 2026"), MEASURED)
    return split_notes({**MEASURED, **changed, "origins": said})[1]


@pytest.mark.parametrize("same", [{}, {"cache_read_share": "0.50"}, {"output_tokens": 70}])
def test_an_origin_stands_beside_the_values_that_it_gave(same: dict[str, object]) -> None:
    [note] = of_file(**same)

    assert note.field == "input_tokens"
    assert note.message == "measured: OpenAI usage, October 2026 (this and 2 further inputs)"


def test_a_value_that_was_changed_is_no_longer_from_there() -> None:
    [note] = of_file(input_tokens=99)

    assert note.field == "cache_read_share"
    assert note.message == "measured: OpenAI usage, October 2026 (this and 1 further input)"
    assert of_file(input_tokens=99, cache_read_share=None, output_tokens="") == ()


@pytest.mark.parametrize("values", [[], ["1", "2"], [1], "1", [None], ["x" * (LONGEST_MESSAGE + 1)]])
def test_values_are_a_text_for_each_input(values: object) -> None:
    with pytest.raises(WorkloadErrors):
        split_notes({"origins": [{"origin": "o", "inputs": ["input_tokens"], "values": values}]})


BILL = {"origin": "measured: OpenAI usage, October 2026", "inputs": ["input_tokens", "last_invoice"]}


@pytest.mark.parametrize(
    ("amount", "more", "said"),
    [
        ("60", {}, BILL["origin"]),
        ("60", {"values": ["1", "60.00"]}, BILL["origin"]),
        ("61", {"values": ["1", "60"]}, ""),
        (None, {"values": ["1", "60"]}, ""),
        ("60", {"origin": "entered"}, ""),
        ("60", {"inputs": ["input_tokens"]}, ""),
    ],
    ids=["no values", "as it was", "another amount", "no amount", "typed", "of other inputs"],
)
def test_an_invoice_is_from_a_bill_while_it_has_the_amount_beside_its_origin(
    amount: str | None, more: dict[str, Any], said: str
) -> None:
    data = {"input_tokens": "1", "last_invoice": amount, "origins": [{**BILL, **more}]}

    assert invoice_origin_in(data) == said
    assert all("further" not in note.message for note in split_notes(data)[1])
