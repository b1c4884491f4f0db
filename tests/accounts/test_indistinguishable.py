"""Sign-up, sign-in and reset tell nobody who has an account: status, page and work are the same.

`python -m tests.accounts.timings` measures the time itself, on gunicorn and PostgreSQL.
"""

import re
from collections.abc import Callable
from itertools import cycle

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.accounts import middleware, services
from runrate.accounts.models import User

FORMS: dict[str, Callable[[str], dict[str, str]]] = {
    "account_login": lambda address: {"login": address, "password": "not the right one"},
    "account_signup": lambda address: {"email": address, "password1": "a long walk before breakfast"},
    "account_reset_password": lambda address: {"email": address},
}


def _confirmed(user: User) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def _never_confirmed(user: User) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)


def _with_second_factor(user: User) -> None:
    _confirmed(user)
    services.enrol(user=user)


def _closed(user: User) -> None:
    _confirmed(user)
    user.is_active = False
    user.save()


def _without_password(user: User) -> None:
    _confirmed(user)
    user.set_unusable_password()
    user.save()


KINDS = (_confirmed, _never_confirmed, _with_second_factor, _closed, _without_password)


def _ask(name: str, address: str, *, follow: bool = False) -> HttpResponse:
    cache.clear()
    client = Client()
    client.get(reverse(name))
    return client.post(reverse(name), FORMS[name](address), follow=follow)  # type: ignore[return-value]  # its own class


def _without_chance(answer: HttpResponse, address: str) -> tuple[int, str, str]:
    body = answer.content.decode().replace(address, "[address]")
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
    return answer.status_code, answer.headers.get("Location", ""), body


@pytest.mark.parametrize("follow", [False, True], ids=["the answer", "the page after it"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", FORMS)
def test_status_and_page_are_the_same(
    name: str, kind: Callable[[User], None], follow: bool, alice: User
) -> None:
    alice.set_password("correct horse battery")
    alice.save()
    kind(alice)

    known, unknown = (
        _without_chance(_ask(name, who, follow=follow), who) for who in (alice.email, "nova@example.com")
    )

    assert known == unknown


class CountingHasher(MD5PasswordHasher):
    """Counts: what takes an answer's time is hashing."""

    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.hashed += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("name", "hashed", "mailed"),
    [("account_login", 2, 0), ("account_signup", 1, 1), ("account_reset_password", 0, 1)],
)
def test_as_many_passwords_are_hashed_and_mails_sent(
    name: str, hashed: int, mailed: int, kind: Callable[[User], None], alice: User, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    alice.set_password("correct horse battery")
    alice.save()
    kind(alice)
    done = []
    for address in (alice.email, "nova@example.com"):
        CountingHasher.hashed = 0
        mail.outbox.clear()
        _ask(name, address)
        done.append((CountingHasher.hashed, len(mail.outbox)))

    assert done == [(hashed, mailed)] * 2


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
    _confirmed(alice)
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
