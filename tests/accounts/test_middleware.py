"""Around every request: answers leave at full steps, and an account that just went is no fault."""

from itertools import cycle
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from calculator.domain.presets import BY_KEY
from calculator.scenarios import saving
from runrate.accounts import middleware
from runrate.accounts.models import User
from runrate.core import idempotency
from tests.accounts.asking import FORMS, confirmed

SMALL = urlencode(BY_KEY["article-small"].workload.as_json())


@pytest.mark.parametrize(
    ("took", "waited"), [(0, 0), (0.0625, 0.1875), (0.1875, 0.0625), (0.25, 0), (0.3125, 0.1875)]
)
def test_an_answer_waits_for_the_next_full_step(took: float, waited: float) -> None:
    assert middleware.left(took, 0.25) == waited
    assert middleware.left(took, 0) == 0


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> list[float]:
    """What the site waited, without waiting: its clock stands at a sixteenth of a second after each start."""
    settings.ACCOUNT_ANSWER_STEP = 0.25
    clock, waited = cycle((10.0, 10.0625)), list[float]()
    monkeypatch.setattr(middleware, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(middleware, "sleep", waited.append)
    return waited


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password"])
def test_known_and_unknown_leave_at_a_full_step(name: str, alice: User, waits: list[float]) -> None:
    confirmed(alice)
    client = Client()

    for address in (alice.email, "nova@example.com"):
        client.post(reverse(name), FORMS[name](address))

    assert waits == [0.1875, 0.1875]


def test_neither_looking_nor_signing_in_nor_a_try_too_many_waits(
    alice: User, waits: list[float], settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    cache.clear()
    client = Client()
    client.get(reverse("account_signup"))
    client.post(reverse("account_login"), FORMS["account_login"](alice.email))
    statuses = [
        client.post(
            reverse("account_signup"), {"email": f"p{n}@example.com", "password1": "short"}
        ).status_code
        for n in range(2)
    ]

    assert statuses == [303, 429]
    assert waits == [0.1875]


pytestmark = pytest.mark.django_db


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

    wanted = {"scenario": SMALL, "name": "late", "once": idempotency.token()}
    answer = alice_client.post("/calculator/save/", wanted)

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
