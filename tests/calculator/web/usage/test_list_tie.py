"""A scenario's tie to the price list, once its prices are those of a bill."""

from django.test import Client
from django.urls import reverse

from calculator.models import PriceRow, Scenario
from tests.calculator.stored import price_row
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import choose, every, take


def test_prices_of_a_bill_cut_the_tie_to_the_model_before(alice_client: Client, send: Send) -> None:
    row = price_row("openai", "o3", 2, 8, "2025-04-16", batch_input_price=1, batch_output_price=4)
    query = "units_per_month=1000&input_tokens=4000&output_tokens=600&model=openai%2Fo3"
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Priced"})
    scenario = Scenario.objects.get()
    assert scenario.prices_copied["model"] == "openai/o3"
    upload = send(alice_client, "focus-1.0-aws-bedrock.csv")
    choose(alice_client, upload)

    take(alice_client, upload, *every(alice_client, upload), scenario=str(scenario.pk), over="1")

    scenario.refresh_from_db()
    assert (scenario.prices_copied, scenario.inputs["input_price"]) == ({}, "0.8")
    PriceRow.objects.filter(pk=row.pk).update(batch_input_price="0.5", batch_output_price=2)
    page = text_of(alice_client.get(scenario.get_absolute_url()))
    assert "price list knows more" not in page
    assert "openai/o3" not in page
    prices = alice_client.get(reverse("scenarios:prices", args=[scenario.pk]))
    assert "o3" not in text_of(prices)


def test_a_batch_factor_of_the_model_before_ends_with_its_prices(alice_client: Client, send: Send) -> None:
    price_row("openai", "o3", 2, 8, "2025-04-16", batch_input_price=1, batch_output_price=4)
    query = "units_per_month=1000&input_tokens=4000&output_tokens=600&model=openai%2Fo3"
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Priced"})
    scenario = Scenario.objects.get()
    assert scenario.inputs["batch_factor"] == "0.5"
    upload = send(alice_client, "openai-dashboard-cost.csv")
    choose(alice_client, upload, units="5")

    take(alice_client, upload, *every(alice_client, upload), scenario=str(scenario.pk), over="1")

    scenario.refresh_from_db()
    assert "batch_factor" not in scenario.inputs
