"""Tries with a password: as few as the settings say, counted for all at once, and right ones given back."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from runrate.accounts.models import User
from runrate.limits.models import Tally
from tests.accounts.ways_in import PASSWORD, confirmed

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 25


@pytest.fixture
def owner(alice: User) -> User:
    alice.set_password(PASSWORD)
    alice.save()
    return confirmed(alice)


def tried(owner: User, password: str, network: str = "192.0.2.1") -> int:
    """What a browser without any cookie of ours is answered with; 302 lets in."""
    fields = {"login": owner.email, "password": password}
    return Client(REMOTE_ADDR=network).post("/account/login/", fields).status_code


def test_five_wrong_passwords_for_an_account_from_anywhere_close_it_for_a_while(owner: User) -> None:
    for number in range(5):
        tried(owner, "wrong", f"198.51.100.{number}")

    assert tried(owner, PASSWORD, "192.0.2.9") != 302
    Tally.objects.update(ends_at=timezone.now())
    assert tried(owner, PASSWORD, "192.0.2.9") == 302


def test_four_wrong_passwords_leave_the_fifth_try(owner: User) -> None:
    for number in range(4):
        tried(owner, "wrong", f"198.51.100.{number}")

    assert tried(owner, PASSWORD, "192.0.2.9") == 302


def test_ten_wrong_passwords_from_an_address_close_every_account_to_it_and_to_no_other(owner: User) -> None:
    for number in range(10):
        nobody = User(email=f"nobody{number}@example.com")
        tried(nobody, "wrong")

    assert tried(owner, PASSWORD) != 302
    assert tried(owner, PASSWORD, "192.0.2.2") == 302


def test_right_passwords_use_no_tries_up(owner: User) -> None:
    assert [tried(owner, PASSWORD) for _ in range(12)] == [302] * 12


def test_whoever_signs_in_without_end_is_shown_for_how_long_to_wait(owner: User) -> None:
    tried(owner, PASSWORD)
    Tally.objects.filter(count=1).update(count=30)

    refused = Client(REMOTE_ADDR="192.0.2.1").post("/account/login/", {"login": "a@b.co", "password": "x"})

    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 60


def test_a_new_password_begins_the_count_anew(owner: User) -> None:
    from runrate.accounts import tries

    for number in range(5):
        tried(owner, "wrong", f"198.51.100.{number}")
    tries.begin_anew(owner.email.upper())

    assert tried(owner, PASSWORD, "192.0.2.9") == 302


def asked_again(browser: Client, password: str) -> bool:
    """Whether a password was looked at where it is asked for before something that matters."""
    answer = browser.post("/account/reauthenticate/", {"password": password}, follow=True)
    return "Too many attempts" not in answer.content.decode()


def signed_in(owner: User) -> Client:
    browser = Client(REMOTE_ADDR="192.0.2.1")
    browser.post("/account/login/", {"login": owner.email, "password": PASSWORD})
    return browser


def test_where_a_password_is_asked_for_again_an_account_has_five_tries_as_well(owner: User) -> None:
    browser = signed_in(owner)

    assert [asked_again(browser, f"wrong {number}") for number in range(5)] == [True] * 5
    assert not asked_again(browser, PASSWORD)


def test_wrong_passwords_where_it_is_asked_for_again_count_at_the_sign_in_too(owner: User) -> None:
    browser = signed_in(owner)
    for number in range(5):
        asked_again(browser, f"wrong {number}")
    browser.post("/account/logout/")

    elsewhere = tried(owner, PASSWORD, "192.0.2.9")
    at_the_known_one = browser.post("/account/login/", {"login": owner.email, "password": PASSWORD})

    assert elsewhere != 302
    assert at_the_known_one.status_code != 302


def test_strangers_keep_nobody_from_saying_the_password_again(owner: User) -> None:
    browser = signed_in(owner)
    for number in range(8):
        tried(owner, "wrong", f"198.51.100.{number}")

    assert asked_again(browser, PASSWORD)


def test_two_windows_of_a_known_browser_never_meet(owner: User) -> None:
    """Four tries just before five minutes are over, and no five more just after."""
    browser = signed_in(owner)
    asked_again(browser, "wrong")
    with time_machine.travel(timezone.now() + timedelta(seconds=290), tick=False):
        late = [asked_again(browser, f"wrong {number}") for number in range(4)]
    with time_machine.travel(timezone.now() + timedelta(seconds=310), tick=False):
        later = [asked_again(browser, f"wrong {number}") for number in range(2)]

    # The sign-in itself was one of the browser's own; the account's five are used up by those before.
    assert (late, later) == ([True] * 4, [False] * 2)


def test_a_sign_in_takes_few_statements_however_many_sessions_there_are(owner: User) -> None:
    for _ in range(3):
        tried(owner, PASSWORD)

    with CaptureQueriesContext(connection) as queries:
        assert tried(owner, PASSWORD) == 302

    assert len(queries) <= MOST_STATEMENTS
