"""Saving what stands on the page: in place, over the one it came from, or after signing in."""

from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from calculator.models import PriceRow, Scenario
from runrate.accounts.models import User
from runrate.core import idempotency
from tests.calculator.pages import SMALL, page, text
from tests.calculator.stored import price_row, saved
from tests.faults.browser import hidden_fields

pytestmark = pytest.mark.django_db


def test_changes_go_back_to_the_scenario_they_started_from(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    query = {**scenario.inputs, "tools_monthly": "300", "scenario": str(scenario.pk)}

    page = alice_client.get("/calculator/", query).content.decode()
    alice_client.post("/calculator/save/", {"scenario": urlencode(query), "update": "1"})

    scenario.refresh_from_db()
    assert "Save changes to “Desk”" in text(page)
    assert f'<a href="/scenarios/{scenario.pk}/">Desk</a>' in page
    assert (Scenario.objects.count(), scenario.inputs["tools_monthly"]) == (1, "300")


def test_changes_to_somebody_elses_scenario_become_a_new_one(
    alice: User, bob: User, bob_client: Client
) -> None:
    scenario = saved(alice)
    query = urlencode({**scenario.inputs, "tools_monthly": "300", "scenario": str(scenario.pk)})

    bob_client.post("/calculator/save/", {"scenario": query, "update": "1", "name": "His"})

    scenario.refresh_from_db()
    assert "tools_monthly" not in scenario.inputs
    assert Scenario.objects.get(owner=bob).inputs["tools_monthly"] == "300"


def test_a_signed_in_person_saves_in_place(alice: User, alice_client: Client) -> None:
    address = urlencode(SMALL)

    response = alice_client.post("/calculator/save/", {"scenario": address, "name": "Desk"})

    scenario = Scenario.objects.get()
    assert response["Location"] == f"/calculator/?scenario={scenario.pk}&{address}"
    assert (scenario.owner, scenario.name, scenario.inputs) == (alice, "Desk", SMALL)
    assert scenario.origins == {**dict.fromkeys(SMALL, "entered"), "acceptance_rate": "default"}


def test_inputs_left_as_the_example_had_them_say_so(alice_client: Client) -> None:
    query = urlencode({"preset": "article-small", **SMALL, "vector_db_monthly": "900"})

    alice_client.post("/calculator/save/", {"scenario": query, "name": "Desk"})

    origins = Scenario.objects.get().origins
    assert origins["vector_db_monthly"] == "entered"
    assert origins["input_price"] == "preset:article-small"


def test_pressing_save_twice_saves_once(alice_client: Client) -> None:
    wanted = {"scenario": urlencode(SMALL), "name": "Desk", "once": idempotency.token()}

    alice_client.post("/calculator/save/", wanted)
    alice_client.post("/calculator/save/", wanted)

    assert Scenario.objects.count() == 1


def test_somebody_elses_page_saves_a_new_scenario_and_leaves_theirs_alone(
    alice: User, alice_client: Client, bob_client: Client, bob: User
) -> None:
    wanted = {"scenario": urlencode(SMALL), "name": "Hers", "once": idempotency.token()}
    alice_client.post("/calculator/save/", wanted)

    bob_client.post("/calculator/save/", wanted | {"name": "His"})
    bob_client.post("/calculator/save/", wanted | {"name": "His"})

    assert [scenario.name for scenario in Scenario.objects.filter(owner=alice)] == ["Hers"]
    assert [scenario.name for scenario in Scenario.objects.filter(owner=bob)] == ["His"]


def test_a_visitor_is_asked_to_sign_up_and_finds_the_scenario_saved(client: Client, alice: User) -> None:
    address = urlencode(SMALL)
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)

    response = client.post("/calculator/save/", {"scenario": address, "name": "Desk"})
    back = client.post(
        response["Location"].replace("signup", "login"),
        {"login": "alice@example.com", "password": "correct horse battery"},
    )

    assert response["Location"].startswith("/account/signup/?next=%2Fcalculator%2F%3F")
    assert back["Location"] == f"/calculator/?scenario={Scenario.objects.get().pk}&{address}"
    assert [scenario.name for scenario in Scenario.objects.visible_to(alice)] == ["Desk"]


