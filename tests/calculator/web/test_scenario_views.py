"""Scenarios of one's own."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from calculator.scenarios.sharing import SHARE, revoke_share, share_scenario
from runrate.accounts.models import User
from runrate.sharing.services import current
from tests.calculator.pages import text
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


def test_the_list_shows_ones_own_and_nobody_elses(alice: User, bob: User, alice_client: Client) -> None:
    saved(alice, "Hers")
    saved(bob, "His")

    html = text(alice_client.get("/scenarios/").content.decode())

    assert "Hers at least $13,599 at least $6.18 / ticket" in html
    assert "His" not in html


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/scenarios/")["Location"] == "/account/login/?next=/scenarios/"


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


def test_who_deletes_a_shared_scenario_is_told_that_its_link_has_ended(
    alice: User, alice_client: Client
) -> None:
    scenario = saved(alice, "Desk")
    share_scenario(scenario=scenario)

    first, again = (
        text(alice_client.post(reverse("scenarios:delete", args=[scenario.pk]), follow=True).text)
        for _ in range(2)
    )
    back = alice_client.post(reverse("scenarios:restore", args=[scenario.pk]), follow=True)

    assert (
        "“Desk” is deleted and its share link has ended. "
        "You can undo the deletion below; the link does not come back."
    ) in first
    assert "“Desk” is deleted. You can undo that below." in again
    assert current(SHARE, scenario.pk) is None
    assert back.context["link"] is None


def test_who_deletes_a_scenario_without_a_link_is_told_of_none(alice: User, alice_client: Client) -> None:
    stopped = saved(alice, "Desk")
    share_scenario(scenario=stopped)
    revoke_share(scenario=stopped)

    for scenario in (saved(alice, "Desk"), stopped):
        page = alice_client.post(reverse("scenarios:delete", args=[scenario.pk]), follow=True).text
        assert "“Desk” is deleted. You can undo that below." in text(page)
