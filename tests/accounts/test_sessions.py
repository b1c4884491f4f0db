"""Where one is signed in: what lives is listed and can be ended; looking writes nothing."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from runrate.accounts.models import User
from runrate.mydata.retention import sweep

PAGE = "/account/sessions/"


@pytest.fixture
def browsers(alice: User) -> list[Client]:
    """Two browsers in which Alice has signed in."""
    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    return [browser(alice), browser(alice)]


def browser(user: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": user.email, "password": "correct horse battery"})
    return client


def listed(client: Client) -> list[str]:
    return [session.session_key for session in client.get(PAGE).context["sessions"]]


def key(client: Client) -> str:
    return client.session.session_key or ""


def test_both_browsers_are_listed_and_nobody_elses(browsers: list[Client], bob_client: Client) -> None:
    assert listed(browsers[0]) == [key(browsers[0]), key(browsers[1])]
    assert listed(bob_client) == []


def test_the_others_are_ended_with_one_press(browsers: list[Client]) -> None:
    browsers[0].post(PAGE)

    assert listed(browsers[0]) == [key(browsers[0])]
    assert browsers[1].get(PAGE).status_code == 302


def test_what_ran_out_or_has_an_old_password_is_not_listed(browsers: list[Client], alice: User) -> None:
    third = browser(alice)
    past = timezone.now() - timedelta(seconds=1)
    Session.objects.filter(session_key=key(browsers[1])).update(expire_date=past)
    alice.set_password("another long walk")
    alice.save()
    fourth = Client()
    fourth.post("/account/login/", {"login": alice.email, "password": "another long walk"})

    assert listed(fourth) == [key(fourth)]
    assert third.get(PAGE).status_code == 302


def test_looking_deletes_nothing_and_housekeeping_does(browsers: list[Client]) -> None:
    Session.objects.filter(session_key=key(browsers[1])).delete()
    listed(browsers[0])
    before = UserSession.objects.count()

    gone = dict(sweep(now=timezone.now()))

    assert before == 2
    assert gone["where you had been signed in"] == 1
    assert UserSession.objects.get().session_key == key(browsers[0])
