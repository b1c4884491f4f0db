"""Scenarios of one's own."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from calculator.models import Scenario
from calculator.presets import BY_KEY
from runrate.accounts.models import User
from tests.calculator.test_views import rows, text

pytestmark = pytest.mark.django_db


def saved(owner: User, name: str = "Desk", preset: str = "article-small") -> Scenario:
    inputs = BY_KEY[preset].workload.as_json()
    return Scenario.objects.create(owner=owner, name=name, inputs=inputs)


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

    with django_assert_num_queries(3):
        alice_client.get("/scenarios/")
    saved(alice), saved(alice)
    with django_assert_num_queries(3):
        alice_client.get("/scenarios/")
