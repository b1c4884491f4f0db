"""Who is asking, decided in one place, and what they get who ask too often."""

from collections.abc import Callable
from functools import wraps
from math import ceil
from threading import local
from typing import Concatenate, Final

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja.throttling import BaseThrottle

from runrate.limits.counting import within
from runrate.limits.words import limit_in_words, taken_in_words, wait_in_words

LONGEST_OF_LIBRARY: Final = 180
"""Seconds that the longest limit of the library's own pages lasts: asking for a mail once more."""


def network_of(request: HttpRequest) -> str:
    """The address somebody asks from; of IPv6 the /64 that one subscriber has.

    As the library decides it for sign-in: from what our own proxy says where one is trusted, never from what
    a client wrote itself.
    """
    try:
        return str(get_ip(request))
    except PermissionDenied:
        return "nobody known"  # all those whom no address is known of share one limit


def allow(name: str, request: HttpRequest, *, amount: int, seconds: float) -> bool:
    """Counts one more of this kind for this address; whether it is still within the limit."""
    return wait(name, request, amount=amount, seconds=seconds) is None


def wait(name: str, request: HttpRequest, *, amount: int, seconds: float) -> float | None:
    """The same; None within the limit, else the seconds until it is so again."""
    return within(name, network_of(request), amount=amount, seconds=seconds)


def limited_by_address[R: HttpRequest, **P](
    name: str, amount: int, seconds: float
) -> Callable[[Callable[Concatenate[R, P], HttpResponse]], Callable[Concatenate[R, P], HttpResponse]]:
    """429 for an address that asks for a dear page more often than `amount` in so many seconds."""

    def decorate(
        view: Callable[Concatenate[R, P], HttpResponse],
    ) -> Callable[Concatenate[R, P], HttpResponse]:
        @wraps(view)
        def wrapped(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            left = within(name, network_of(request), amount=amount, seconds=seconds)
            if left is None:
                return view(request, *args, **kwargs)
            return too_many(request, left, limit_in_words(amount, seconds))

        return wrapped

    return decorate


def rows_limited[R: HttpRequest, **P](
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """429 for an address that makes more than `ROWS_AN_HOUR` rows for nothing; looking never counts."""

    @wraps(view)
    def wrapped(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        amount = settings.ROWS_AN_HOUR
        left = within("rows", network_of(request), amount=amount, seconds=3600)
        if left is None:
            return view(request, *args, **kwargs)
        return too_many(request, left, taken_in_words(amount, 3600))

    return wrapped


def too_many(request: HttpRequest, seconds: float, at_most: str = "") -> HttpResponse:
    """The page for whoever asks too often: what the limit is, and the time after which it goes on."""
    shown = {"wait": wait_in_words(seconds), "at_most": at_most}
    response = render(request, "429.html", shown, status=429)
    response["Retry-After"] = str(max(ceil(seconds), 1))
    return response


def too_many_of_library(request: HttpRequest) -> HttpResponse:
    """The same for pages of the library, which does not tell which of its limits was met."""
    return too_many(request, LONGEST_OF_LIBRARY)


class AddressThrottle(BaseThrottle):
    """So many calls per minute for an address, over all processes and connections together."""

    def __init__(self, name: str, amount: int, seconds: float) -> None:
        self.name, self.amount, self.seconds = name, amount, seconds
        self.of_this_thread = local()

    def allow_request(self, request: HttpRequest) -> bool:
        left = within(self.name, network_of(request), amount=self.amount, seconds=self.seconds)
        self.of_this_thread.left = left or 0.0
        return left is None

    def wait(self) -> float:
        return max(ceil(getattr(self.of_this_thread, "left", 0.0)), 1)
