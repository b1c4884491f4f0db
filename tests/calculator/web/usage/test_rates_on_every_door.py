"""A rate between currencies, with its day, stands wherever money of a bill has become dollars by it."""

import csv
import json
from collections.abc import Mapping
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from calculator.models import Scenario
from calculator.uploads.samples import FOLDER
from calculator.usage.exports import ALL
from calculator.usage.summary import as_json
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.usage.conftest import read_one
from tests.calculator.web.usage.conftest import Send, text_of
from tests.calculator.web.usage.test_take_views import choose, every, take
from tests.reports.readers import DAY

EUROS = "focus-1.3-saas-eur.csv"
ESTIMATE = {
    "input_tokens": 9,
    "output_tokens": 9,
    "units_per_month": 100,
    "input_price": 3,
    "output_price": 9,
}
RATES = {"EUR": "1.08", "GBP": "1.3"}
TOLD = "one EUR taken as $1.08, the rate entered for 31 October 2026"
SAID = f"measured: FOCUS bill, 1 October 2026, {TOLD}"


@pytest.fixture
def made(alice_client: Client, send: Send) -> Scenario:
    upload = send(alice_client, EUROS)
    choose(alice_client, upload, rate_EUR="1.08", rate_on_EUR="2026-10-31")
    take(alice_client, upload, *every(alice_client, upload))
    return Scenario.objects.get()


def texts_of(client: Client, made: Scenario) -> dict[str, str]:
    """Each door in plain text."""
    address = made.get_absolute_url()
    book = load_workbook(BytesIO(client.get(f"{address}costs.xlsx").content))
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    rows = csv.reader(StringIO(client.get(f"{address}costs.csv").content.decode("utf-8-sig")))
    method = compose(gather(made_on=DAY, submission=None, scenario=made)).method
    return {
        "page": text_of(client.get(address)),
        "csv": "\n".join(cell for row in rows for cell in row),
        "xlsx": "\n".join(cells),
        "json": json.dumps(json.loads(client.get(f"{address}costs.json").content)),
        "report": "\n".join(row.origin for row in method.inputs),
    }


def test_prices_tell_the_rate_and_its_day_and_tokens_do_not(alice_client: Client, made: Scenario) -> None:
    mark = ":rate:EUR:1.08:2026-10-31"
    rated = {name for name, origin in made.origins.items() if origin.endswith(mark)}

    assert "last_invoice" in rated  # what the bill came to, in dollars
    assert {name for name in rated if "price" not in name} == {"last_invoice"}
    assert not any(mark in made.origins[name] for name in made.origins if name.endswith("tokens"))
    assert [door for door, text in texts_of(alice_client, made).items() if SAID not in text] == []


def test_a_comparison_tells_the_rate_beside_a_scenario_of_dollars(
    alice_client: Client, made: Scenario, scenario: Scenario
) -> None:
    page = alice_client.get("/scenarios/compare/", {"id": [str(made.pk), str(scenario.pk)]})

    assert page.status_code == 200
    assert f"Currency of its bill {TOLD} dollars alone" in text_of(page)


def answered(client: Client, address: str, rates: Mapping[str, str] = RATES, **body: Any) -> Any:
    summary = as_json(read_one(FOLDER / EUROS, ALL))
    sent = {"usage": summary, "month": "2026-10", "units": "100", "rates": rates}
    body = body | {"bill": sent} if body else sent
    return client.post(address, json.dumps(body), content_type="application/json").json()


@pytest.mark.django_db
def test_the_api_says_which_of_the_rates_it_was_sent_it_took(client: Client) -> None:
    told = answered(client, "/api/v1/usage")["derived"]["notes"]
    said = answered(client, "/api/v1/variances", estimate=ESTIMATE)["said"]

    assert [each for each in told if each.endswith("the rate that was sent, without its day.")] == [
        "One EUR is taken as $1.08, the rate that was sent, without its day."
    ]
    assert said[-1] == "One EUR is taken as $1.08, the rate that was sent, without its day."


BANK = "(European Central Bank, January 2016 to October 2026)"
TURNED = (
    f"One EUR cost $0.9565 to $1.249 {BANK}. $0.92 looks like the other way round: what one dollar buys. "
    "Is that meant?"
)


def test_a_rate_typed_the_wrong_way_round_is_asked_about_on_the_page(
    alice_client: Client, send: Send
) -> None:
    upload = send(alice_client, EUROS)
    choose(alice_client, upload, rate_EUR="0.92", rate_on_EUR="2026-10-31")

    box, measured = upload.get_absolute_url(), reverse("usage:inputs", args=[upload.pk])
    for address in (box, measured):
        assert TURNED in text_of(alice_client.get(address))
    choose(alice_client, upload, rate_EUR="1.08", rate_on_EUR="2026-10-31")
    for address in (box, measured):
        assert "Is that meant?" not in text_of(alice_client.get(address))


@pytest.mark.django_db
def test_the_api_asks_about_a_rate_that_is_hardly_meant(client: Client) -> None:
    told = answered(client, "/api/v1/usage", rates={"EUR": "0.92"})

    assert TURNED in told["derived"]["notes"]
    assert TURNED in answered(client, "/api/v1/variances", estimate=ESTIMATE, rates={"EUR": "0.92"})["said"]


def test_a_rate_of_a_scenario_is_asked_about_on_its_page_and_in_its_form(
    alice_client: Client, made: Scenario
) -> None:
    address = made.get_absolute_url()
    form = {"name": "Desk", "currency": "EUR", "agent_status": "live", "exchange_rate_on": "2026-10-30"}
    asked = (
        f"One dollar bought 0.8004 to 1.045 EUR {BANK}. 1.08 looks like the other way round: what one EUR "
        "costs. Is that meant?"
    )

    for rate, there in (("1.08", True), ("0.92", False)):
        page = alice_client.post(f"{address}edit/", {**form, "exchange_rate": rate}, follow=True)
        assert (asked in text_of(page)) is there
        assert (asked in text_of(alice_client.get(f"{address}edit/"))) is there
