"""The ways in which somebody signs in, through the real pages, from a page that offers it."""

import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from runrate.accounts import services
from runrate.accounts.models import User

PASSWORD = "correct horse battery"
type Way = Callable[[Client, User, str], HttpResponse]
"""A browser, a person with an account, and where the sign-in is to lead; what is shown in the end."""

_CODE = re.compile(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", re.MULTILINE)


def confirmed(user: User) -> User:
    EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client: Client, user: User, then: str) -> HttpResponse:
    sent = {"login": confirmed(user).email, "password": PASSWORD, "next": then}
    return client.post(reverse("account_login"), sent, follow=True)  # type: ignore[return-value]


def sign_in_with_a_factor(client: Client, user: User, then: str) -> HttpResponse:
    secret = services.enrol(user=confirmed(user)).secret
    sent = {"login": user.email, "password": PASSWORD, "next": then}
    step = client.post(reverse("account_login"), sent)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    return client.post(step["Location"], {"code": code}, follow=True)  # type: ignore[return-value]


def sign_up(client: Client, user: User, then: str) -> HttpResponse:
    """With an account of one's own that is new; the person with the account has no part in it."""
    sent = {"email": "new@example.com", "password1": "a long walk before breakfast", "next": then}
    client.post(reverse("account_signup"), sent)
    code = _CODE.search(str(mail.outbox[-1].body))
    assert code is not None
    where = reverse("account_email_verification_sent")
    return client.post(where, {"code": code[1]}, follow=True)  # type: ignore[return-value]
