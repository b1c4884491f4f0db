"""One press of "Save": the same again is found again, other content is kept beside it, an id is no right."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from calculator.scenarios import saving, services
from runrate.accounts.models import User
from runrate.core import idempotency, visitor_cookie
from tests.calculator.web.test_calculator_views import text

pytestmark = pytest.mark.django_db
SMALL = BY_KEY["article-small"].workload.as_json()


def post(client: Client, token: str, name: str, **changes: str) -> str:
    """Presses "Save" on a page that was given this token; what the page that follows says about it."""
    query = urlencode({**SMALL, **changes})
    answer = client.post("/calculator/save/", {"scenario": query, "name": name, "once": token})
    return said(client, answer["Location"])


def said(client: Client, address: str) -> str:
    html = client.get(address, follow=True).content.decode()
    found = re.findall(r'<ul class="messages".*?</ul>', html, re.DOTALL)
    return text(found[0]) if found else ""


def names(owner: User) -> list[str]:
    return sorted(Scenario.objects.visible_to(owner).values_list("name", flat=True))


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
    back = client.post(answer["Location"], {"login": alice.email, "password": "correct horse battery"})

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
    client.post(answer["Location"], {"login": alice.email, "password": "correct horse battery"})

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


def test_a_visitor_keeps_no_more_than_the_cookie_can_name(client: Client) -> None:
    for number in range(visitor_cookie.KEPT_IDS):
        post(client, idempotency.token(), f"Desk {number}")

    refused = post(client, idempotency.token(), "One more")

    assert "12 scenarios wait for you already. Sign in to keep more." in refused
    assert Scenario.objects.count() == visitor_cookie.KEPT_IDS


class TestRoom:
    """An account holds a bounded number of scenarios, and what is refused is still on the page."""

    @pytest.fixture(autouse=True)
    def _small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for module in ("scenarios.services", "web.scenario_messages"):
            monkeypatch.setattr(f"calculator.{module}.MOST_SCENARIOS", 2)
        monkeypatch.setattr(services, "MOST_DELETED", 2)

    def fill(self, owner: User, count: int = 2, **fields: Any) -> list[Scenario]:
        return [
            Scenario.objects.create(owner=owner, name=f"Desk {number}", inputs=SMALL, **fields)
            for number in range(count)
        ]

    def test_one_too_many_is_refused_with_its_name_and_numbers_kept(
        self, alice: User, alice_client: Client
    ) -> None:
        self.fill(alice)
        query = urlencode({**SMALL, "tools_monthly": "300"})

        answer = alice_client.post("/calculator/save/", {"scenario": query, "name": "Third"})

        page = alice_client.get(answer["Location"]).content.decode()
        assert "You have 2 scenarios, and an account holds no more. Delete one to make room." in text(page)
        assert ('value="Third"' in page, 'name="tools_monthly" value="300"' in page) == (True, True)
        assert names(alice) == ["Desk 0", "Desk 1"]

    def test_a_copy_and_a_deleted_one_find_no_room_either(self, alice: User, alice_client: Client) -> None:
        first, _second = self.fill(alice)
        (gone,) = self.fill(alice, 1, deleted_at=timezone.now())

        alice_client.post(f"/scenarios/{first.pk}/duplicate/")
        alice_client.post(f"/scenarios/{gone.pk}/restore/")

        assert names(alice) == ["Desk 0", "Desk 1"]
        assert Scenario.objects.deleted_by(alice).count() == 1

    def test_what_finds_no_room_at_sign_in_waits_in_the_browser(self, alice: User, client: Client) -> None:
        EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
        self.fill(alice, 1)
        for name in ("first", "second"):
            post(client, idempotency.token(), name)

        client.post("/account/login/", {"login": alice.email, "password": "correct horse battery"})
        there = said(client, "/scenarios/")
        Scenario.objects.visible_to(alice).first().delete()  # type: ignore[union-attr]  # there are two
        client.post("/account/logout/")
        client.post("/account/login/", {"login": alice.email, "password": "correct horse battery"})

        assert "waits in this browser: an account holds 2 scenarios, and yours is full." in there
        assert Scenario.objects.filter(owner=None).count() == 0

    def test_only_so_many_deletions_can_be_undone(self, alice: User, alice_client: Client) -> None:
        for number in range(4):
            (scenario,) = self.fill(alice, 1)
            Scenario.objects.filter(pk=scenario.pk).update(name=f"Gone {number}")
            alice_client.post(f"/scenarios/{scenario.pk}/delete/")

        deleted = Scenario.objects.deleted_by(alice).order_by("deleted_at")
        assert [scenario.name for scenario in deleted] == ["Gone 2", "Gone 3"]


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
