"""A sign-in leads back to a page, never to the address of a button."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from allauth.account.signals import user_logged_in
from django.conf import settings
from django.contrib import messages
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
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
    """Who was led to the address of a button after all is led to a page and told so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and request.method in _READS and _was_led_here(request):
            messages.info(
                request, _("You are signed in. Your last action was not carried out: please repeat it.")
            )
            return redirect(settings.LOGIN_REDIRECT_URL)
        return response


def _was_led_here(request: HttpRequest) -> bool:
    return request.user.is_authenticated and request.session.pop(_LED_TO, None) == request.path
