"""Staff show a second factor before they enter the administration."""

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from runrate.accounts import second_factor, services
from runrate.accounts.models import User
from tests.refusals import refused

ADMIN = "/admin/"

PASSWORD = "correct horse battery"


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time()))))


def test_password_and_code_together_open_the_administration(staff: User) -> None:
    services.make_admin(email=staff.email, password=PASSWORD)
    secret = services.enrol(user=staff).secret
    client = Client()

    step = client.post(reverse("account_login"), {"login": staff.email, "password": PASSWORD, "next": ADMIN})
    halfway = client.get(ADMIN)
    done = client.post(step["Location"], {"code": _code(secret)})

    assert (step.status_code, halfway.status_code, done.status_code) == (302, 302, 302)
    assert client.get(ADMIN).status_code == 200


def test_the_password_and_a_wrong_code_open_nothing(staff: User) -> None:
    services.make_admin(email=staff.email, password=PASSWORD)
    services.enrol(user=staff)
    client = Client()

    step = client.post(reverse("account_login"), {"login": staff.email, "password": PASSWORD})
    answer = refused(client, step["Location"], {"code": "000000"})

    assert answer.context["form"].errors == {"code": ["Incorrect code."]}
    assert client.get(reverse("mydata:account")).status_code == 302


def test_a_code_cannot_be_used_twice(staff: User) -> None:
    cache.clear()
    services.make_admin(email=staff.email, password=PASSWORD)
    code = _code(services.enrol(user=staff).secret)
    results = []
    for _ in range(2):
        client = Client()
        step = client.post(reverse("account_login"), {"login": staff.email, "password": PASSWORD})
        results.append(client.post(step["Location"], {"code": code}).status_code)

    assert results == [302, 303]


@pytest.mark.parametrize("later", [31, 59])
def test_a_used_code_stays_used_for_as_long_as_it_would_be_right(
    later: int, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    services.make_admin(email=staff.email, password=PASSWORD)
    secret = services.enrol(user=staff).secret
    begin = (int(time.time()) // 30 + 10) * 30.0
    code = str(format_hotp_value(hotp_value(secret, int(begin) // 30 + 1)))
    results = []
    for moment in (begin, begin + later):
        monkeypatch.setattr("time.time", lambda moment=moment: moment)
        client = Client()
        step = client.post(reverse("account_login"), {"login": staff.email, "password": PASSWORD})
        results.append(client.post(step["Location"], {"code": code}).status_code)

    assert results == [302, 303]


def test_the_next_code_is_another(staff: User) -> None:
    assert [second_factor.first_use(staff, code) for code in ("123 456", "654321", "123-456")] == [
        True,
        True,
        False,
    ]


def test_staff_cannot_take_off_their_last_factor(staff: User, alice: User) -> None:
    for user in (staff, alice):
        services.enrol(user=user)

    removable = [
        get_adapter().can_delete_authenticator(Authenticator.objects.get(user=user, type="totp"))
        for user in (staff, alice)
    ]

    assert removable == [False, True]


def test_a_seed_is_not_readable_in_the_database(alice: User) -> None:
    secret = services.enrol(user=alice).secret

    kept = Authenticator.objects.get(user=alice, type="totp").data["secret"]

    assert secret not in kept
    assert second_factor.SecondFactorAdapter().decrypt(kept) == secret


def test_a_seed_survives_a_change_of_the_secret_key(alice: User, settings: Settings) -> None:
    adapter = second_factor.SecondFactorAdapter()
    kept = adapter.encrypt("SEED")

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "y" * 50

    assert adapter.decrypt(kept) == "SEED"
