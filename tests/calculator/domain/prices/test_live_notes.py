"""16-H1: what is said of copied prices follows the inputs of a saved scenario, as of one entered fresh."""

import csv
import json
from collections.abc import Mapping
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from calculator.__main__ import answer
from calculator.models import AgentStatus, Scenario
from calculator.scenarios.comparison import compare
from calculator.scenarios.portfolio import portfolio
from calculator.web.scenario_page import read_scenarios
from runrate.accounts.models import User
from runrate.reports.domain.compose import compose
from runrate.reports.services.gathering import gather
from tests.calculator.pages import text
from tests.calculator.stored import TODAY, price_row
from tests.truth.known import ZEROS

pytestmark = pytest.mark.django_db

LOW = "One-hour cache writes of its long calls cost more than is counted here: the estimate is too low."
FIT = "A call of 300,000 tokens does not fit this model: it takes 200,000 at most."
SEARCHES = "Not counted here: web searches ($10.00 per 1,000)"
NO_BATCH = "The price list names no batch price for this model"
YOURS = "List $5.00, yours $4.00 per million tokens."
SAYABLE = (LOW, FIT, SEARCHES, NO_BATCH, YOURS)
WORK: Mapping[str, str] = {name: str(value) for name, value in ZEROS.items() if "_units" not in name} | {
    "units_per_month": "1000"
}
TOKENS = {"input_tokens": "20000", "output_tokens": "1000"}
HAIKU = {f"steps.1.{name}": text for name, text in TOKENS.items()} | {
    "steps.1.model": "anthropic/claude-haiku-5-5",
    "steps.1.cache_write_1h_share": "20%",
    "steps.1.searches": "0",
}
SONNET = TOKENS | {"model": "anthropic/claude-sonnet-4-0", "value_per_unit": "1"}
GPT = TOKENS | {"model": "openai/gpt-5.5"}
CASES: Mapping[str, tuple[dict[str, str], dict[str, str], tuple[str, ...], tuple[str, ...]]] = {
    "a call becomes long": (HAIKU, {"steps.1.input_tokens": "150000"}, (), (LOW,)),
    "a call is long no more": (
        HAIKU | {"steps.1.input_tokens": "150000"}, {"steps.1.input_tokens": "20000"}, (LOW,), (),
    ),
    "a call becomes too long": (SONNET, {"input_tokens": "300000"}, (), (FIT,)),
    "searches are entered": (GPT, {"searches_per_unit": "2"}, (SEARCHES,), ()),
    "searches are taken out": (GPT | {"searches_per_unit": "2"}, {"searches_per_unit": ""}, (), (SEARCHES,)),
    "a batch is sent": (
        GPT | {"searches_per_unit": "0"}, {"batch_share": "50%"}, (), (NO_BATCH,),
    ),
    "an own price is another": (
        GPT | {"searches_per_unit": "0", "input_price": "3"}, {"input_price": "4"}, (), (YOURS,),
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def models() -> None:
    price_row(
        "anthropic", "claude-haiku-5-5", 0.1, 0.5, "2026-05-01",
        cache_write_1h_price="0.2", long_context_threshold=100_000, search_price=10,
        long_context_input_price="0.5", long_context_output_price="2.5", context_window=1_000_000,
        note="Also in the price list and not charged here: one-hour cache writes above 100,000 tokens "
        "$1.00 per million tokens.",
    )  # fmt: skip
    price_row("anthropic", "claude-sonnet-4-0", 3, 15, "2026-05-01", context_window=200_000)
    price_row("openai", "gpt-5.5", 5, 30, "2026-05-01", search_price=10)


def told(page: str) -> tuple[str, ...]:
    return tuple(said for said in SAYABLE if said in page)


def saved(client: Client, owner: User, inputs: Mapping[str, str]) -> Scenario:
    client.post("/calculator/save/", {"scenario": urlencode({**WORK, **inputs}), "name": "Work"})
    return Scenario.objects.get(owner=owner)


def edited(client: Client, scenario: Scenario, change: Mapping[str, str]) -> dict[str, str]:
    """What its page in the calculator sends after a change."""
    page = client.get(scenario.get_absolute_url()).context["address"]
    form = client.get(page).context["form"]
    return {name: text for name, text in {**form.kept, **change}.items() if text}


def files(client: Client, start: str, query: str = "") -> dict[str, tuple[str, ...]]:
    found = {kind: client.get(f"{start}.{kind}{query}").content for kind in ("json", "csv", "xlsx")}
    cells = [str(cell.value) for row in load_workbook(BytesIO(found["xlsx"]))["Costs"] for cell in row]
    rows = [cell for row in csv.reader(StringIO(found["csv"].decode())) for cell in row]
    notes = json.loads(found["json"]).get("notes", [])
    return {
        "json": told(" ".join(note["message"] for note in notes)),
        "csv": told(" ".join(rows)),
        "xlsx": told(" ".join(cells)),
    }


@pytest.mark.parametrize("case", CASES)
def test_a_change_of_a_saved_scenario_says_what_is_said_of_the_same_inputs_entered_fresh(
    case: str, alice: User, alice_client: Client
) -> None:
    inputs, change, before, after = CASES[case]
    scenario = saved(alice_client, alice, inputs)
    assert told(text(alice_client.get(scenario.get_absolute_url()).content.decode())) == before

    sent = edited(alice_client, scenario, change)
    page = alice_client.get("/calculator/", sent)
    asked = {**WORK, **inputs, **change}
    fresh = alice_client.get("/calculator/", {name: text for name, text in asked.items() if text})

    assert told(text(page.content.decode())) == told(text(fresh.content.decode())) == after
    assert page.context["result"].total == fresh.context["result"].total
    assert page.context["result"].answers == fresh.context["result"].answers
    assert set(files(alice_client, "/calculator/costs", f"?{urlencode(sent)}").values()) == {after}

    alice_client.post("/calculator/save/", {"scenario": urlencode(sent), "update": "1"})
    scenario.refresh_from_db()
    detail = alice_client.get(scenario.get_absolute_url())

    assert told(text(detail.content.decode())) == after
    assert detail.context["result"].total == fresh.context["result"].total
    assert set(files(alice_client, f"{scenario.get_absolute_url()}costs").values()) == {after}


def test_list_comparison_portfolio_and_report_have_the_bound_of_the_inputs_that_stand(
    alice: User, alice_client: Client
) -> None:
    scenario = saved(alice_client, alice, HAIKU)
    sent = edited(alice_client, scenario, {"steps.1.input_tokens": "150000"})
    alice_client.post("/calculator/save/", {"scenario": urlencode(sent), "update": "1"})
    scenario.refresh_from_db()
    scenario.agent_status = AgentStatus.LIVE
    scenario.save()

    (listed,) = read_scenarios([scenario])
    (agent,) = portfolio(Scenario.objects.all()).agents
    compared = {row.name: row.cells[0].value for row in compare([scenario, scenario]).results}
    report = compose(gather(made_on=TODAY, submission=None, scenario=scenario))

    assert listed.total == "at least $68.50"
    assert compared["Total per month"] == "at least $68.50"
    assert "at least" in agent.total
    assert LOW in str(report)


def test_a_copy_of_before_falls_back_on_the_row_of_the_list_and_without_it_on_what_was_said(
    alice: User, alice_client: Client
) -> None:
    scenario = saved(alice_client, alice, SONNET)
    del scenario.prices_copied["facts"], scenario.prices_copied["listed"]
    scenario.save()
    sent = edited(alice_client, scenario, {"input_tokens": "300000"})

    assert told(text(alice_client.get("/calculator/", sent).content.decode())) == (FIT,)

    Scenario.objects.all().delete()
    long = saved(alice_client, alice, HAIKU | {"steps.1.input_tokens": "150000"})
    row = long.prices_copied["steps"]["1"]
    del row["facts"], row["listed"]
    row["model"] = "anthropic/no-longer"
    long.save()
    for tokens, said in (("20000", ()), ("160000", (LOW,))):
        sent = edited(alice_client, long, {"steps.1.input_tokens": tokens})
        assert told(text(alice_client.get("/calculator/", sent).content.decode())) == said


def imported(client: Client, body: Mapping[str, Any]) -> str:
    return str(client.post(reverse("calculator:import"), {"workload": json.dumps(body)})["Location"])


@pytest.mark.parametrize("known", [True, False])
def test_an_imported_file_says_what_is_true_of_its_inputs_and_of_later_ones(
    known: bool, alice_client: Client
) -> None:
    long = {**WORK, **HAIKU, "steps.1.input_tokens": "150000"}
    body = json.loads(alice_client.get(f"/calculator/costs.json?{urlencode(long)}").content)
    if not known:
        body["origins"] = []
    body["steps"][0]["input_tokens"] = 20_000

    short = alice_client.get(imported(alice_client, body))
    sent = {**short.context["form"].kept, "steps.1.input_tokens": "160000"}

    assert told(text(short.content.decode())) == ()
    assert told(text(alice_client.get("/calculator/", sent).content.decode())) == (LOW,)


@pytest.mark.parametrize(("tokens", "said"), [("150000", (LOW,)), ("20000", ())])
def test_programs_are_told_of_a_files_notes_what_is_true_of_its_inputs(
    tokens: str, said: tuple[str, ...], client: Client
) -> None:
    long = {**WORK, **HAIKU, "steps.1.input_tokens": "150000"}
    body = json.loads(client.get(f"/calculator/costs.json?{urlencode(long)}").content)
    body["steps"][0]["input_tokens"] = tokens

    api = client.post("/api/v1/estimates", body, content_type="application/json").json()
    line: Any = answer(json.dumps(body).encode())

    for found in (api, line):
        assert told(" ".join(note["message"] for note in found["notes"])) == said
        assert (found["bounds"].get("total_monthly") == "at_least") is bool(said)


def test_an_example_that_was_saved_follows_its_inputs(alice: User, alice_client: Client) -> None:
    alice_client.post("/calculator/save/", {"scenario": "preset=claims-agent", "name": "Agent"})
    scenario = Scenario.objects.get(owner=alice)
    change = {"steps.1.input_tokens": "1500000", "steps.1.cache_write_1h_share": "20%"}
    sent = edited(alice_client, scenario, change | {"steps.1.cache_read_share": "0"})

    page = text(alice_client.get("/calculator/", sent).content.decode())

    assert LOW in page
    assert "A call of 1,500,000 tokens does not fit this model: it takes 1,000,000 at most." in page


def test_the_address_of_a_page_is_not_changed_by_what_it_says(alice: User, alice_client: Client) -> None:
    scenario = saved(alice_client, alice, GPT)

    page = alice_client.get(scenario.get_absolute_url()).context["address"]

    assert urlsplit(page).path == "/calculator/"
    assert "facts" not in page
