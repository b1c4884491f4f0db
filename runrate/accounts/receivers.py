"""What is noted of sign-ins: that they happened and were refused, by account number, never by address."""

import logging
from typing import Any

from allauth.account.signals import (
    email_changed,
    password_changed,
    password_reset,
    user_signed_up,
)
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal, receiver

logger = logging.getLogger("runrate.accounts")

_NOTED: dict[Signal, str] = {
    user_signed_up: "signed up",
    user_logged_in: "signed in",
    user_logged_out: "signed out",
    password_changed: "password changed",
    password_reset: "password reset",
    email_changed: "email address changed",
    authenticator_added: "second factor added",
    authenticator_removed: "second factor removed",
}


def _note(signal: Signal, event: str) -> None:
    def _write(sender: object, user: AbstractBaseUser | None = None, **kwargs: Any) -> None:
        logger.info(event, extra={"account": user.pk if user else None})

    signal.connect(_write, weak=False, dispatch_uid=f"runrate.accounts.{event}")


for _signal, _event in _NOTED.items():
    _note(_signal, _event)


@receiver(user_login_failed)
def note_refusal(sender: object, **kwargs: Any) -> None:
    """A refused sign-in; the credentials tried are somebody's and stay out of the log."""
    logger.warning("sign-in refused")


@receiver(authentication_failed)
def note_refused_factor(sender: object, user: AbstractBaseUser, **kwargs: Any) -> None:
    """A refused second factor: the password before it was right."""
    logger.warning("second factor refused", extra={"account": user.pk})
