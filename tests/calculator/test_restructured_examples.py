"""16-M1: a worked example keeps whose prices its steps have when steps are taken away or added."""

import csv
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.domain.prices.example_models import HAIKU
from calculator.models import Scenario
from calculator.web.estimate import Result
from runrate.accounts.models import User

pytestmark = pytest.mark.django_db

CLAIMS = BY_KEY["claims-agent"].workload.as_form()
LEFT = ["haiku", "sonnet", "haiku", "sonnet"]


def models_of(result: Result) -> list[str]:
    return [step.model.removeprefix("anthropic/claude-").removesuffix("-5-5") for step in result.steps]


def price_origins(client: Client, query: str) -> dict[str, str]:
    """Where each price of a step comes from, as the CSV of an address says."""
    rows = csv.reader(StringIO(client.get(f"/calculator/costs.csv?{query}").content.decode()))
    return {row[0]: row[3] for row in rows if row and row[0].endswith("_price")}


def without_step_2(client: Client, **beside: str) -> str:
    sent = client.post("/calculator/", {**CLAIMS, "remove": "steps.2", **beside})
    return str(sent["Location"])


@pytest.mark.parametrize("numbered_anew", [True, False])
def test_steps_behind_one_that_was_taken_away_keep_model_date_source_and_note(
    client: Client, numbered_anew: bool
) -> None:
    address = without_step_2(client, preset="claims-agent")
    if not numbered_anew:
        gap = {name: text for name, text in CLAIMS.items() if not name.startswith("steps.2.")}
        address = f"/calculator/?{urlencode({**gap, 'preset': 'claims-agent'})}"

    page = client.get(address, follow=True)
    result = page.context["result"]

    assert models_of(result) == LEFT
    assert all(
        "as genai-prices 0.2.3 lists it (10 November 2026)" in " ".join(s.prices) for s in result.steps
    )
    assert HAIKU.note in str([remark.message for remark in result.remarks])
    said = price_origins(client, page.context["form"].address)
    assert set(said.values()) == {"example: Claims agent"}


def test_a_saved_example_keeps_them_too_when_a_step_goes(alice: User, alice_client: Client) -> None:
    alice_client.post("/calculator/save/", {"scenario": "preset=claims-agent", "name": "Agent"})
    scenario = Scenario.objects.get(owner=alice)

    page = alice_client.get(without_step_2(alice_client, scenario=str(scenario.pk)))
    query = page.context["form"].address
    alice_client.post("/calculator/save/", {"scenario": query, "update": "1"})
    detail = alice_client.get(scenario.get_absolute_url())

    assert models_of(page.context["result"]) == models_of(detail.context["result"]) == LEFT
    assert HAIKU.note in str([remark.message for remark in detail.context["result"].remarks])
    assert set(price_origins(alice_client, query).values()) == {"example: Claims agent"}


@pytest.mark.parametrize(
    ("preset", "models"),
    [
        ("support-desk", ["sonnet"]),
        # 19,000 tokens in three calls: whole ones need two steps.
        ("insurance-claims", ["sonnet", "sonnet"]),
        ("loan-applications", ["sonnet", "haiku"]),
    ],
)
def test_a_step_added_to_an_example_without_steps_leaves_it_its_models(
    preset: str, models: list[str], client: Client
) -> None:
    sent = {**BY_KEY[preset].workload.as_form(), "preset": preset}

    page = client.get(str(client.post("/calculator/", sent | {"add": "steps"})["Location"]))
    result = page.context["result"]

    assert models_of(result) == models
    assert all("lists it (10 November 2026)" in " ".join(step.prices) for step in result.steps)
    said = price_origins(client, page.context["form"].address)
    assert set(said.values()) == {f"example: {BY_KEY[preset].title}"}
