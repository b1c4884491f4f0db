"""Every overwriting says what it replaces and can be taken back, ten times over."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.models import ReplacedBy, Scenario, ScenarioVersion, snapshot, values
from calculator.scenarios.versions import MOST_VERSIONS
from runrate.accounts.models import User
from tests.calculator.lives import imported_over, in_euros
from tests.calculator.overwriting import change
from tests.calculator.pages import SMALL
from tests.calculator.stored import price_row

pytestmark = pytest.mark.django_db


def doors(client: Client, scenario: Scenario) -> list[str]:
    page = client.get(f"/scenarios/{scenario.pk}/").content.decode()
    return [unescape(door) for door in re.findall(r'action="([^"]*/versions/[^"]*)"', page)]


def test_a_change_is_taken_back_and_that_is_taken_back_too(alice_client: Client, scenario: Scenario) -> None:
    change(alice_client, scenario, tools_monthly="300")

    alice_client.post(doors(alice_client, scenario)[0])
    once_back = Scenario.objects.get().inputs
    alice_client.post(doors(alice_client, scenario)[0])

    assert once_back == SMALL
    assert Scenario.objects.get().inputs["tools_monthly"] == "300"
    kept = ScenarioVersion.objects.of(scenario).values_list("replaced_by", flat=True)
    assert list(kept) == [ReplacedBy.VERSION, ReplacedBy.VERSION, ReplacedBy.CHANGE]


def test_each_way_to_overwrite_leaves_a_version(alice: User, alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    query = {"units_per_month": "1000", "input_tokens": "1000", "output_tokens": "100", "model": "openai/o3"}
    alice_client.post("/calculator/save/", {"scenario": urlencode(query), "name": "Desk"})
    scenario = Scenario.objects.get()
    price_row("openai", "o3", 2, 8, "2025-06-10")

    alice_client.post(f"/scenarios/{scenario.pk}/prices/")
    form = {"name": "Night desk", "currency": "USD", "agent_status": "live"}
    alice_client.post(f"/scenarios/{scenario.pk}/edit/", form)
    change(alice_client, scenario, tools_monthly="1")
    imported_over(alice_client, scenario)
    alice_client.post(doors(alice_client, scenario)[-1])

    kept = ScenarioVersion.objects.of(scenario).values_list("replaced_by", flat=True)
    scenario.refresh_from_db()
    in_the_calculator = [ReplacedBy.CHANGE] * 2
    assert list(kept) == [ReplacedBy.VERSION, *in_the_calculator, ReplacedBy.EDIT, ReplacedBy.PRICES]
    assert (scenario.name, scenario.inputs["input_price"], scenario.agent_status) == ("Desk", "10", "planned")


def test_the_last_ten_are_kept(alice_client: Client, scenario: Scenario) -> None:
    for amount in range(1, MOST_VERSIONS + 4):
        change(alice_client, scenario, tools_monthly=str(amount))

    kept = [version.kept["inputs"].get("tools_monthly") for version in ScenarioVersion.objects.of(scenario)]
    assert kept == [str(amount) for amount in range(MOST_VERSIONS + 2, 2, -1)]
    assert MOST_VERSIONS == 10
    alice_client.post(doors(alice_client, scenario)[-1])
    assert Scenario.objects.get().inputs["tools_monthly"] == "3"


def test_a_change_made_elsewhere_meanwhile_is_kept_and_named(
    alice_client: Client, scenario: Scenario
) -> None:
    seen = scenario.updated_at.isoformat()
    undisturbed = change(alice_client, scenario, seen=seen, tools_monthly="300")

    disturbed = change(alice_client, scenario, seen=seen, tools_monthly="100")

    assert "changed elsewhere" not in undisturbed
    assert "It was changed elsewhere since you opened it; that version is kept too." in disturbed
    assert ScenarioVersion.objects.of(scenario)[0].kept["inputs"]["tools_monthly"] == "300"


def test_somebody_elses_versions_are_neither_seen_nor_restored(
    alice_client: Client, bob_client: Client, bob: User, scenario: Scenario
) -> None:
    change(alice_client, scenario, tools_monthly="300")
    his = Scenario.objects.create(owner=bob, name="His", inputs=SMALL)
    number = ScenarioVersion.objects.get().pk

    answers = [
        bob_client.post(f"/scenarios/{id}/versions/{number}/").status_code for id in (scenario.pk, his.pk)
    ]

    assert answers == [404, 404]
    assert Scenario.objects.get(pk=scenario.pk).inputs["tools_monthly"] == "300"
    assert Scenario.objects.get(pk=his.pk).inputs == SMALL


def test_what_is_kept_comes_back_as_it_was(alice_client: Client) -> None:
    scenario = in_euros(alice_client)
    before = snapshot(scenario)
    form = {"name": "Plain", "currency": "USD", "agent_status": "planned"}

    alice_client.post(f"/scenarios/{scenario.pk}/edit/", form)
    plain = snapshot(Scenario.objects.get())
    alice_client.post(doors(alice_client, scenario)[0])

    assert plain["currency"] == "USD"
    assert snapshot(Scenario.objects.get()) == before
    assert values(ScenarioVersion.objects.of(scenario)[0].kept) == plain
