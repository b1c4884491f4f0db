"""Allauth's forms in the site's words: labels that say what to type, no placeholder that repeats them."""

import struct
from collections.abc import Callable
from typing import Any, ClassVar, cast

from allauth.account import forms as allauth
from allauth.account.models import EmailAddress
from allauth.core import context, ratelimit
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as codes
from allauth.mfa.totp import forms as authenticator
from allauth.mfa.webauthn import forms as keys
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from runrate.accounts import device_cookie, second_factor
from runrate.accounts.models import User
from runrate.core import form_drafts
from runrate.core.number_input.names import NameField

NEW_PASSWORD = {"password1": _("New password"), "password2": _("New password again")}
# What to type where nothing was.
TYPE_THIS = {
    "login": _("Enter your email address."),
    "email": _("Enter an email address, such as you@example.org."),
    "password": _("Enter your password."),
    "oldpassword": _("Enter your current password."),
    "password1": _("Enter a password of at least 10 characters."),
    "password2": _("Enter the new password once more."),
    "code": _("Enter the code."),
}


class _OurWords:
    """Puts our label on the address, and takes the placeholders away."""

    fields: dict[str, forms.Field]
    data: QueryDict
    is_bound: bool
    labels: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._as_refused()
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = TYPE_THIS.get(name, _("Fill this in."))
            if name in {"login", "email"}:
                field.label = _("Email")
                field.error_messages["invalid"] = TYPE_THIS["email"]
            if name in self.labels:
                field.label = self.labels[name]
            if name == "password1":
                field.help_text = _("At least 10 characters, and not a common password.")
            if name == "remember":
                field.label = _("Stay signed in on this device")

    def _as_refused(self) -> None:
        """What was typed before and is no secret, with what was said about it."""
        request = context.request
        waiting = form_drafts.kept(request) if request is not None and not self.is_bound else None
        if waiting is not None and waiting.form in {"", type(self).__name__}:
            self.data, self.is_bound = waiting.fields, True
            form_drafts.fill(cast("forms.BaseForm", self), waiting)


