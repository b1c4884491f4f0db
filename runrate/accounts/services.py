"""What is done to accounts from outside: the first admin, a lost second factor, ended sessions."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from runrate.accounts.models import User


@dataclass(frozen=True)
class Enrolment:
    """A freshly enrolled authenticator app: shown once, kept encrypted."""

    secret: str
    address: str
    recovery_codes: tuple[str, ...]


@transaction.atomic
def make_admin(*, email: str, password: str) -> User:
    """An account with every right and a confirmed address; an existing one is raised to that.

    Raises ValidationError when the password is too weak.
    """
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
    validate_password(password, user)
    user.is_staff = user.is_superuser = user.is_active = True
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


@transaction.atomic
def enrol(*, user: User) -> Enrolment:
    """An authenticator app and recovery codes for `user`, replacing what there was."""
    # Local: allauth's factors read settings that exist only once apps are loaded.
    from allauth.mfa.adapter import get_adapter
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    Authenticator.objects.filter(user=user).delete()
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    codes = RecoveryCodes.activate(user).get_unused_codes()
    return Enrolment(secret, get_adapter().build_totp_url(user, secret), tuple(codes))


@transaction.atomic
def forget_second_factor(*, user: User) -> int:
    """Removes every factor and ends every session; how many sessions were ended."""
    Authenticator.objects.filter(user=user).delete()
    return end_sessions(user=user)


def end_sessions(*, user: User) -> int:
    """Signs the account out everywhere; how many sessions that were."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
