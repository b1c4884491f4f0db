"""Scenarios of one's own."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from calculator.models import Scenario
from calculator.scenarios.sharing import SHARE, share_scenario
from runrate.accounts.models import User
from runrate.sharing.services import current
from tests.calculator.pages import rows, text
from tests.calculator.stored import price_row, saved
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_the_list_shows_ones_own_and_nobody_elses(alice: User, bob: User, alice_client: Client) -> None:
    saved(alice, "Hers")
    saved(bob, "His")

    html = text(alice_client.get("/scenarios/").content.decode())

    assert "Hers at least $13,599 $6.18 / ticket" in html
    assert "His" not in html


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/scenarios/")["Location"] == "/account/login/?next=/scenarios/"


def test_the_owner_sees_the_scenario_and_for_anyone_else_it_does_not_exist(
    alice: User, alice_client: Client, bob_client: Client
) -> None:
    scenario = saved(alice)

    mine, theirs = (browser.get(f"/scenarios/{scenario.pk}/") for browser in (alice_client, bob_client))

    assert rows(mine.content.decode())["Tokens"] == "$99.00"
    assert theirs.status_code == 404


def test_the_list_costs_the_same_queries_for_one_and_three(
    alice: User, alice_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    saved(alice)
    alice_client.get("/scenarios/")

    with django_assert_num_queries(5):
        alice_client.get("/scenarios/")
    saved(alice)
    saved(alice)
    with django_assert_num_queries(5):
        alice_client.get("/scenarios/")


ACTIONS = ("", "edit/", "prices/", "costs.xlsx", "costs.csv", "costs.json")
CHANGES = ("duplicate/", "delete/", "restore/", "share/", "edit/", "prices/")


@pytest.mark.parametrize("action", ACTIONS)
def test_nothing_about_it_can_be_read_by_another(
    alice: User, alice_client: Client, bob_client: Client, action: str
) -> None:
    scenario = saved(alice)

    assert bob_client.get(f"/scenarios/{scenario.pk}/{action}").status_code == 404
    assert alice_client.get(f"/scenarios/{scenario.pk}/{action}").status_code in {200, 302}


@pytest.mark.parametrize("action", CHANGES)
def test_nothing_about_it_can_be_changed_by_another(alice: User, bob_client: Client, action: str) -> None:
    scenario = saved(alice)

    assert bob_client.post(f"/scenarios/{scenario.pk}/{action}", {"name": "Stolen"}).status_code == 404
    scenario.refresh_from_db()
    assert (scenario.name, scenario.deleted_at) == ("Desk", None)
    assert current(SHARE, scenario.pk) is None


def test_renaming_and_notes_are_kept(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    form = {"name": "Night desk", "notes": "<b>From Monday</b>", "currency": "usd", "agent_status": "live"}

    alice_client.post(f"/scenarios/{scenario.pk}/edit/", form)

    html = alice_client.get(f"/scenarios/{scenario.pk}/").content.decode()
    assert "Night desk" in html
    assert "&lt;b&gt;From Monday&lt;/b&gt;" in html


def test_a_currency_needs_its_rate_and_the_day_of_it(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    form = {"name": "Desk", "currency": "EUR", "agent_status": "live", "notes": "typed"}

    response = refused(alice_client, f"/scenarios/{scenario.pk}/edit/", form)

    assert list(response.context["form"].errors) == ["exchange_rate", "exchange_rate_on"]
    assert "typed" in response.content.decode()


def test_the_total_is_shown_in_ones_own_currency_with_the_day_of_the_rate(
    alice: User, alice_client: Client
) -> None:
    scenario = saved(alice)
    rate = {"currency": "EUR", "exchange_rate": Decimal("0.5"), "exchange_rate_on": date(2026, 11, 20)}
    Scenario.objects.update(**rate)

    html = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert "€6,799.50 a month at 0.5 EUR for a dollar, rate of 20 Nov 2026." in html


def test_the_last_invoice_is_explained_in_part(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    Scenario.objects.update(last_invoice=Decimal(198))

    html = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())

    assert "Tokens and retries come to $99.00: 50.0% of your last invoice of $198.00." in html


def test_a_duplicate_stands_on_its_own(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    share_scenario(scenario=scenario)

    alice_client.post(f"/scenarios/{scenario.pk}/duplicate/")

    copy = Scenario.objects.exclude(pk=scenario.pk).get()
    assert (copy.name, copy.inputs, copy.owner) == ("Desk, copy", scenario.inputs, alice)
    assert current(SHARE, copy.pk) is None


def test_a_deletion_can_be_undone(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)

    alice_client.post(f"/scenarios/{scenario.pk}/delete/")
    gone = alice_client.get(f"/scenarios/{scenario.pk}/").status_code
    offered = alice_client.get("/scenarios/").content.decode()
    alice_client.post(f"/scenarios/{scenario.pk}/restore/")

    assert gone == 410
    assert f"/scenarios/{scenario.pk}/restore/" in offered
    assert alice_client.get(f"/scenarios/{scenario.pk}/").status_code == 200


def test_a_share_link_opens_for_anyone_until_it_is_revoked(
    alice: User, alice_client: Client, client: Client
) -> None:
    scenario = saved(alice)
    closed = client.get(f"/scenarios/shared/{scenario.pk}/").status_code
    alice_client.post(f"/scenarios/{scenario.pk}/share/")
    page = alice_client.get(f"/scenarios/{scenario.pk}/").content.decode()

    link = page.split('readonly value="')[1].split('"')[0]
    opened = client.get(urlsplit(link).path, follow=True)
    shared_with_link = opened.redirect_chain[-1][0]
    alice_client.post(f"/scenarios/{scenario.pk}/share/", {"revoke": "1"})

    assert closed == 404
    assert shared_with_link == f"/scenarios/shared/{scenario.pk}/"
    assert rows(opened.content.decode())["Tokens"] == "$99.00"
    assert "Rename" not in text(opened.content.decode())
    assert client.get(shared_with_link).status_code == 404


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

    assert "Prices changed since you saved: -80.0% on the total." in before
    assert "From $14,000.00 to $2,800.00 a month." in shown
    assert "Input price $10.00 $2.00 Output price $40.00 $8.00" in shown
    assert still == "10"
    scenario.refresh_from_db()
    assert (scenario.inputs["input_price"], scenario.inputs["output_price"]) == ("2", "8")
    assert scenario.origins["input_price"].startswith("price:")
    assert "Prices changed" not in alice_client.get(f"/scenarios/{scenario.pk}/").content.decode()


def test_where_a_copied_price_was_read_is_said_with_both_days(alice: User, alice_client: Client) -> None:
    price_row("openai", "o3", 10, 40, "2025-01-01")
    query = "units_per_month=1&input_tokens=1&output_tokens=1&model=openai%2Fo3"
    alice_client.post("/calculator/save/", {"scenario": query, "name": "Priced"})

    html = text(alice_client.get(f"/scenarios/{Scenario.objects.get().pk}/").content.decode())

    today = date_format(timezone.now().date(), "j M Y")
    assert f"$10.00 per million tokens openai/o3, checked 24 Nov 2026 (example.com), copied {today}" in html
