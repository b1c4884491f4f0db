"""A note on a price is never lost between a page, its files, a saved scenario and its report."""

import csv
import json
from io import BytesIO, StringIO
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from openpyxl import load_workbook

from calculator.models import Scenario
from calculator.scenarios.repricing import reprice
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import TODAY, price_row

pytestmark = pytest.mark.django_db

ASKED = {
    "units_per_month": "1000",
    "steps.1.name": "Read",
    "steps.1.model": "openai/o3",
    "steps.1.input_tokens": "900",
    "steps.1.output_tokens": "90",
    "steps.1.input_price": "1.5",
    "steps.2.model": "openai/o4",
    "steps.2.input_tokens": "900000",
    "steps.2.output_tokens": "90",
}
SAID = (
    "List $2.00, yours $1.50 per million tokens.",
    "Its vendor has marked this model as deprecated.",
    "A call of 900,000 tokens does not fit this model: it takes 200,000 at most.",
)


@pytest.fixture(autouse=True)
def models() -> None:
    price_row("openai", "o3", 2, 8, "2025-06-10")
    price_row("openai", "o4", 4, 16, "2025-06-10", deprecated=True, context_window=200_000)


def told(page: str) -> list[str]:
    return [said for said in SAID if said in page]


def files(client: Client, start: str, query: str) -> dict[str, list[str]]:
    """Which of the notes each file of a page or a scenario holds."""
    found = {kind: client.get(f"{start}.{kind}{query}").content for kind in ("json", "csv", "xlsx")}
    rows = [cell for row in csv.reader(StringIO(found["csv"].decode())) for cell in row]
    cells = [str(cell.value) for row in load_workbook(BytesIO(found["xlsx"]))["Costs"] for cell in row]
    return {
        "json": told(" ".join(note["message"] for note in json.loads(found["json"])["notes"])),
        "csv": told(" ".join(rows)),
        "xlsx": told(" ".join(cells)),
    }


EVERYWHERE = {key: list(SAID) for key in ("json", "csv", "xlsx")}


def imported(client: Client, start: str = "/calculator/costs", query: str = "") -> str:
    """The page that the JSON file of another page leads to."""
    file = client.get(f"{start}.json{query}").content.decode()
    return str(client.post("/calculator/import/", {"workload": file})["Location"])


def query_of(fields: dict[str, str]) -> str:
    return "?" + "&".join(f"{name}={value}" for name, value in fields.items())


def test_notes_of_an_imported_file_stand_on_the_page_and_in_each_file_of_it(client: Client) -> None:
    page = imported(client, query=query_of(ASKED))

    for _again in range(2):
        shown = text(client.get(page).content.decode())
        assert told(shown) == list(SAID)
        assert "Step 2: model: Its vendor" in shown
    assert files(client, "/calculator/costs", f"?{urlsplit(page).query}") == EVERYWHERE


def test_they_outlive_saving_reopening_saving_over_and_a_second_import(
    alice: User, alice_client: Client
) -> None:
    page = imported(alice_client, query=query_of(ASKED))
    alice_client.post("/calculator/save/", {"scenario": urlsplit(page).query, "name": "Agent"})
    scenario = Scenario.objects.get(owner=alice)
    assert [note.message in SAID for note in scenario.notes_on_prices()].count(True) == 3

    detail = alice_client.get(scenario.get_absolute_url())
    opened = str(detail.context["address"])
    again = imported(alice_client, f"{scenario.get_absolute_url()}costs")
    alice_client.post("/calculator/save/", {"scenario": urlsplit(opened).query, "update": "1"})
    scenario.refresh_from_db()

    assert told(text(detail.content.decode())) == list(SAID)
    assert told(text(alice_client.get(opened).content.decode())) == list(SAID)
    assert files(alice_client, f"{scenario.get_absolute_url()}costs", "") == EVERYWHERE
    assert told(text(alice_client.get(again).content.decode())) == list(SAID)
    assert [note.message in SAID for note in scenario.notes_on_prices()].count(True) == 3


def test_a_scenario_of_models_says_the_same_opened_in_the_calculator_and_in_its_files(
    alice: User, alice_client: Client
) -> None:
    alice_client.post("/calculator/save/", {"scenario": query_of(ASKED)[1:], "name": "Agent"})
    scenario = Scenario.objects.get(owner=alice)

    opened = str(alice_client.get(scenario.get_absolute_url()).context["address"])

    assert told(text(alice_client.get(opened).content.decode())) == list(SAID)
    assert files(alice_client, "/calculator/costs", f"?{urlsplit(opened).query}") == EVERYWHERE


def test_a_note_ends_with_the_price_it_is_about(client: Client) -> None:
    page = imported(client, query=query_of(ASKED))

    dearer = {**{k: v[0] for k, v in parse_qs(urlsplit(page).query).items()}, "steps.2.input_price": "5"}

    assert told(text(client.get("/calculator/", dearer).content.decode())) == [SAID[0]]


def test_notes_too_long_for_an_address_are_refused_and_not_lost(client: Client) -> None:
    inputs = {
        "units_per_month": 1,
        "input_tokens": 1,
        "output_tokens": 1,
        "input_price": 1,
        "output_price": 1,
    }
    notes = [{"field": "model", "message": f"{number} " + "x" * 900} for number in range(40)]

    refused = client.post(
        "/calculator/import/", {"workload": json.dumps(inputs | {"notes": notes})}, follow=True
    )

    assert "The notes of this file are too long: shorten or remove some." in refused.content.decode()


def test_new_prices_of_a_model_leave_the_notes_on_others(alice: User, alice_client: Client) -> None:
    page = imported(alice_client, query=query_of({k: v for k, v in ASKED.items() if "steps.1" not in k}))
    mixed = {**{k: v[0] for k, v in parse_qs(urlsplit(page).query).items()}}
    mixed |= {f"steps.2.{name}": "90" for name in ("input_tokens", "output_tokens")}
    mixed |= {"steps.2.model": "openai/o3"}
    alice_client.post(
        "/calculator/save/",
        {"scenario": "&".join(f"{k}={v}" for k, v in mixed.items()), "name": "Agent"},
    )
    price_row("openai", "o3", 3, 8, "2026-11-20")

    repriced = reprice(Scenario.objects.get(owner=alice), TODAY)

    assert repriced is not None
    assert SAID[1] in {note.message for note in repriced.priced.brought}