def test_what_somebody_owns_is_not_claimed_by_the_next_one_to_sign_in(
    client: Client, alice: User, bob: User
) -> None:
    client.post("/calculator/save/", {"scenario": urlencode(SMALL), "name": "Desk"})
    Scenario.objects.update(owner=alice)

    client.force_login(bob, backend="django.contrib.auth.backends.ModelBackend")

    assert Scenario.objects.get().owner == alice


def test_a_broken_scenario_is_not_saved_but_shown_with_its_errors(alice_client: Client) -> None:
    bad = urlencode(SMALL | {"review_rate": "7"})

    response = alice_client.post("/calculator/save/", {"scenario": bad, "name": "Desk"})

    assert response["Location"] == f"/calculator/?{bad}&keep_as=Desk"
    assert 'name="name" autocomplete="off" value="Desk"' in page(alice_client, **SMALL, keep_as="Desk")
    assert Scenario.objects.count() == 0


def test_the_name_of_an_assessed_workload_is_carried_to_the_scenario(alice_client: Client) -> None:
    page = alice_client.get("/calculator/", {"workload_name": "Claims <triage>"})
    assert "Claims &lt;triage&gt;" in page.content.decode()

    alice_client.post("/calculator/save/", {"scenario": hidden_fields(page.content.decode())["scenario"]})

    scenario = Scenario.objects.get()
    assert (scenario.name, scenario.workload_name) == ("Claims <triage>", "Claims <triage>")


def at_a_price(client: Client, path: str = "/calculator/", **more: str) -> dict[str, str]:
    """The card's hidden fields on a page that shows 100 units of a model at $18.00 per month."""
    row = price_row("openai", "gpt-4.1", 2, 8, "2026-01-01")
    inputs = {"units_per_month": "100", "input_tokens": "50000", "output_tokens": "10000"}
    content = client.get(path, {**inputs, "model": row.reference, **more}).content.decode()
    return hidden_fields(content)


def told(client: Client) -> list[str]:
    return [str(message) for message in client.get("/scenarios/").context["messages"]]


REPRICED = (
    "Prices changed while this page was open: it showed $18.00 per month. What is saved comes to $258.00 at "
    "the prices in force now."
)


@pytest.mark.parametrize("path", ["/calculator/", "/calculator/explore/"])
def test_prices_that_changed_between_page_and_save_are_said_with_both_totals(
    alice_client: Client, path: str
) -> None:
    card = at_a_price(alice_client, path)
    PriceRow.objects.update(input_price=50)

    alice_client.post("/calculator/save/", {**card, "name": "Desk"})

    assert Scenario.objects.get().estimate().total_monthly == 258
    assert told(alice_client) == [REPRICED, "“Desk” is saved with your scenarios."]


def test_prices_that_stand_and_inputs_that_the_page_had_not_come_to_yet_are_not_said(
    alice_client: Client,
) -> None:
    card = at_a_price(alice_client)

    alice_client.post("/calculator/save/", {**card, "name": "Desk"})
    PriceRow.objects.update(input_price=50)
    typed_on = card["scenario"].replace("units_per_month=100", "units_per_month=200")
    alice_client.post("/calculator/save/", {**card, "scenario": typed_on, "name": "Desk 2"})
    alice_client.post("/calculator/save/", {**card, "shown": "x", "once": "", "name": "Desk 3"})

    assert not [said for said in told(alice_client) if said.startswith("Prices changed")]
    assert Scenario.objects.count() == 3


def test_the_live_estimate_carries_what_it_shows(alice_client: Client) -> None:
    """A script hands it to the card when the button is pressed."""
    card = at_a_price(alice_client)
    live = alice_client.get(f"/calculator/?{card['scenario']}", headers={"HX-Request": "true"})

    assert f'data-shown="{card["shown"]}"' in live.content.decode()
    assert card["shown"].endswith(" $18.00")
