"""GitHub Copilot: credits and requests of seats, whose people are counted and never named."""

import json

import pytest

from tests.calculator.usage.conftest import Read
from tests.calculator.usage.formats.tables_of import table

NAME = "github-copilot-ai-usage.csv"


def test_what_is_billed_is_the_net_amount_and_the_gross_stands_beside(read: Read) -> None:
    found = read(table(NAME, {"gross_amount": "1.20", "net_amount": "0.70"}))

    assert found["money"] == {"billed": {"USD": "0.7"}, "gross": {"USD": "1.2"}}


def test_people_are_counted_as_units_and_not_kept(read: Read) -> None:
    found = read(table(NAME, {"username": "ann"}, {"username": "bob"}, {"username": "ann"}), by=None)

    assert found["units_seen"] == 2
    assert "ann" not in json.dumps(found)
    assert found["lines"][0]["slice"] == {"organization": "syn-org", "cost_center": "cc-1"}


@pytest.mark.parametrize(
    ("unit", "known"),
    [
        ("ai-credits", "credit"),
        ("requests", "request"),
        ("Seats", "seat"),
        ("user-months", "seat"),
        ("gigabyte-hours", "other"),
        ("", "other"),
    ],
)
def test_credits_requests_and_others_are_kept_apart_with_their_money(
    read: Read, unit: str, known: str
) -> None:
    found = read(table(NAME, {"unit_type": unit, "net_amount": "3"}))

    assert [(line["unit"], line["billed"]) for line in found["lines"] if line["kind"] == "other"] == [
        (known, "3")
    ]


def test_a_model_that_was_chosen_by_itself_is_the_same_model(read: Read) -> None:
    assert list(read(table(NAME, {}, {"model": "Auto: Claude Sonnet 4.6"}))["models"]) == [
        "Claude Sonnet 4.6"
    ]


def test_exports_without_columns_of_tokens_are_read_too(read: Read) -> None:
    found = read(
        "date,username,product,sku,model,quantity,unit_type,gross_amount,net_amount\n"
        "2026-01-02,ann,copilot,copilot_premium_request,GPT,5,requests,0.20,0.20\n"
    )

    assert (found["tokens"]["input"], found["money"]["billed"]) == ("0", {"USD": "0.2"})
