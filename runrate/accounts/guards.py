"""What stands before a view that costs much or cannot be undone: a limit per person, a fresh sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, cast

from allauth.account.decorators import reauthentication_required
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from runrate.limits.web import too_many
from runrate.limits.words import limit_in_words

_SECONDS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def limited[R: HttpRequest, **P](
    action: str,
) -> Callable[[Callable[Concatenate[R, P], HttpResponseBase]], Callable[Concatenate[R, P], HttpResponseBase]]:
    """429 beyond `ACCOUNT_RATE_LIMITS[action]`, counted by all processes; reading is never limited."""

    def decorate(
        view: Callable[Concatenate[R, P], HttpResponseBase],
    ) -> Callable[Concatenate[R, P], HttpResponseBase]:
        @wraps(view)
        def wrapped(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if ratelimit.consume(request, action=action):
                return view(request, *args, **kwargs)
            rates = rates_of(str(settings.ACCOUNT_RATE_LIMITS[action]))
            # Which of several was met, and since when, only the library knows: the longest is long enough.
            said = " ".join(limit_in_words(*rate) for rate in rates)
            return too_many(request, max(seconds for _amount, seconds, _whose in rates), said)

        return wrapped

    return decorate


def rates_of(text: str) -> list[tuple[int, int, str]]:
    """Amount, seconds and whose, of limits as the library writes them: `10/m/user,30/m/ip`."""
    parts = [rate.split("/") for rate in text.split(",")]
    return [(int(amount), int(time[:-1] or 1) * _SECONDS[time[-1]], whose) for amount, time, whose in parts]


def freshly_signed_in[**P, Answer: HttpResponseBase](view: Callable[P, Answer]) -> Callable[P, Answer]:
    """Asks for password or factor again when the last time is long ago, then goes on; looking is free."""
    return cast("Callable[P, Answer]", reauthentication_required(view, allow_get=True))
