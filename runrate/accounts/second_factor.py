"""Who has to show a second factor, whether this session did, and how a seed is kept."""

import base64
import hashlib
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest

from allauth.mfa.signals import authenticator_added  # isort: skip  # needs the app registry of the lines above

# Recovery codes stand in for these; they are never somebody's only factor.
STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def shown(request: HttpRequest) -> bool:
    """Whether this very session showed a second factor, at sign-in or by enrolling one just now."""
    user = request.user
    if not user.is_authenticated:
        return False
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def enrolled(user: AbstractBaseUser) -> bool:
    """Whether the account has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists())


def first_use(user: AbstractBaseUser, code: str) -> bool:
    """Whether a right code was not shown before, for as long as it stays right.

    The library remembers a code for one period, and accepts it in those before and after as well.
    """
    written = "".join(sign for sign in code if sign.isalnum()).lower()
    seconds = mfa.TOTP_PERIOD * (2 * mfa.TOTP_TOLERANCE + 1)
    return bool(cache.add(f"second-factor:{user.pk}:{written}", "used", timeout=seconds))


@receiver(authenticator_added)
def note_enrolment(
    sender: type[Authenticator],
    request: HttpRequest,
    user: AbstractBaseUser,
    authenticator: Authenticator,
    **kwargs: Any,
) -> None:
    """Enrolling takes a valid code or a key's answer, so this session has shown the factor."""
    if authenticator.type in STRONG:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seeds are encrypted in the database, and staff cannot take off their last factor."""

    def encrypt(self, text: str) -> str:
        """The seed under a key made from the site's secret key."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again; keys in SECRET_KEY_FALLBACKS still open what they closed."""
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one strong factor: they add the new one first."""
        if not (settings.STAFF_NEED_SECOND_FACTOR and authenticator.user.is_staff):
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
        return bool(others.exclude(pk=authenticator.pk).exists())


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_derived(key)) for key in keys])


def _derived(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(b"runrate.second-factor:" + key.encode()).digest())
