"""Sign-up, sign-in and reset tell nobody who has an account: status, page and time are the same."""

import re
import statistics
import sys
import time
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.accounts.models import User

FORMS: dict[str, Callable[[str], dict[str, str]]] = {
    "account_login": lambda address: {"login": address, "password": "not the right one"},
    "account_signup": lambda address: {"email": address, "password1": "a long walk before breakfast"},
    "account_reset_password": lambda address: {"email": address},
}


@pytest.fixture
def the_sites_own_hasher(settings: Settings) -> None:
    """The cheap one of the tests would hide the very difference looked for."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


def _ask(name: str, address: str) -> tuple[HttpResponse, float]:
    cache.clear()
    client = Client()
    path = reverse(name)
    client.get(path)
    started = time.perf_counter()
    answer = client.post(path, FORMS[name](address))
    return answer, time.perf_counter() - started  # type: ignore[return-value]  # the test client's own class


def _without_chance(answer: HttpResponse, address: str) -> tuple[int, str, str]:
    body = answer.content.decode().replace(address, "[address]")
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
    return answer.status_code, answer.headers.get("Location", ""), body


@pytest.mark.parametrize("name", FORMS)
def test_the_answer_is_the_same(name: str, alice: User) -> None:
    alice.set_password("correct horse battery")
    alice.save()

    known, unknown = (_without_chance(_ask(name, who)[0], who) for who in (alice.email, "nova@example.com"))

    assert known == unknown


@pytest.mark.parametrize("name", FORMS)
def test_the_page_after_it_is_the_same(name: str, alice: User) -> None:
    seen = []
    for address in (alice.email, "nova@example.com"):
        cache.clear()
        client = Client()
        client.get(reverse(name))
        answer = client.post(reverse(name), FORMS[name](address), follow=True)
        seen.append(_without_chance(answer, address))  # type: ignore[arg-type]  # the test client's own class

    assert seen[0] == seen[1]


class CountingHasher(MD5PasswordHasher):
    """Counts: what takes an answer's time is hashing."""

    hashed = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.hashed += 1
        return super().encode(password, salt)


@pytest.mark.parametrize(("name", "times"), [("account_login", 2), ("account_signup", 1)])
def test_as_many_passwords_are_hashed(name: str, times: int, alice: User, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    alice.set_password("correct horse battery")
    alice.save()
    counts = []
    for address in (alice.email, "nova@example.com"):
        CountingHasher.hashed = 0
        _ask(name, address)
        counts.append(CountingHasher.hashed)

    assert counts == [times, times]


@pytest.mark.bench
@pytest.mark.usefixtures("the_sites_own_hasher")
@pytest.mark.parametrize("name", FORMS)
def test_the_time_is_the_same_within_noise(
    name: str, alice: User, capsys: pytest.CaptureFixture[str]
) -> None:
    alice.set_password("correct horse battery")
    alice.save()
    took: dict[str, list[float]] = {"known": [], "unknown": []}

    for n in range(200):
        took["known"].append(_ask(name, alice.email)[1])
        took["unknown"].append(_ask(name, f"nova{n}@example.com")[1])

    known, unknown = (statistics.median(times) for times in took.values())
    noise = max(_spread(times) for times in took.values())
    medians = f"known {known * 1000:.1f} ms, unknown {unknown * 1000:.1f} ms"
    with capsys.disabled():
        sys.stdout.write(f"\n{name}: {medians}, quartiles {noise * 1000:.1f} ms apart\n")
    assert abs(known - unknown) <= noise


def _spread(times: list[float]) -> float:
    lower, _, upper = statistics.quantiles(times, n=4)
    return upper - lower
