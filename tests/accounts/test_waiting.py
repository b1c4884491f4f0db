"""What waits behind the sign-in is said only where it waits; an account that goes meanwhile is no fault."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core import idempotency
from tests.refusals import refused

SMALL = urlencode(BY_KEY["article-small"].workload.as_form())

pytestmark = pytest.mark.django_db


def test_a_name_that_is_too_long_comes_back_whole(alice_client: Client) -> None:
    sent = {"scenario": SMALL, "name": "n" * 121, "once": idempotency.token()}

    page = alice_client.post("/calculator/save/", sent, follow=True).content.decode()

    assert "Enter a name of at most 120 characters; this one has 121." in page
    assert f'value="{"n" * 121}"' in page
    assert not Scenario.objects.exists()


def test_no_box_cuts_what_is_typed_into_it(alice_client: Client, client: Client) -> None:
    pages = ["/calculator/?preset=support-desk", "/calculator/import/", "/assessment/team/new/"]
    found = {place: alice_client.get(place).text.partition("<main")[2].count("maxlength") for place in pages}

    assert found == dict.fromkeys(pages, 0)


def test_a_round_of_too_long_a_name_comes_back_whole(alice_client: Client) -> None:
    page = refused(alice_client, "/assessment/team/new/", {"team_name": "t" * 121, "invitations": "51"})

    assert f'value="{"t" * 121}"' in page.text
    assert page.context["form"].errors["invitations"] == ["Enter a whole number from 0 to 50."]


def test_marks_that_turn_letters_round_are_not_kept(alice_client: Client) -> None:
    alice_client.post("/assessment/team/new/", {"team_name": "\u202elive\u202c"})

    assert User.objects.get().team_rounds.get().team_name == "live"
