"""What waits behind the sign-in is said only where it waits."""

from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from calculator.domain.presets import BY_KEY
from runrate.reports.web.intent import intend

SMALL = urlencode(BY_KEY["article-small"].workload.as_json())

pytestmark = pytest.mark.django_db


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