class LoginForm(_OurWords, allauth.LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Sign in."""


class SignupForm(_OurWords, allauth.SignupForm):  # type: ignore[misc]  # as above
    """Sign up. A known address gets the same answer as a new one, and after the same time."""

    def try_save(self, request: HttpRequest) -> Any:
        if not self.account_already_exists:  # type: ignore[has-type]  # as above
            try:
                with transaction.atomic():
                    return super().try_save(request)
            except IntegrityError:
                # Pressed twice, the other press was first.
                self.account_already_exists = True
        if (user := self._begun()) is not None:
            return user, None
        return super().try_save(request)

    def _begun(self) -> User | None:
        """The account that the same person began a moment ago and has not confirmed: it is gone on with.

        Its password is what a sign-in would ask for too. Somebody else's takes as long: one hash.
        """
        typed_in = self.cleaned_data["password1"]
        user = User.objects.filter(email__iexact=self.cleaned_data["email"]).first()
        if user is None:
            make_password(typed_in)
            return None
        right = user.check_password(typed_in)
        confirmed = EmailAddress.objects.filter(user=user, verified=True).exists()
        return user if right and user.is_active and not confirmed else None


class AddEmailForm(_OurWords, allauth.AddEmailForm):  # type: ignore[misc]  # as above
    """Another address."""

    labels: ClassVar = {"email": _("New email address")}


class ChangePasswordForm(_OurWords, allauth.ChangePasswordForm):  # type: ignore[misc]  # as above
    """Another password."""

    labels: ClassVar = {"oldpassword": _("Current password"), **NEW_PASSWORD}


class ResetPasswordForm(_OurWords, allauth.ResetPasswordForm):  # type: ignore[misc]  # as above
    """A link to choose a new password."""


class ResetPasswordKeyForm(_OurWords, allauth.ResetPasswordKeyForm):  # type: ignore[misc]  # as above
    """The new password."""

    labels: ClassVar = NEW_PASSWORD


class SetPasswordForm(_OurWords, allauth.SetPasswordForm):  # type: ignore[misc]  # as above
    """A first password, beside a passkey."""

    labels: ClassVar = NEW_PASSWORD


class ReauthenticateForm(_OurWords, allauth.ReauthenticateForm):  # type: ignore[misc]  # as above
    """The password again, before something that matters."""


class ConfirmEmailForm(_OurWords, allauth.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # as above
    """The code from the mail."""


class ChangeEmailForm(_OurWords, allauth.ChangeEmailForm):  # type: ignore[misc]  # as above
    """Another address, before the first one was confirmed."""


class _AtKnownDevice:
    """Wrong codes sent from elsewhere keep nobody out of a browser that is known to the account."""

    user: User

    def _forget_others(self) -> None:
        if device_cookie.allows(context.request, self.user.email, step="second factor"):
            ratelimit.clear(context.request, action="login_failed", key=f"mfa-auth-user-{self.user.pk}")


# What the libraries raise at an answer that no key ever gave.
_NO_ANSWER = (
    ArithmeticError, AssertionError, AttributeError, InvalidSignature, LookupError, RecursionError, TypeError,
    ValueError, struct.error,
)  # fmt: skip
LONGEST_KEYS_ANSWER = 20_000
"""Letters. A key with a long certificate answers in some 6,000."""


class _ShortJSON(forms.JSONField):
    """Longer than a key answers is refused before it is read, and so is what no parser can read."""

    def to_python(self, value: Any) -> Any:
        """Raises ValidationError."""
        if isinstance(value, str) and len(value) > LONGEST_KEYS_ANSWER:
            raise get_adapter().validation_error("incorrect_code")
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as error:
            raise get_adapter().validation_error("incorrect_code") from error


class _KeysAnswer:
    """What a browser says a key answered: anybody may write it, and what is none is a wrong code."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = _ShortJSON(widget=forms.HiddenInput)

    def clean_credential(self) -> Any:
        """Raises ValidationError."""
        # Only forms that ask for a known key judge it here; one that adds a key does at the end.
        judge = getattr(super(), "clean_credential", None)
        return self.cleaned_data["credential"] if judge is None else _judged(judge)  # type: ignore[attr-defined]  # a form's

    def clean(self) -> Any:
        """Raises ValidationError."""
        return _judged(super().clean)  # type: ignore[misc]  # the library's form comes after this one


def _judged(judge: Callable[[], Any]) -> Any:
    try:
        return judge()
    except forms.ValidationError:
        raise
    except _NO_ANSWER as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _Once:
    """A right code counts once."""

    user: User

    def clean_code(self) -> str:
        """Raises ValidationError for a code that was shown before, as for a wrong one."""
        code: str = super().clean_code()  # type: ignore[misc]  # the library's form comes after this one
        if not second_factor.first_use(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SecondFactorForm(_Once, _AtKnownDevice, _OurWords, codes.AuthenticateForm):  # type: ignore[misc]  # as above
    """The code of an authenticator app, or one of the recovery codes."""

    def clean_code(self) -> str:
        self._forget_others()
        return super().clean_code()


class SecondKeyForm(_AtKnownDevice, _KeysAnswer, keys.AuthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """A security key after the password."""

    def clean_credential(self) -> Any:
        self._forget_others()
        return super().clean_credential()


class KeyAgainForm(_KeysAnswer, keys.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    """The same, before something that matters."""


class PasskeyForm(_KeysAnswer, keys.LoginWebAuthnForm):  # type: ignore[misc]  # as above
    """A passkey instead of a password."""


class SecondFactorAgainForm(_Once, _OurWords, codes.ReauthenticateForm):  # type: ignore[misc]  # as above
    """The same, before something that matters."""


class ActivateAuthenticatorForm(_OurWords, authenticator.ActivateTOTPForm):  # type: ignore[misc]  # as above
    """The first code of a new authenticator app."""


class AddKeyForm(_OurWords, _KeysAnswer, keys.AddWebAuthnForm):  # type: ignore[misc]  # as above
    """A security key or a passkey."""

    name = NameField(required=False)
    labels: ClassVar = {"passwordless": _("Sign in with this key alone")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "passwordless" in self.fields:
            self.fields["passwordless"].help_text = _(
                "Without a password. The key then asks for your fingerprint, your face or its PIN each time."
            )


class RenameKeyForm(_OurWords, keys.EditWebAuthnForm):  # type: ignore[misc]  # as above
    """Another name for a key."""

    name = NameField()
