"""Prices that changed since a scenario was saved: said, and put in place when asked for."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client

from calculator.models import PriceRow, Scenario
from calculator.scenarios.repricing import reprice
from runrate.accounts.models import User
from tests.calculator.changing import O3, change, save
from tests.calculator.pages import SMALL, text
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db


def test_new_prices_are_shown_first_and_put_in_place_only_when_asked(
    alice: User, alice_client: Client
) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    query = "units_per_month=1000&input_tokens=1000000&output_tokens=100000&model=openai%2Fo3"
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Priced"})
    scenario = Scenario.objects.get()
    price_row("openai", "o3", 2, 8, "2025-06-10")

    before = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())
    shown = text(alice_client.get(f"/scenarios/{scenario.pk}/prices/").content.decode())
    still = Scenario.objects.get().inputs["input_price"]
    alice_client.post(f"/scenarios/{scenario.pk}/prices/")

    assert "Prices changed since you saved: −80.0% on the total." in before
    assert "From at least $14,000.00 to at least $2,800.00 per month." in shown
    assert "Total per month at least $14,000.00 at least $2,800.00" in shown
    assert "Input price $10.00 $2.00 Output price $40.00 $8.00" in shown
    assert still == "10"
    scenario.refresh_from_db()
    assert (scenario.inputs["input_price"], scenario.inputs["output_price"]) == ("2", "8")
    assert scenario.origins["input_price"].startswith("price:")
    assert "Prices changed" not in alice_client.get(f"/scenarios/{scenario.pk}/").content.decode()


def test_a_whole_estimate_is_told_exactly_and_a_small_change_is_not_called_none(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    lines = ("retry_rate", "vector_db_monthly", "observability_monthly", "tools_monthly", "build_cost",
             "integrations_monthly", "review_rate", "infrastructure_monthly", "upkeep_monthly")  # fmt: skip
    scenario = save(alice_client, {**O3, **dict.fromkeys(lines, "0")})
    price_row("openai", "o3", 9.9999, 40, "2025-06-10", deprecated=True)

    before = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())
    shown = text(alice_client.get(f"/scenarios/{scenario.pk}/prices/").content.decode())

    assert re.search(r"Prices changed since you saved: −0\.00\d+% on the total\.", before)
    assert "at least" not in shown
    assert "Model: Its vendor has marked this model as deprecated." in shown


def test_a_list_that_only_learnt_more_has_not_changed_a_price(alice_client: Client) -> None:
    """N20."""
    price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, {**O3, "batch_share": "1"})
    PriceRow.objects.update(batch_input_price=5, batch_output_price=20)

    page = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    said = "though none of your prices has changed: −50.0% on the total."
    assert f"The price list knows more of this model than when you saved, {said}" in page
    assert "Prices changed since" not in page


def test_a_price_that_nothing_of_the_scenario_uses_is_no_news_and_one_that_went_is(
    alice_client: Client,
) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01", cache_write_price=12)
    scenario = save(alice_client, O3)
    address = f"/scenarios/{scenario.pk}/"

    PriceRow.objects.update(cache_read_price=1)
    learnt = text(alice_client.get(address).content.decode())
    PriceRow.objects.update(cache_write_price=None)
    unused = text(alice_client.get(address).content.decode())
    change(alice_client, scenario, cache_write_share="0.5")
    gone = text(alice_client.get(address).content.decode())

    assert ("Prices changed" in learnt, "knows more" in learnt) == (False, False)
    assert ("Prices changed" in unused, "knows more" in unused) == (False, False)
    assert "Prices changed since you saved: −6.7% on the total." in gone


def test_new_prices_leave_every_other_origin_alone(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, {"preset": "article-small", **without_prices(SMALL), "model": "openai/o3"})
    row = price_row("openai", "o3", 2, 8, "2025-06-10")

    alice_client.post(f"/scenarios/{scenario.pk}/prices/")

    scenario.refresh_from_db()
    assert scenario.origins["vector_db_monthly"] == "preset:article-small"
    assert scenario.origins["input_price"] == f"price:{row.pk}"
    assert scenario.inputs["input_price"] == "2"


def test_new_prices_leave_a_cache_price_of_ones_own_alone(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, O3)
    change(alice_client, scenario, cache_read_share="0.5", cache_read_price="1")
    price_row("openai", "o3", 2, 8, "2025-06-10")

    alice_client.post(f"/scenarios/{scenario.pk}/prices/")

    scenario.refresh_from_db()
    assert (scenario.inputs["input_price"], scenario.inputs["cache_read_price"]) == ("2", "1")
    assert scenario.origins["cache_read_price"] == "entered"


def test_new_prices_keep_the_invoice(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    scenario = save(alice_client, {**O3, "last_invoice": "198"})
    price_row("openai", "o3", 2, 8, "2025-06-10")

    alice_client.post(f"/scenarios/{scenario.pk}/prices/")

    scenario.refresh_from_db()
    assert scenario.inputs["input_price"] == "2"
    assert scenario.last_invoice == 198


def without_prices(inputs: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in inputs.items() if name not in {"input_price", "output_price"}}


def test_every_input_that_a_model_brings_along_and_that_changed_has_its_row(alice_client: Client) -> None:
    row = price_row(
        "openai", "gpt", 2.5, 10, None,
        cache_read_price=1, batch_input_price=1.25, batch_output_price=5, batch_cache_factor=0.5,
        call_fee=1, search_price=10, long_context_threshold=1000,
        long_context_input_price=5, long_context_output_price=20,
    )  # fmt: skip
    sent = {"batch_share": "1", "cache_read_share": "0.5", "units_per_month": "10", "model": "openai/gpt"}
    tokens = {"input_tokens": "900", "output_tokens": "90"}
    scenario = save(alice_client, {**sent, **tokens})
    for name, price in {"input_price": 2, "batch_cache_factor": 1, "call_fee": 2, "search_price": 5}.items():
        setattr(row, name, price)
    row.long_context_threshold = 2000
    row.save()

    found = reprice(scenario, TODAY)

    assert found is not None
    assert found.prices_moved() == [
        ("input_price", "2.5", "2"),
        ("long_context_threshold", "1000", "2000"),
        ("call_fee", "1", "2"),
        ("search_price", "10", "5"),
        ("batch_factor", "0.5", "0.625"),
        ("batch_cache_factor", "0.5", "1"),
    ]
    page = text(alice_client.get(f"/scenarios/{scenario.pk}/prices/").content.decode())
    assert "50% 62.5%" in page


def test_another_batch_share_is_a_changed_price_and_not_only_more_knowledge(alice_client: Client) -> None:
    row = price_row("openai", "gpt", 2, 8, None, batch_input_price=1, batch_output_price=4)
    scenario = save(alice_client, {**O3, "model": "openai/gpt", "batch_share": "1"})
    row.batch_input_price, row.batch_output_price = Decimal("1.5"), Decimal(6)
    row.save()

    found = reprice(scenario, TODAY)

    assert found is not None
    assert (found.learnt, found.change) == (False, Fraction(1, 2))


def test_every_step_says_whose_price_it_has_now_each_row_once(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    step = {"input_tokens": "1000", "output_tokens": "100", "model": "openai/o3"}
    steps = {f"steps.{number}.{name}": each for number in (1, 2) for name, each in step.items()}
    scenario = save(alice_client, {"units_per_month": "10", **steps})
    price_row("openai", "o3", 2, 8, "2025-06-10")

    page = text(alice_client.get(f"/scenarios/{scenario.pk}/prices/").content.decode())

    assert page.count("openai/o3: $2.00 in and $8.00 out per million tokens, since 10 June 2025") == 1


def test_prices_of_a_day_that_was_asked_for_have_not_changed_since(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    price_row("openai", "o3", 5, 20, "2025-06-10")
    scenario = save(alice_client, {**O3, "priced_on": "2025-02-01"})
    same = save(alice_client, {**O3, "priced_on": "2025-07-01"})
    address = f"/scenarios/{scenario.pk}/"

    page = text(alice_client.get(address).content.decode())
    of_today = text(alice_client.get(f"/scenarios/{same.pk}/").content.decode())
    alice_client.post(f"{address}prices/")
    after = text(alice_client.get(address).content.decode())

    assert "This scenario uses the prices of 1 February 2025. Those of today: −50.0% on the total." in page
    assert ("Prices changed" in page, "Prices changed" in of_today, "Those of today" in of_today) == (
        False, False, False,
    )  # fmt: skip
    assert "Those of today" not in after


def test_beside_a_price_that_did_change_no_day_is_named(alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    price_row("openai", "o4", 10, 40, "2025-01-01")
    step = {"input_tokens": "1000", "output_tokens": "100"}
    steps = {f"steps.{number}.{name}": each for number in (1, 2) for name, each in step.items()}
    models = {"steps.1.model": "openai/o3", "steps.1.priced_on": "2025-02-01", "steps.2.model": "openai/o4"}
    scenario = save(alice_client, {"units_per_month": "10", **steps, **models})
    address = f"/scenarios/{scenario.pk}/"

    price_row("openai", "o3", 5, 20, "2025-06-10")
    chosen = text(alice_client.get(address).content.decode())
    price_row("openai", "o4", 5, 20, "2025-06-10")
    both = text(alice_client.get(address).content.decode())

    assert "This scenario uses the prices of 1 February 2025." in chosen
    assert "Prices changed since you saved: −50.0% on the total." in both
