"""Saving changes to a scenario: what was not touched keeps its origin, its prices and its invoice."""

from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from time_machine import travel

from calculator.models import Scenario
from calculator.scenarios.repricing import reprice
from runrate.accounts.models import User
from tests.calculator.changing import O3, change, opened, save
from tests.calculator.pages import SMALL, text, typed
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db


def detail(client: Client, scenario: Scenario) -> str:
    return text(client.get(f"/scenarios/{scenario.pk}/").content.decode())


def test_an_untouched_input_keeps_the_example_it_came_from(alice_client: Client) -> None:
    scenario = save(alice_client, {"preset": "article-small", **SMALL})

    changed = change(alice_client, scenario, vector_db_monthly="900")

    differing = {name: origin for name, origin in changed.origins.items() if origin != scenario.origins[name]}
    assert changed.inputs["vector_db_monthly"] == "900"
    assert differing == {"vector_db_monthly": "entered"}


def test_an_untouched_price_keeps_its_row_and_is_still_watched(alice_client: Client) -> None:
    row = price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, O3)

    changed = change(alice_client, scenario, retry_rate="0")
    price_row("openai", "o3", 2, 8, "2025-06-10")

    assert changed.origins["input_price"] == changed.origins["output_price"] == f"price:{row.pk}"
    assert changed.origins["retry_rate"] == "entered"
    assert changed.prices_copied == scenario.prices_copied
    assert "Prices changed since you saved: −80.0% on the total." in detail(alice_client, scenario)


def test_a_price_of_ones_own_stays_when_those_of_the_list_change(alice_client: Client) -> None:
    row = price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, O3)

    changed = change(alice_client, scenario, input_price="9")
    price_row("openai", "o3", 2, 8, "2025-06-10")

    assert changed.origins["input_price"] == "entered"
    assert changed.origins["output_price"] == f"price:{row.pk}"
    assert "output_price" in changed.prices_copied["filled"]
    assert "input_price" not in changed.prices_copied["filled"]
    assert "Prices changed" in detail(alice_client, scenario)
    again = reprice(changed, date(2026, 11, 28))
    assert again is not None
    assert (again.workload.input_price, again.workload.output_price) == (9, 8)


def test_where_both_prices_are_ones_own_nothing_of_the_row_is_left(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, O3)

    changed = change(alice_client, scenario, input_price="9", output_price="30", batch_factor="0.4")

    assert changed.prices_copied == {}
    assert "openai/o3" not in detail(alice_client, scenario)
    assert {changed.origins[name] for name in ("input_price", "output_price", "batch_factor")} == {"entered"}


def test_what_is_left_of_a_row_still_says_where_it_is_from(alice_client: Client) -> None:
    row = price_row("openai", "o3", 10, 40, "2025-01-01", batch_input_price=2, batch_output_price=8)
    scenario = save(alice_client, O3)

    changed = change(alice_client, scenario, input_price="9", output_price="30")

    assert changed.origins["batch_factor"] == f"price:{row.pk}"
    assert "Batch price as a share of the price 20% openai/o3, " in detail(alice_client, scenario)
    assert "Prices changed" not in detail(alice_client, scenario)


