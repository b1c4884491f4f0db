"""A scenario is its owner's: for anybody else it does not exist, and a deleted one can come back."""

import pytest
from django.test import Client

from calculator.scenarios.sharing import SHARE
from runrate.accounts.models import User
from runrate.sharing.services import current
from tests.calculator.pages import rows
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


def test_the_owner_sees_the_scenario_and_for_anyone_else_it_does_not_exist(
    alice: User, alice_client: Client, bob_client: Client
) -> None:
    scenario = saved(alice)

    mine, theirs = (browser.get(f"/scenarios/{scenario.pk}/") for browser in (alice_client, bob_client))

    assert rows(mine.content.decode())["Tokens"] == "$99.00"
    assert theirs.status_code == 404


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


def test_a_deletion_can_be_undone(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)

    alice_client.post(f"/scenarios/{scenario.pk}/delete/")
    gone = alice_client.get(f"/scenarios/{scenario.pk}/").status_code
    offered = alice_client.get("/scenarios/").content.decode()
    alice_client.post(f"/scenarios/{scenario.pk}/restore/")

    assert gone == 410
    assert f"/scenarios/{scenario.pk}/restore/" in offered
    assert alice_client.get(f"/scenarios/{scenario.pk}/").status_code == 200
