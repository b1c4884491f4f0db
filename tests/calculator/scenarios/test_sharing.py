"""A link to a scenario opens it for anyone until it is revoked."""

from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.test import Client

from runrate.accounts.models import User
from tests.calculator.pages import rows, text
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


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


def test_the_offer_of_a_link_names_what_its_readers_see_beside_the_figures(
    alice: User, alice_client: Client, client: Client
) -> None:
    scenario = saved(alice)
    scenario.notes, scenario.last_invoice, scenario.retire_cost_above = "Ours", Decimal(100), Decimal("0.01")
    scenario.save()

    offer = text(alice_client.get(f"/scenarios/{scenario.pk}/").content.decode())
    alice_client.post(f"/scenarios/{scenario.pk}/share/")
    page = alice_client.get(f"/scenarios/{scenario.pk}/").content.decode()
    link = page.split('readonly value="')[1].split('"')[0]
    seen = text(client.get(urlsplit(link).path, follow=True).content.decode())

    shown = {
        "Ours": "notes",
        "your last invoice of $100": "your last invoice",
        "Retirement trigger": "retiring",
    }
    assert [each in seen for each in shown] == [each in offer for each in shown.values()] == [True] * 3
