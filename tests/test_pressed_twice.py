"""Every form, sent twice at the same moment: no breakdown, and both answers say the same."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.test import Client

from assessment.models import TeamRound
from assessment.services import team_rounds
from calculator.domain.presets import BY_KEY
from calculator.models import Scenario
from runrate.accounts.models import User
from runrate.core import idempotency
from tests.test_addresses import OURS, Belongings, belongings

__all__ = ["belongings"]
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
EVERYTHING: dict[str, object] = {
    "email": "new@example.com", "password1": "a long walk before breakfast", "login": "alice@example.com",
    "password": "correct horse battery", "helpful": "yes", "comment": "x", "team_name": "Desk",
    "name": "Desk", "q1": "3", "q1-note": "ours", "workload": '{"input_tokens": 1}',
    "agent_status": "live", "text": "{}", "address": "cfo@example.com", "submission": "",
    "scenario": "units_per_month=2200",
}  # fmt: skip
NO_FORMS = ("api:", "mfa_", "healthz", "readyz", "metrics")
WALKED = sorted(name for name in OURS if not name.startswith(NO_FORMS))
# What one press deleted or brought back is not there for the other.
GONE = (":delete", ":restore")


@pytest.mark.parametrize("signed_in", [True, False])
def test_no_address_breaks_down_when_it_is_pressed_twice_at_once(
    belongings: Belongings, alice: User, signed_in: bool
) -> None:
    start = Barrier(2)
    clients = [Client(raise_request_exception=False) for _ in range(2)]
    unequal = {}

    def press(client: Client, path: str) -> tuple[int, str]:
        try:
            start.wait(timeout=30)
            answer = client.post(path, EVERYTHING)
            b"".join(answer)  # a file is given back as a stream
            answer.close()
            return answer.status_code, re.sub(r"[0-9a-f-]{36}", "[id]", answer.headers.get("Location", ""))
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        for name in WALKED:
            cache.clear()
            if signed_in:
                for client in clients:
                    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
            path = belongings.path(name)
            answers = [each.result() for each in [pool.submit(press, client, path) for client in clients]]
            statuses = {status for status, _place in answers}
            gone = name.endswith(GONE) and statuses == {302, 404}
            if max(statuses) >= 500 or (len(set(answers)) > 1 and not gone):
                unequal[name] = answers

    assert unequal == {}


def _together(user: User, path: str, sent: dict[str, str], presses: int = 3) -> list[str]:
    """Where each of so many presses at the same moment led."""
    start = Barrier(presses)

    def press(_number: int) -> str:
        try:
            browser = Client()
            browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            start.wait(timeout=30)
            return str(browser.post(path, sent)["Location"])
        finally:
            connection.close()

    with ThreadPoolExecutor(presses) as pool:
        return list(pool.map(press, range(presses)))


ONCE = [(1, 1)] * 4


def _made(user: User, path: str, sent: dict[str, str], rows: QuerySet[Any]) -> list[tuple[int, int]]:
    """Four times at one moment: to how many places that led, and how many rows came of it."""
    found = []
    for turn in range(1, 5):
        before = rows.count()
        led = _together(user, path, {**sent, "once": idempotency.token(), "name": f"Desk {turn}"})
        found.append((len(set(led)), rows.count() - before))
    return found


def test_a_scenario_is_saved_once_however_often_it_is_pressed(alice: User) -> None:
    sent = {"scenario": urlencode(BY_KEY["article-small"].workload.as_form())}
    assert _made(alice, "/calculator/save/", sent, Scenario.objects.filter(owner=alice)) == ONCE


def test_a_scenario_is_copied_once(belongings: Belongings, alice: User) -> None:
    scenario = Scenario.objects.filter(owner=alice, deleted_at=None).first()
    assert scenario is not None
    assert (
        _made(alice, f"/scenarios/{scenario.pk}/duplicate/", {}, Scenario.objects.filter(owner=alice)) == ONCE
    )


def test_a_round_is_opened_once(alice: User) -> None:
    sent = {"team_name": "Desk", "workload_name": "Claims", "invitations": "3"}
    assert _made(alice, "/assessment/team/new/", sent, TeamRound.objects.filter(owner=alice)) == ONCE

    assert {found.seats.count() for found in TeamRound.objects.all()} == {3}


def test_five_more_invitations_are_five(alice: User) -> None:
    opened = team_rounds.open_round(owner=alice, team_name="Desk", workload_name="", invitations=2)

    _together(alice, f"/assessment/team/{opened.pk}/seats/", {"once": idempotency.token()})
    _together(alice, f"/assessment/team/{opened.pk}/seats/", {"once": idempotency.token()})

    assert opened.seats.count() == 12
