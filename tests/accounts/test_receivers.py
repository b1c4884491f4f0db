"""Sign-ins are noted with the number of the account, never with an address or what was tried."""

import logging

import pytest
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_out
from django.test import Client

from runrate.accounts.models import User

Lines = list[tuple[int, str, int | None]]


def noted(caplog: pytest.LogCaptureFixture) -> Lines:
    return [
        (record.levelno, record.getMessage(), getattr(record, "account", None))
        for record in caplog.records
        if record.name == "runrate.accounts"
    ]


def test_signing_in_and_out_is_noted_by_the_number_of_the_account(
    client: Client, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "runrate.accounts"):
        client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
        user_logged_out.send(User, user=alice)

    assert noted(caplog) == [
        (logging.INFO, "signed in", alice.pk),
        (logging.INFO, "signed out", alice.pk),
    ]


def test_a_refused_sign_in_is_noted_without_what_was_tried(
    client: Client, alice: User, caplog: pytest.LogCaptureFixture
) -> None:
    client.post("/account/login/", {"login": alice.email, "password": "not the right one"})

    assert (logging.WARNING, "sign-in refused", None) in noted(caplog)
    said = [str(vars(record)) for record in caplog.records if record.name == "runrate.accounts"]
    assert [line for line in said if alice.email in line or "not the right one" in line] == []


def test_a_refused_second_factor_names_the_account(alice: User, caplog: pytest.LogCaptureFixture) -> None:
    authentication_failed.send(User, request=None, user=alice)

    assert noted(caplog) == [(logging.WARNING, "second factor refused", alice.pk)]
