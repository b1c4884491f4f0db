"""Passwords are kept by Argon2 as OWASP recommends it; those of before are renewed at a sign-in."""

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.test import Client

from runrate import settings as shipped
from runrate.accounts.hashers import Argon2
from runrate.accounts.models import User
from tests.accounts.ways_in import PASSWORD, confirmed

pytestmark = pytest.mark.django_db
SMALLEST = "m=47104,t=1,p=1"


@pytest.fixture(autouse=True)
def _as_shipped(settings: object) -> None:
    settings.PASSWORD_HASHERS = shipped.PASSWORD_HASHERS  # type: ignore[attr-defined]  # pytest-django's


def test_the_first_of_the_shipped_hashers_is_ours_with_46_mib_and_one_pass() -> None:
    parts = make_password(PASSWORD).split("$")

    assert shipped.PASSWORD_HASHERS[0] == f"{Argon2.__module__}.{Argon2.__qualname__}"
    assert (parts[1], parts[3]) == ("argon2id", SMALLEST)


def test_a_hash_of_before_still_opens_and_is_renewed(alice: User) -> None:
    alice.password = Argon2PasswordHasher().encode(PASSWORD, "salt-of-before-123456")
    alice.save()
    assert SMALLEST not in alice.password

    answer = Client().post("/account/login/", {"login": confirmed(alice).email, "password": PASSWORD})

    alice.refresh_from_db()
    assert answer.status_code == 302
    assert SMALLEST in alice.password
    assert alice.check_password(PASSWORD)
    assert not alice.check_password(f"{PASSWORD}!")
