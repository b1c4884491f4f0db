"""Signing up and in: a code by mail, and back to where one was."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from runrate.accounts.models import User
from tests.refusals import refused

PASSWORD = "a long walk before breakfast"
CAME_FROM = "/calculator/?units_per_month=2200"


def _code() -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return found[1]


def _sign_up(client: Client, address: str) -> None:
    client.post(reverse("account_signup"), {"email": address, "password1": PASSWORD, "next": CAME_FROM})


@pytest.mark.django_db
def test_a_new_person_types_the_mailed_code_and_is_back_where_they_were(client: Client) -> None:
    _sign_up(client, "new@example.com")

    answer = client.post(reverse("account_email_verification_sent"), {"code": _code()})

    assert answer.status_code == 302
    assert answer["Location"] == CAME_FROM
    assert client.get(reverse("mydata:account")).status_code == 200


@pytest.mark.django_db
def test_a_wrong_code_signs_nobody_in_and_says_so(client: Client) -> None:
    _sign_up(client, "new@example.com")

    answer = refused(client, reverse("account_email_verification_sent"), {"code": "WRONG1"})

    assert answer.context["form"].errors["code"] == ["This code is not right. Enter the newest one."]
    assert client.get(reverse("mydata:account")).status_code == 302


def test_signing_up_with_a_known_address_looks_like_signing_up_with_a_new_one(
    client: Client, alice: User
) -> None:
    known, unknown = Client(), Client()

    answers = [
        browser.post(reverse("account_signup"), {"email": address, "password1": PASSWORD})
        for browser, address in ((known, alice.email), (unknown, "new@example.com"))
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert [message.to for message in mail.outbox] == [[alice.email], ["new@example.com"]]


def test_a_password_reset_tells_nothing_about_who_has_an_account(alice: User) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": address})
        for address in (alice.email, "stranger@example.com")
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]


def test_a_place_elsewhere_is_never_gone_to_after_sign_in(client: Client, alice: User) -> None:
    answer = client.post(
        reverse("account_login"),
        {"login": alice.email, "password": "correct horse battery", "next": "https://evil.example/"},
    )

    assert "evil.example" not in answer["Location"]


def test_addresses_differ_by_more_than_case(alice: User, client: Client) -> None:
    _sign_up(client, alice.email.upper())

    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_short_password_is_refused_at_the_field_and_the_address_kept(client: Client) -> None:
    answer = refused(client, reverse("account_signup"), {"email": "new@example.com", "password1": "short"})

    assert "password1" in answer.context["form"].errors
    assert answer.context["form"]["email"].value() == "new@example.com"
