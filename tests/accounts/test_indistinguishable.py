"""Sign-up, sign-in and reset tell nobody who has an account: status, page and work are the same.

`python -m tests.accounts.timings` measures the time itself, on gunicorn and PostgreSQL.
"""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.accounts import services
from runrate.accounts.models import User
from tests.accounts.asking import FORMS, confirmed


def _never_confirmed(user: User) -> None:
    EmailAddress.objects.create(user=user, email=user.email, verified=False, primary=True)


def _with_second_factor(user: User) -> None:
    confirmed(user)
    services.enrol(user=user)


def _closed(user: User) -> None:
    confirmed(user)
    user.is_active = False
    user.save()


def _without_password(user: User) -> None:
    confirmed(user)
    user.set_unusable_password()
    user.save()


KINDS = (confirmed, _never_confirmed, _with_second_factor, _closed, _without_password)


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