def test_another_model_takes_the_place_of_the_first(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    other = price_row("openai", "o4", 1, 4, "2025-01-01")
    scenario = save(alice_client, O3)

    changed = change(
        alice_client, scenario, input_price="", output_price="", batch_factor="", model="openai/o4"
    )

    assert changed.prices_copied["model"] == "openai/o4"
    assert changed.origins["input_price"] == f"price:{other.pk}"


def test_a_copy_of_a_changed_scenario_keeps_the_origins_too(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, O3)
    query = opened(alice_client, scenario)

    copy = save(alice_client, {**query, "retry_rate": "0.5"}, name="Copy")

    assert copy.pk != scenario.pk
    assert copy.prices_copied == scenario.prices_copied
    assert copy.origins["input_price"] == scenario.origins["input_price"]
    assert copy.origins["retry_rate"] == "entered"


def test_somebody_elses_scenario_lends_nothing(alice_client: Client, bob_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, O3)

    his = save(bob_client, {**scenario.inputs, "scenario": str(scenario.pk)})

    assert his.prices_copied == {}
    assert his.origins["input_price"] == "entered"


def test_the_last_invoice_and_the_currency_come_along_into_the_calculator(
    alice: User, alice_client: Client
) -> None:
    scenario = save(alice_client, {**SMALL, "last_invoice": "198"})
    rate = {"currency": "EUR", "exchange_rate": Decimal("0.5"), "exchange_rate_on": date(2026, 11, 20)}
    Scenario.objects.update(**rate, workload_name="Support")

    query = opened(alice_client, scenario)
    page = alice_client.get("/calculator/", query).content.decode()

    assert typed(page, "last_invoice") == "198"
    assert query["workload_name"] == "Support"
    assert "€6,800 per month at 0.5 EUR for a dollar, rate of 20 November 2026." in text(page)
    assert "50.0% of your last invoice of $198.00" in text(page)


@pytest.mark.parametrize(("invoice", "kept"), [("250", 250), ("198", 198), ("", None)])
def test_a_changed_invoice_is_saved_and_an_emptied_one_is_gone(
    alice_client: Client, invoice: str, kept: int | None
) -> None:
    scenario = save(alice_client, {**SMALL, "last_invoice": "198"})

    changed = change(alice_client, scenario, last_invoice=invoice)

    assert changed.last_invoice == kept


def test_what_was_saved_is_what_further_changes_go_back_to(alice_client: Client) -> None:
    response = alice_client.post("/calculator/save/", {"scenario": urlencode(SMALL), "name": "Desk"})

    scenario = Scenario.objects.get()
    page = text(alice_client.get(response["Location"]).content.decode())
    assert parse_qs(urlsplit(response["Location"]).query)["scenario"] == [str(scenario.pk)]
    assert "Save changes to “Desk”" in page


def test_pages_of_two_people_share_a_drawing_and_nothing_else(
    alice_client: Client, bob_client: Client
) -> None:
    hers, his = save(alice_client, SMALL, name="Hers"), save(bob_client, SMALL, name="His")
    rate = {"exchange_rate_on": date(2026, 11, 20), "exchange_rate": Decimal("0.5")}
    Scenario.objects.filter(pk=hers.pk).update(currency="EUR", **rate)
    Scenario.objects.filter(pk=his.pk).update(currency="GBP", **rate)

    first, second = (
        alice_client.get("/calculator/", {**SMALL, "scenario": str(hers.pk)}).content.decode(),
        bob_client.get("/calculator/", {**SMALL, "scenario": str(his.pk)}).content.decode(),
    )

    assert ("“Hers”" in first, "€6,800" in first, str(hers.pk) in first) == (True, True, True)
    assert ("“His”" in second, "£6,800" in second, str(his.pk) in second) == (True, True, True)
    assert [mark for mark in ("Hers", "€", str(hers.pk)) if mark in second] == []


@pytest.mark.parametrize(
    ("checked_on", "age", "said"),
    [
        ("2026-11-01", "fresh", "checked 1 November 2026"),
        ("2026-08-01", "amber", "last checked 1 August 2026, over 90 days ago"),
        ("2026-05-01", "red", "last checked 1 May 2026, over 180 days ago"),
    ],
)
@travel(TODAY, tick=False)
def test_the_age_of_a_price_stands_beside_it_in_words_and_colour(
    alice_client: Client, checked_on: str, age: str, said: str
) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01", checked_on=date.fromisoformat(checked_on))

    page = alice_client.get("/calculator/", O3).content.decode()
    scenario = save(alice_client, O3)
    saved = alice_client.get(f"/scenarios/{scenario.pk}/").content.decode()

    priced = f"$10.00 in and $40.00 out per million tokens, since 1 January 2025, {said} (example.com)."
    assert f'<p class="small age--{age}">openai/o3: {priced}</p>' in page
    assert f'<td class="age--{age}">openai/o3, {said} (example.com), copied 24 November 2026</td>' in saved
