"""Pressed twice, a sign-up makes one account, and either answer leads on."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from runrate.accounts.forms import SignupForm
from runrate.accounts.models import User

PASSWORD = "a long walk before breakfast"


def _codes() -> list[str]:
    found = (
        re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", str(each.body), re.MULTILINE)
        for each in mail.outbox
    )
    return [each[1] for each in found if each]


def _sign_up(address: str = "new@example.com", password: str = PASSWORD) -> tuple[Client, int, str]:
    client = Client(raise_request_exception=False)
    answer = client.post(reverse("account_signup"), {"email": address, "password1": password})
    return client, answer.status_code, answer.headers.get("Location", "")


@pytest.mark.django_db
def test_whichever_answer_the_browser_keeps_its_newest_code_opens_the_account() -> None:
    _sign_up()
    client, status, place = _sign_up("NEW@example.com")

    answer = client.post(place, {"code": _codes()[-1]})

    assert (status, answer.status_code) == (302, 302)
    assert client.get(reverse("mydata:account")).status_code == 200
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_another_password_does_not_go_on_with_somebodys_sign_up() -> None:
    _sign_up()
    sent = len(_codes())
    client, status, place = _sign_up(password="another long walk home")

    assert (status, place) == (302, reverse("account_email_verification_sent"))
    assert len(_codes()) == sent
    assert client.get(reverse("mydata:account")).status_code == 302


@pytest.mark.django_db
def test_one_that_lost_the_race_is_answered_like_one_that_came_later(monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_up()
    # What the form saw before the other press had written.
    original = SignupForm.clean

    def before_the_other(self: SignupForm) -> object:
        cleaned = original(self)
        self.account_already_exists = False
        return cleaned

    monkeypatch.setattr(SignupForm, "clean", before_the_other)

    _client, status, place = _sign_up("New@Example.com")

    assert (status, place) == (302, reverse("account_email_verification_sent"))
    assert User.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("times", [2, 12])
def test_at_once_in_mixed_case_they_make_one_account(times: int) -> None:
    start = Barrier(2)

    def press(number: int) -> tuple[int, str]:
        try:
            start.wait(timeout=20)
            return _sign_up("new@example.com" if number % 2 else "NEW@example.com")[1:]
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as pool:
        answers = list(pool.map(press, range(times)))

    # Three mails to an address in three minutes are enough; nobody has that many fingers.
    more = {(429, "")} if times > 3 else set()
    assert set(answers) == {(302, reverse("account_email_verification_sent"))} | more
    assert User.objects.count() == 1
