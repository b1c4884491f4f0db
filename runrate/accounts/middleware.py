"""Answers that would tell by their time who has an account leave at full steps of it."""

from collections.abc import Callable
from time import perf_counter, sleep

from django.conf import settings
from django.http import HttpRequest, HttpResponse

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
