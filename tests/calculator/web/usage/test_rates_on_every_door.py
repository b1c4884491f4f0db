"""A rate between currencies, with its day, stands wherever money of a bill has become dollars by it."""

import csv
import json
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
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


def answered(client: Client, address: str, **body: Any) -> Any:
    summary = as_json(read_one(FOLDER / EUROS, ALL))
    sent = {"usage": summary, "month": "2026-10", "units": "100", "rates": {"EUR": "1.08", "GBP": "1.3"}}
    body = body | {"bill": sent} if body else sent
    return client.post(address, json.dumps(body), content_type="application/json").json()


@pytest.mark.django_db
def test_the_api_says_which_of_the_rates_it_was_sent_it_took(client: Client) -> None:
    estimate = {
        "input_tokens": 9,
        "output_tokens": 9,
        "units_per_month": 100,
        "input_price": 3,
        "output_price": 9,
    }

    told = answered(client, "/api/v1/usage")["derived"]["notes"]
    said = answered(client, "/api/v1/variances", estimate=estimate)["said"]

    assert [each for each in told if each.endswith("the rate that was sent, without its day.")] == [
        "One EUR is taken as $1.08, the rate that was sent, without its day."
    ]
    assert said[-1] == "One EUR is taken as $1.08, the rate that was sent, without its day."
