"""From what was typed to a workload: habits of typing understood, blanks left out, errors at their field."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.calculator.pages import SMALL, page, rows, typed
from tests.markup import squeezed

pytestmark = pytest.mark.django_db


def test_empty_inputs_leave_the_address(client: Client) -> None:
    response = client.get("/calculator/", SMALL | {"tools_monthly": "", "retry_rate": " "})

    assert response.status_code == 302
    assert response["Location"] == f"/calculator/?{urlencode(SMALL)}"


def test_typing_habits_are_understood(client: Client) -> None:
    html = page(
        client, **SMALL | {"review_rate": "10%", "input_price": "$3", "reviewer_monthly_cost": "10,000"}
    )

    assert rows(html)["Human review"] == "$10,000.00"
    assert typed(html, "review_rate") == "10%"


def test_an_invoice_that_is_no_number_is_said_at_its_field(client: Client) -> None:
    response = client.get("/calculator/", SMALL | {"last_invoice": "a lot"})

    assert response.status_code == 422
    assert typed(response.content.decode(), "last_invoice") == "a lot"
    said = "This is not a number. Enter digits, such as $1,234.56."
    assert f'id="last_invoice-error">{said}' in squeezed(response.content.decode())


def test_half_filled_in_it_still_waits_and_keeps_what_was_typed(client: Client) -> None:
    response = client.get("/calculator/", {"preset": "none", "units_per_month": "10"})

    html = squeezed(response.content.decode())
    assert response.status_code == 200
    assert typed(html, "units_per_month") == "10"
    assert re.findall(r'<li><a href="#(\w+)">', html) == [
        "input_tokens", "output_tokens", "input_price", "output_price",
    ]  # fmt: skip


def test_a_wrong_input_is_wrong_there_too(client: Client) -> None:
    response = client.get("/calculator/", {"preset": "none", "units_per_month": "-1"})

    assert response.status_code == 422
    assert re.search(r'id="units_per_month-error">Enter 0 or more', response.content.decode())
