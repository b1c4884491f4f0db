"""Strangers who type wrong passwords do not keep an owner out of a browser that the owner signed in with."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from runrate.accounts import device_cookie, services
from runrate.accounts.models import User
from tests.accounts.ways_in import PASSWORD, confirmed, sign_in, sign_in_with_a_factor

pytestmark = pytest.mark.django_db
COOKIE = settings.DEVICE_COOKIE_NAME


@pytest.fixture(autouse=True)
def _from_zero() -> None:
    cache.clear()


@pytest.fixture
def owner(alice: User) -> User:
    alice.set_password(PASSWORD)
    alice.save()
    return confirmed(alice)


def known(owner: User) -> Client:
    """A browser that the owner signed in with, and out."""
    browser = Client(REMOTE_ADDR="192.0.2.1")
    sign_in(browser, owner, "/")
    browser.post("/account/logout/")
    return browser


def tried(browser: Client, owner: User, password: str) -> int:
    """302 where it is let in."""
    return browser.post("/account/login/", {"login": owner.email, "password": password}).status_code


def attacked(owner: User) -> None:
    for number in range(8):
        tried(Client(REMOTE_ADDR=f"198.51.100.{number}"), owner, "wrong")


def test_under_attack_a_known_browser_gets_in_and_another_does_not(owner: User) -> None:
    browser = known(owner)
    attacked(owner)

    assert tried(Client(REMOTE_ADDR="192.0.2.9"), owner, PASSWORD) != 302
    assert tried(browser, owner, PASSWORD) == 302


def test_a_known_browser_has_as_few_tries_as_everybody_else(owner: User) -> None:
    browser = known(owner)
    attacked(owner)

    wrong = [tried(browser, owner, f"wrong {number}") for number in range(device_cookie.TRIES)]

    assert 302 not in wrong
    assert tried(browser, owner, PASSWORD) != 302


def test_a_known_browser_signs_in_again_and_again(owner: User) -> None:
    browser = known(owner)

    for _turn in range(device_cookie.TRIES + 3):
        assert tried(browser, owner, PASSWORD) == 302
        browser.post("/account/logout/")


def test_known_to_one_account_is_not_known_to_another(owner: User, bob: User) -> None:
    bob.set_password(PASSWORD)
    bob.save()
    browser = known(confirmed(bob))
    attacked(owner)

    assert tried(browser, owner, PASSWORD) != 302


@pytest.mark.parametrize("made_up", ["", "x", "WyJhIl0:1:forged", "\u00e9"])
def test_a_made_up_cookie_is_no_known_browser(owner: User, made_up: str) -> None:
    browser = Client(REMOTE_ADDR="192.0.2.3")
    browser.cookies[COOKIE] = made_up
    attacked(owner)

    assert tried(browser, owner, PASSWORD) != 302


def test_the_cookie_is_closed_to_scripts_and_names_nobody(owner: User) -> None:
    browser = known(owner)
    morsel = browser.cookies[COOKIE]

    assert (morsel["httponly"], morsel["samesite"], morsel["max-age"]) == (True, "Lax", 180 * 24 * 3600)
    assert owner.email not in morsel.value
    assert "YWxpY2V" not in morsel.value


def test_a_browser_of_many_people_knows_the_last_five(owner: User) -> None:
    browser = known(owner)
    for number in range(5):
        other = User.objects.create_user(f"other{number}@example.com", PASSWORD)
        sign_in(browser, other, "/")
        browser.post("/account/logout/")
    attacked(owner)

    assert tried(browser, owner, PASSWORD) != 302


def test_wrong_codes_of_somebody_with_the_password_do_not_keep_the_owner_out(owner: User) -> None:
    browser = Client(REMOTE_ADDR="192.0.2.1")
    sign_in_with_a_factor(browser, owner, "/")
    browser.post("/account/logout/")
    secret = services.enrol(user=owner).secret
    for number in range(8):
        thief = Client(REMOTE_ADDR=f"198.51.100.{number}")
        step = thief.post("/account/login/", {"login": owner.email, "password": PASSWORD})
        thief.post(step["Location"], {"code": "000000"})
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answers = []
    for each in (Client(REMOTE_ADDR="192.0.2.9"), browser):
        step = each.post("/account/login/", {"login": owner.email, "password": PASSWORD})
        answers.append(each.post(step["Location"], {"code": code}).status_code)

    assert answers == [303, 302]
