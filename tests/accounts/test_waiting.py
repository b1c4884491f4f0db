"""What waits behind the sign-in is said only where it waits; an account that goes meanwhile is no fault."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from calculator.scenarios import saving
from runrate.accounts.models import User
from runrate.core import idempotency
from runrate.reports.web.intent import intend
from tests.refusals import refused

pytestmark = pytest.mark.django_db
SMALL = urlencode(BY_KEY["article-small"].workload.as_json())
KEPT = "Your scenario is kept."
CHANGE = "Your changes are not saved yet."
NUMBERS = "nothing is saved yet"
REPORT = "Your report is made as soon as you are signed in."


def said(browser: Client, to: str) -> list[str]:
    """Which of the sentences the sign-in says in front of this page; the sign-up says the same."""
    pages = [browser.get(reverse(page), {"next": to}).text for page in ("account_login", "account_signup")]
    found = [[words for words in (KEPT, CHANGE, NUMBERS, REPORT) if words in page] for page in pages]
    assert found[0] == found[1]
    return found[0]


def test_a_scenario_saved_by_this_browser_is_said_to_be_kept(client: Client) -> None:
    answer = client.post("/calculator/save/", {"scenario": SMALL, "name": "mine"})

    assert KEPT in client.get(answer["Location"]).text


def test_nothing_saved_is_not_said_to_be_kept(client: Client) -> None:
    assert said(client, "/calculator/?preset=support-desk") == [NUMBERS]
    assert said(client, "/calculator/") == []
    assert said(client, "/scenarios/") == []


def test_a_change_to_a_saved_scenario_is_said_not_to_be_saved(client: Client) -> None:
    sent = {"scenario": f"{SMALL}&scenario={uuid4()}", "update": "1"}

    answer = client.post("/calculator/save/", sent)

    assert CHANGE in client.get(answer["Location"]).text
    assert KEPT not in client.get(answer["Location"]).text


def test_a_report_is_promised_only_where_one_was_asked_for(client: Client) -> None:
    assert said(client, "/reports/") == []

    asked = HttpResponse()
    intend(asked, submission=uuid4(), report=uuid4())
    client.cookies.update(asked.cookies)

    assert said(client, "/reports/") == [REPORT]
    assert said(client, "/scenarios/") == []


def test_a_strange_way_on_is_no_fault(client: Client) -> None:
    for to in ("http://[::1", "/calculator/?" + "a&" * 900, "/calculator/?scenario=%00", "//", "\x00"):
        assert client.get(reverse("account_login"), {"next": to[:300]}).status_code == 200


def test_a_name_that_is_too_long_comes_back_whole(alice_client: Client) -> None:
    sent = {"scenario": SMALL, "name": "n" * 121, "once": idempotency.token()}

    page = alice_client.post("/calculator/save/", sent, follow=True).content.decode()

    assert "A name has at most 120 letters; this one has 121." in page
    assert f'value="{"n" * 121}"' in page
    assert not Scenario.objects.exists()


def test_no_box_cuts_what_is_typed_into_it(alice_client: Client, client: Client) -> None:
    pages = ["/calculator/?preset=support-desk", "/calculator/import/", "/assessment/team/new/"]
    found = {place: alice_client.get(place).text.partition("<main")[2].count("maxlength") for place in pages}

    assert found == dict.fromkeys(pages, 0)


def test_a_round_of_too_long_a_name_comes_back_whole(alice_client: Client) -> None:
    page = refused(alice_client, "/assessment/team/new/", {"team_name": "t" * 121, "invitations": "51"})

    assert f'value="{"t" * 121}"' in page.text
    assert page.context["form"].errors["invitations"] == ["Type a whole number from 0 to 50."]


def test_marks_that_turn_letters_round_are_not_kept(alice_client: Client) -> None:
    alice_client.post("/assessment/team/new/", {"team_name": "\u202elive\u202c"})

    assert User.objects.get().team_rounds.get().team_name == "live"


@pytest.mark.parametrize("gone", [True, False], ids=["deleted meanwhile", "still there"])
def test_who_saves_while_their_account_goes_is_signed_out(
    alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    """The row of the account goes between the look at the session and the writing of the scenario."""

    def meanwhile(**wanted: object) -> None:
        if gone:
            User.objects.filter(pk=alice.pk).delete()
        raise IntegrityError

    monkeypatch.setattr(saving, "save_scenario", meanwhile)
    alice_client.raise_request_exception = False

    answer = alice_client.post(
        "/calculator/save/", {"scenario": SMALL, "name": "late", "once": idempotency.token()}
    )

    assert answer.status_code == (302 if gone else 500)
    assert ("_auth_user_id" in alice_client.session) is not gone


def test_a_session_that_ended_meanwhile_leads_on_signed_out(
    alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def touched(request: HttpRequest, *_rest: object) -> HttpResponse:
        request.session["touched"] = True
        Session.objects.all().delete()
        return HttpResponse("saved")

    monkeypatch.setattr("calculator.web.save_views._save_new", touched)

    answer = alice_client.post("/calculator/save/", {"scenario": SMALL, "name": "late"})

    assert (answer.status_code, answer["Location"]) == (302, "/")
