"""A sign-in leads back to a page, never to the address of a button."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

_LED_TO = "accounts.led_to"
_READS = frozenset({"GET", "HEAD"})


@receiver(user_logged_in, dispatch_uid="accounts.led_to")
def note(
    sender: object, request: HttpRequest, response: HttpResponseBase | None = None, **kwargs: Any
) -> None:
    """Where the library leads somebody who has just signed in: it may be no page to read."""
    if response is not None and response.has_header("Location"):
        request.session[_LED_TO] = urlsplit(response["Location"]).path


class WayBackMiddleware:
    """Whoever presses a button after their session has ended comes back to the page that has the button."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 302 and request.method not in _READS:
            _lead_to_the_page(request, response)
        elif response.status_code == 405 and request.method in _READS and _was_led_here(request):
            messages.info(
                request, _("You are signed in. What you pressed before was not done: press it again.")
            )
            return redirect(settings.LOGIN_REDIRECT_URL)
        return response


def _lead_to_the_page(request: HttpRequest, response: HttpResponse) -> None:
    """Puts the page that the button stood on, where it is known, in place of the button's own address."""
    to = urlsplit(response["Location"])
    if to.path != resolve_url(settings.LOGIN_URL) or parse_qs(to.query).get("next") != [
        request.get_full_path()
    ]:
        return
    page = request.headers.get("Referer", "")
    here = {request.get_host()}
    if page and url_has_allowed_host_and_scheme(page, here, require_https=request.is_secure()):
        seen = urlsplit(page)
        back = seen._replace(scheme="", netloc="", fragment="").geturl()
        response["Location"] = f"{to.path}?{urlencode({'next': back})}"


def _was_led_here(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.session.pop(_LED_TO, None) == request.path
