"""Around every request: even times where they would tell who has an account, and accounts that just went."""

from collections.abc import Callable
from time import perf_counter, sleep

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from runrate.accounts.models import User

EVENLY = {"account_signup", "account_reset_password"}
"""Both do a few milliseconds more or less for a known address; a sign-in hashes the same for everybody."""


class EvenTimeMiddleware:
    """Holds the answer to a form of `EVENLY` until the next multiple of `ACCOUNT_ANSWER_STEP` seconds.

    Outermost but for the log, so that what is written after the view, the session say, is covered too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        # Who is turned away for too many tries learns nothing, and is not to keep a thread busy.
        if request.method == "POST" and match and match.url_name in EVENLY and response.status_code != 429:
            sleep(left(perf_counter() - started, settings.ACCOUNT_ANSWER_STEP))
        return response


def left(took: float, step: float) -> float:
    """Seconds until the next multiple of `step`; none where `step` is 0."""
    return -took % step if step else 0.0


class LastingSessionMiddleware(SessionMiddleware):
    """A session that ended elsewhere while it was used is no bad request: they go on signed out."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted:
            ended = HttpResponseRedirect(request.path if request.method in {"GET", "HEAD"} else "/")
            ended.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
            return ended


class GoneAccountMiddleware:
    """What somebody sends while their account is being deleted finds no owner: they are signed out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Leads to the sign-in where that is the cause; any other fault stays one."""
        user = request.user
        if not isinstance(exception, IntegrityError) or not user.is_authenticated:
            return None
        if User.objects.filter(pk=user.pk).exists():
            return None
        logout(request)
        return redirect_to_login("/")
