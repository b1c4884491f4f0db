"""A file becomes the address of its page, its notes with it, or says what is wrong."""

import json
from typing import Any

import pytest
from django.http import QueryDict

from calculator.domain.cost_lines import Note
from calculator.web.files.import_form import MOST_ERRORS, ImportForm
from calculator.web.forms import WorkloadForm
from calculator.web.long_addresses import unpacked

INPUTS: dict[str, Any] = {
    "units_per_month": 1,
    "input_tokens": 1,
    "output_tokens": 1,
    "input_price": 1,
    "output_price": 1,
}


def imported(**more: Any) -> ImportForm:
    return ImportForm(json.dumps(INPUTS | more), None)


@pytest.mark.django_db
def test_the_address_holds_the_inputs_and_the_notes_that_are_true_of_them() -> None:
    form = imported(notes=[{"field": "input_price", "message": "List $2.00, yours $1.00."}])

    sent = QueryDict(form.address).dict()
    page = WorkloadForm(unpacked(sent))

    assert form.errors == []
    assert page.is_valid()
    assert page.priced.brought == (Note("input_price", "List $2.00, yours $1.00."),)


@pytest.mark.django_db
def test_a_file_without_notes_makes_an_address_without_them() -> None:
    assert "notes" not in QueryDict(imported().address)


@pytest.mark.django_db
def test_of_many_faults_the_first_are_told() -> None:
    form = imported(**{f"colour_{number}": 1 for number in range(MOST_ERRORS + 5)})

    assert len(form.errors) == MOST_ERRORS + 1
    assert form.errors[-1] == "And more like these."


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [-1, "a lot", [], {}, True, ""])
def test_a_last_invoice_that_is_no_amount_is_refused(wrong: object) -> None:
    [said] = imported(last_invoice=wrong).errors

    assert said.startswith("last_invoice: ")
