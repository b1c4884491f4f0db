"""Scenarios of one's own."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


def test_the_list_shows_ones_own_and_nobody_elses(alice: User, bob: User, alice_client: Client) -> None:
    saved(alice, "Hers")
    saved(bob, "His")

    html = text(alice_client.get("/scenarios/").content.decode())

    assert "Hers at least $13,599 $6.18 / ticket" in html
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
