"""The day of a price list is nobody's check: no way out of the site says that somebody checked its prices."""

import json
import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from openpyxl import load_workbook

from calculator.__main__ import answer
from calculator.domain.presets import PRESETS
from calculator.models import PriceRow, Scenario
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.rendering.document import context
from runrate.reports.services.gathering import gather
from tests.calculator.pages import text
from tests.calculator.stored import TODAY, price_row
from tests.reports.printing import job_of

pytestmark = pytest.mark.django_db
LISTED = {"checked_on": None, "listed_in": "genai-prices 0.2.3", "listed_on": date(2026, 11, 10)}
CALLS = {"model": "openai/o3", "input_tokens": "900", "output_tokens": "90"}
OF_A_STEP = {"units_per_month": "10"} | {f"steps.1.{name}": said for name, said in CALLS.items()}
FLAT = {"units_per_month": "10"} | CALLS
A_CHECK = re.compile(r"checked[^a-z]{0,12}\d.{0,12}", re.IGNORECASE)


@pytest.fixture
def row() -> PriceRow:
    return price_row("openai", "o3", 2, 8, "2025-06-10", **LISTED)


def files(client: Client, start: str, query: dict[str, str]) -> dict[str, str]:
    found = {kind: client.get(f"{start}.{kind}", query).content for kind in ("json", "csv", "xlsx")}
    book = load_workbook(BytesIO(found["xlsx"]))
    cells = [str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line]
    carried = json.dumps(answer(json.dumps(json.loads(found["json"])).encode()), ensure_ascii=False)
    return {
        "json": found["json"].decode(),
        "command line": carried,
        "csv": found["csv"].decode(),
        "xlsx": "\n".join(cells),
    }


def saved(client: Client, owner: User, query: dict[str, str]) -> Scenario:
    address = "&".join(f"{name}={said}" for name, said in query.items())
    client.post("/calculator/save/", {"scenario": address, "name": "Kept"})
    return Scenario.objects.get(owner=owner)


def ways_out(client: Client, owner: User, query: dict[str, str]) -> dict[str, str]:
    """What each way out says of the work that an address holds, and of the scenario saved from it."""
    scenario = saved(client, owner, query)
    made_from = gather(made_on=TODAY, submission=None, scenario=scenario)
    content = context(compose(made_from).as_json())
    inputs: dict[str, Any] = scenario.inputs
    body = client.post("/api/v1/estimates", json.dumps(inputs), content_type="application/json")
    return {
        "page": text(client.get("/calculator/", query).content.decode()),
        "explore": text(client.get("/calculator/explore/", query).content.decode()),
        "models": text(client.get("/calculator/models/").content.decode()),
        **files(client, "/calculator/costs", query),
        "scenario": text(client.get(scenario.get_absolute_url()).content.decode()),
        **{f"{kind} of scenario": said for kind, said in files(
            client, f"{scenario.get_absolute_url()}costs", {}).items()},
        "api": body.content.decode(),
        "api models": client.get("/api/v1/models").content.decode(),
        "report": text(render_to_string("reports/body.html", content)),
        "paper": text(job_of(made_from).html),
    }  # fmt: skip


@pytest.mark.parametrize("query", [FLAT, OF_A_STEP], ids=["flat", "step"])
def test_a_price_that_is_only_listed_is_said_to_be_checked_nowhere(
    query: dict[str, str], row: PriceRow, alice: User, alice_client: Client
) -> None:
    """N2."""
    told = ways_out(alice_client, alice, query)

    assert {door: A_CHECK.findall(said) for door, said in told.items() if A_CHECK.search(said)} == {}
    named = {door for door, said in told.items() if "genai-prices 0.2.3 of 10 November 2026" in said}
    assert {"page", "models", "csv", "xlsx", "json", "scenario", "report", "paper"} <= named


@pytest.mark.parametrize("preset", [preset.key for preset in PRESETS])
def test_nor_is_that_of_an_example_and_its_steps(preset: str, alice: User, alice_client: Client) -> None:
    told = ways_out(alice_client, alice, {"preset": preset})

    assert {door: A_CHECK.findall(said) for door, said in told.items() if A_CHECK.search(said)} == {}


@pytest.mark.parametrize("query", [FLAT, OF_A_STEP], ids=["flat", "step"])
def test_one_that_somebody_checked_is_said_to_be_with_the_day(
    query: dict[str, str], row: PriceRow, alice: User, alice_client: Client
) -> None:
    """What the tests above rest on."""
    PriceRow.objects.update(checked_on=TODAY)

    told = ways_out(alice_client, alice, query)

    checked = {door for door, said in told.items() if re.search("[cC]hecked 24 November 2026", said)}
    assert {"page", "models", "csv", "xlsx", "json", "scenario", "report", "paper"} <= checked
