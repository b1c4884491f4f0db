"""What changes scenarios: copied, kept within bounds, saved once however often it is sent."""

from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from calculator.models import Scenario
from calculator.scenarios import services
from calculator.scenarios.portfolio import portfolio
from calculator.scenarios.sharing import SHARE, share_scenario
from runrate.accounts.models import User
from runrate.core import idempotency, visitor_cookie
from runrate.sharing.services import current
from tests.calculator.pages import SMALL, said, text
from tests.calculator.pressing import names, post
from tests.calculator.stored import saved

pytestmark = pytest.mark.django_db


def test_a_duplicate_stands_on_its_own(alice: User, alice_client: Client) -> None:
    scenario = saved(alice)
    share_scenario(scenario=scenario)

    alice_client.post(f"/scenarios/{scenario.pk}/duplicate/")

    copy = Scenario.objects.exclude(pk=scenario.pk).get()
    assert (copy.name, copy.inputs, copy.owner) == ("Desk, copy", scenario.inputs, alice)
    assert current(SHARE, copy.pk) is None


@pytest.mark.parametrize(
    ("workload", "told"),
    [("", "Name one workload in both, and of two plans"), ("Bot", "As an agent it is planned.")],
)
def test_a_duplicate_of_what_is_live_is_a_plan_and_moves_nothing_that_runs(
    alice: User, alice_client: Client, workload: str, told: str
) -> None:
    scenario = saved(alice)
    Scenario.objects.update(agent_status="live", workload_name=workload)
    before, *_none = portfolio(Scenario.objects.visible_to(alice)).sums

    page = alice_client.post(f"/scenarios/{scenario.pk}/duplicate/", follow=True)

    running, planned = portfolio(Scenario.objects.visible_to(alice)).sums
    assert (running, planned.total) == (before, before.total)
    assert told in text(page.content.decode())


def test_a_duplicate_of_a_plan_with_a_workload_is_its_alternative(alice: User) -> None:
    scenario = saved(alice)
    Scenario.objects.update(workload_name="Bot")
    scenario.refresh_from_db()
    alone = portfolio(Scenario.objects.visible_to(alice)).sums

    services.duplicate_scenario(scenario=scenario)

    found = portfolio(Scenario.objects.visible_to(alice))
    assert found.sums == alone
    assert sorted(agent.status for agent in found.agents) == ["planned", "planned, alternative: not counted"]


def test_a_visitor_keeps_no_more_than_the_cookie_can_name(client: Client) -> None:
    for number in range(visitor_cookie.KEPT_IDS):
        post(client, idempotency.token(), f"Desk {number}")

    refused = post(client, idempotency.token(), "One more")

    assert "12 scenarios are waiting for you already. Sign in to save more." in refused
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

        assert "stays in this browser: an account holds at most 2 scenarios, and yours is full." in there
        assert Scenario.objects.filter(owner=None).count() == 0

    def test_only_so_many_deletions_can_be_undone(self, alice: User, alice_client: Client) -> None:
        for number in range(4):
            (scenario,) = self.fill(alice, 1)
            Scenario.objects.filter(pk=scenario.pk).update(name=f"Gone {number}")
            alice_client.post(f"/scenarios/{scenario.pk}/delete/")

        deleted = Scenario.objects.deleted_by(alice).order_by("deleted_at")
        assert [scenario.name for scenario in deleted] == ["Gone 2", "Gone 3"]
