"""Two scenarios of one name are told apart wherever one is chosen."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from calculator.models import Scenario, names_apart
from runrate.accounts.models import User
from tests.calculator.pages import text
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


def twins(alice: User) -> None:
    one, other = saved(alice, "Claims triage"), saved(alice, "Claims triage")
    for scenario, hour in ((one, 9), (other, 17)):
        changed = datetime(2026, 11, 3, hour, 5, tzinfo=UTC)
        Scenario.objects.filter(pk=scenario.pk).update(updated_at=changed)


def test_alike_names_have_the_day_and_of_one_day_the_time(alice: User) -> None:
    """W30."""
    twins(alice)
    saved(alice, "Desk")

    assert set(names_apart(list(Scenario.objects.all()))) == {
        "Claims triage (09:05 UTC)",
        "Claims triage (17:05 UTC)",
        "Desk",
    }


@pytest.mark.parametrize("address", ["/scenarios/", "/scenarios/portfolio/", "/reports/new/"])
def test_no_list_and_no_choice_shows_two_names_alike(alice: User, alice_client: Client, address: str) -> None:
    """W30."""
    twins(alice)

    html = text(alice_client.get(address).content.decode())

    assert "Claims triage (09:05 UTC)" in html
    assert "Claims triage (17:05 UTC)" in html
