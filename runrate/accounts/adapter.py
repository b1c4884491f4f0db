"""How allauth behaves here: addresses in mails come from the settings, never from a request's Host."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from runrate.accounts import device_cookie, tries
from runrate.accounts.models import User
from runrate.limits.counting import Limit, give_back
from runrate.limits.words import wait_in_words
from runrate.mail.outbox import USEFUL_HEADER

_OWN_PAGE = re.compile(r"(/[a-z0-9/_-]*)\?[!-\[\]-~]{0,8000}", re.ASCII)
"""A path of the site with inputs after it: printable letters, and no stroke that a browser would turn."""
CODE_SECONDS = int(app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """The site's voice in allauth's mails and at its forms."""

    _tried: Sequence[Limit] = ()

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This email address and password do not match. Try again, or reset your password."
        ),
        "incorrect_password": _("This is not your current password. Try again."),
        "incorrect_code": _("This code is not right. Enter the newest one."),
        "too_many_login_attempts": _("Too many attempts. Wait a few minutes, then sign in again."),
        "email_taken": _("An account with this address already exists."),
        "duplicate_email": _("This is already your address."),
    }

    def is_safe_url(self, url: str | None) -> bool:
        """Whether somebody may be led there; what is no address is not.

        Django looks at no more than 2,048 letters, and a workload of twenty steps has more in its address.
        What follows the question mark of a path of our own leads nowhere else.
        """
        if url and (own := _OWN_PAGE.fullmatch(url)):
            url = own[1]
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts a try, also where a password is asked for again. Raises ValidationError."""
        email = str(credentials.get("email", ""))
        known = device_cookie.allows(request, email, step="password")
        try:
            self._tried = tries.count(request, email, known=known)
        except tries.TooManyTriesError as error:
            said = _("Too many attempts. Try again in %(time)s.") % {"time": wait_in_words(error.seconds)}
            raise ValidationError(said, code="too_many_login_attempts") from error

    def _rollback_login_failed_rl_usage(self) -> None:
        give_back(self._tried)

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002  # the library hands it
        tries.begin_anew(str(credentials.get("email", "")))

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """After every proof that was asked for: from now on this browser is known."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        device_cookie.remember(request, response, user.email)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Sends one mail; its links lead to this site, whatever Host a stranger asked with."""
        asked = self.request.build_absolute_uri("/").rstrip("/")
        context = {
            name: value.replace(asked, settings.SITE_URL, 1)
            if isinstance(value, str) and value.startswith(f"{asked}/")
            else value
            for name, value in context.items()
        } | {"site_url": settings.SITE_URL}
        context |= {"request": self.request, "email": email, "current_site": get_current_site(self.request)}
        message = self.render_mail(template_prefix, email, context)
        if any(word in template_prefix for word in ("code", "confirmation")):
            # What a code opens ends soon, and a code that comes later only misleads.
            message.extra_headers[USEFUL_HEADER] = str(CODE_SECONDS)
        message.send()
