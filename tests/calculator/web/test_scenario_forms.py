"""What is said about a scenario beside its inputs: kept as typed, a currency with its rate and day."""

import pytest
from django.test import Client

from runrate.accounts.models import User
from tests.calculator.stored import saved
from tests.refusals import refused

pytestmark = pytest.mark.django_db


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
