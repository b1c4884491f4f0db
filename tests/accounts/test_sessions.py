"""Where one is signed in: what lives is listed and can be ended; looking writes nothing."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from runrate.accounts.models import User
from runrate.accounts.sessions import device
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


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("curl/8.14.1", "curl/8.14.1"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_named_as_its_owner_would(agent: str, said: str) -> None:
    assert device(agent) == said


def test_the_page_names_browser_address_and_time(alice: User, browsers: list[Client]) -> None:
    UserSession.objects.update(user_agent="Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Safari/605.1.15")

    page = browsers[0].get(PAGE).content.decode()

    assert page.count("<strong>Safari on macOS</strong>") == 2
    assert "From 127.0.0.1, " in page
    assert "Mozilla" not in page


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
    assert gone["where you were signed in"] == 1
    assert UserSession.objects.get().session_key == key(browsers[0])
