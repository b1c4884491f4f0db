"""Money of no model, or of two currencies, in a table of one's own: in the price of no other."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.calculator.own_tables import TITLES, days_of, own_table
from tests.calculator.stored import price_row
from tests.calculator.test_api_usage import post

FEE = "2026-02-28,,,,50.00"
SAID = "50 USD of no model, with no tokens: it stands apart, and is in no model's price"
LEFT = {"key": "no_tokens", "amount": "50", "reason": "billed for no model, of which there are no tokens"}
ESTIMATE = {
    "units_per_month": "100",
    "input_tokens": "280000",
    "output_tokens": "56000",
    "input_price": "2",
    "output_price": "8",
}


@pytest.fixture(autouse=True)
def listed(db: None) -> None:
    price_row("openai", "gpt-4.1", 2, 8, None)
    price_row("openai", "gpt-4.1-mini", 0.4, 1.6, None)


@pytest.mark.parametrize("beside", [[], days_of("gpt-4.1-mini", "0.72")])
def test_a_fee_of_no_model_is_in_no_price_and_said(tmp_path: Path, client: Client, beside: list[str]) -> None:
    usage = own_table(tmp_path, [*days_of("gpt-4.1", "3.60"), *beside, FEE])

    found = post(client, "usage", {"usage": usage, "units": "100"})[1]

    assert usage["notes"] == [SAID]
    assert [(each["model"], each["said"]) for each in found["checks"]][:1] == [("openai/gpt-4.1", "the same")]
    assert LEFT.items() <= found["derived"]["residuals"][0].items()


def test_an_estimate_at_list_prices_differs_by_the_fee_alone(tmp_path: Path, client: Client) -> None:
    usage = own_table(tmp_path, [*days_of("gpt-4.1", "3.60"), FEE])

    sent = {"estimate": ESTIMATE, "bill": {"usage": usage, "units": "100"}}
    found = post(client, "variances", sent)[1]

    assert (found["estimated"], found["actual"], found["total"]) == ("100.8", "100.8", "150.8")
    assert (found["causes"], found["unexplained"]) == ([], "0")
    assert [each["amount"] for each in found["apart"]] == ["50"]


def test_a_table_that_names_no_model_at_all_is_of_one_product(tmp_path: Path, client: Client) -> None:
    usage = own_table(tmp_path, [*days_of("", "3.60"), FEE])

    derived: dict[str, Any] = post(client, "usage", {"usage": usage, "units": "100"})[1]["derived"]

    assert usage["notes"] == []
    assert [each["key"] for each in derived["residuals"] if each["key"] == "no_tokens"] == []


def test_two_currencies_are_checked_together_once_there_is_a_rate(tmp_path: Path, client: Client) -> None:
    rows = [
        f"{row},{code}" for row, code in zip(days_of("gpt-4.1", "3.60"), ("USD", "EUR") * 14, strict=True)
    ]
    usage = own_table(tmp_path, rows, f"{TITLES},Currency", currency="Currency")

    without = post(client, "usage", {"usage": usage})[1]
    rated = post(client, "usage", {"usage": usage, "units": "100", "rates": {"EUR": "1"}})[1]

    assert without["checks"] == []
    assert [(each["billed"], each["said"]) for each in rated["checks"]] == [("100.8", "the same")]


def test_a_program_is_told_on_how_many_days_there_are_rows(tmp_path: Path, client: Client) -> None:
    usage = own_table(
        tmp_path, [*days_of("gpt-4.1", "1", range(3, 5)), *days_of("gpt-4.1", "1", range(27, 29))]
    )

    notes = post(client, "usage", {"usage": usage, "units": "1"})[1]["derived"]["notes"]

    assert notes[0].startswith("The usage has 26 of 28 days of the month, 2026-02-03 to 2026-02-28")
    assert notes[1] == "4 of these days have rows with tokens."
