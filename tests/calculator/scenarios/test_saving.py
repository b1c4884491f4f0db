"""One press of "Save": the same again is found again, other content is kept beside it, an id is no right."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from calculator.models import Scenario
from calculator.scenarios import saving
from runrate.accounts.models import User
from runrate.core import idempotency
from tests.calculator.pages import SMALL, said, text
from tests.calculator.pressing import names, post

pytestmark = pytest.mark.django_db


def test_the_same_sent_twice_is_saved_once_and_says_so(alice: User, alice_client: Client) -> None:
    token = idempotency.token()

    answers = [post(alice_client, token, "first") for _press in range(2)]

    assert answers == ["“first” is saved with your scenarios."] * 2
    assert names(alice) == ["first"]


@pytest.mark.parametrize(("name", "changes"), [("second", {}), ("first", {"tools_monthly": "300"})])
def test_other_content_is_kept_beside_the_first_and_the_message_says_which(
    alice: User, alice_client: Client, name: str, changes: dict[str, str]
) -> None:
    token = idempotency.token()
    post(alice_client, token, "first")

    answers = [post(alice_client, token, name, **changes) for _press in range(2)]

    beside = "This page had saved “first” before: that one stays as it was."
    assert answers == [
        f"“{name}” is saved as a scenario of its own. {beside}",
        f"“{name}” is saved with your scenarios.",
    ]
    assert names(alice) == sorted(["first", name])
    kept = Scenario.objects.visible_to(alice).order_by("created_at")
    assert [scenario.inputs.get("tools_monthly") for scenario in kept] == [None, changes.get("tools_monthly")]


def test_what_was_deleted_is_said_to_be_deleted_and_can_come_back(alice: User, alice_client: Client) -> None:
    token = idempotency.token()
    post(alice_client, token, "first")
    scenario = Scenario.objects.get()
    alice_client.post(f"/scenarios/{scenario.pk}/delete/")

    same = post(alice_client, token, "first")
    other = post(alice_client, token, "second")

    page = alice_client.get(f"/scenarios/{scenario.pk}/")
    assert same.endswith("“first” was saved by this page before and then deleted, so nothing was saved now.")
    assert "“second” is saved as a scenario of its own." in other
    assert names(alice) == ["second"]
    assert (page.status_code, "“first” is deleted" in text(page.content.decode())) == (410, True)


def test_changes_to_what_was_deleted_elsewhere_become_a_new_scenario_of_its_name(
    alice: User, alice_client: Client
) -> None:
    post(alice_client, idempotency.token(), "Desk")
    scenario = Scenario.objects.get()
    query = urlencode({**SMALL, "tools_monthly": "300", "scenario": str(scenario.pk)})
    alice_client.post(f"/scenarios/{scenario.pk}/delete/")

    answer = alice_client.post("/calculator/save/", {"scenario": query, "update": "1"})

    assert said(alice_client, answer["Location"]).endswith(
        "“Desk” was deleted, so your changes are saved as a new scenario of that name."
    )
    assert [(s.name, s.inputs["tools_monthly"]) for s in Scenario.objects.visible_to(alice)] == [
        ("Desk", "300")
    ]


def test_changes_sent_after_the_session_ended_come_back_after_signing_in(
    alice: User, alice_client: Client, client: Client
) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    post(alice_client, idempotency.token(), "Desk")
    scenario = Scenario.objects.get()
    query = urlencode({**SMALL, "tools_monthly": "300", "scenario": str(scenario.pk)})

    answer = client.post("/calculator/save/", {"scenario": query, "update": "1"})
    back = client.post(
        answer["Location"].replace("signup", "login"),
        {"login": alice.email, "password": "correct horse battery"},
    )

    page = client.get(back["Location"]).content.decode()
    assert Scenario.objects.count() == 1
    assert "Save changes to “Desk”" in text(page)
    assert 'id="tools_monthly" name="tools_monthly" value="300"' in page


def test_an_id_that_stands_in_an_address_gives_a_stranger_nothing(
    client: Client, alice: User, bob: User
) -> None:
    """Before, a posted id was enough to get somebody's unclaimed scenario and to own it after signing in."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    page = client.get("/calculator/", SMALL).content.decode()
    token = unescape(re.findall(r'name="once" value="([^"]+)"', page)[0])
    wanted = {"scenario": urlencode(SMALL), "name": "Hers", "once": token}
    answer = client.post("/calculator/save/", wanted)
    id = UUID(re.findall(r"scenario%3D([0-9a-f-]{36})", answer["Location"])[0])

    stranger = Client()
    for posted in ({"id": str(id)}, {"once": id.hex}, {"once": str(id)}, {"once": token}):
        sent = {"scenario": urlencode({**SMALL, "scenario": str(id)}), "name": "Taken", **posted}
        stranger.post("/calculator/save/", sent)
        stranger.post("/calculator/save/", {**sent, "update": "1"})
    stranger.post("/calculator/save/", wanted)  # to the letter what she sent, token and all
    EmailAddress.objects.create(user=bob, email=bob.email, verified=True, primary=True)
    stranger.post("/account/login/", {"login": bob.email, "password": "correct horse battery"})
    client.post(
        answer["Location"].replace("signup", "login"),
        {"login": alice.email, "password": "correct horse battery"},
    )

    assert names(alice) == ["Hers"]
    assert set(names(bob)) == {"Hers", "Taken"}
    assert Scenario.objects.get(pk=id).owner == alice


def test_a_visitor_who_saves_the_same_page_again_finds_both(client: Client, alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    token = idempotency.token()

    for name in ("first", "first", "second"):
        post(client, token, name)
    client.post("/account/login/", {"login": alice.email, "password": "correct horse battery"})

    assert names(alice) == ["first", "second"]


def test_a_forged_or_foreign_token_is_as_good_as_none(alice: User, alice_client: Client) -> None:
    for token in ("", "nonsense", uuid4().hex, idempotency.token()[:-1]):
        post(alice_client, token, f"Desk {token[:4]}")

    assert Scenario.objects.visible_to(alice).count() == 4


def test_the_slower_of_two_presses_finds_what_the_other_made(
    alice: User, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = idempotency.token()
    post(alice_client, token, "double")
    really, first = saving._own, [True]  # the moment between looking and making

    def not_there_yet(*asked: Any) -> Scenario | None:
        return None if first and first.pop() else really(*asked)

    monkeypatch.setattr(saving, "_own", not_there_yet)
    post(alice_client, token, "double")

    assert names(alice) == ["double"]


def test_a_page_whose_scenario_an_account_took_is_saved_again_as_often_as_it_is_sent(alice: User) -> None:
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    browser, token = Client(), idempotency.token()

    for _turn in range(4):
        answer = browser.post(
            "/calculator/save/", {"scenario": urlencode(SMALL), "name": "taken", "once": token}
        )
        assert answer.status_code == 302
        browser.get(answer["Location"])
        browser.post("/account/login/", {"login": alice.email, "password": "correct horse battery"})
        browser.post("/account/logout/")

    assert set(names(alice)) == {"taken"}
