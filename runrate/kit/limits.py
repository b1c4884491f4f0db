"""Pages whose POST makes a row that anybody can make for nothing: so many an hour of one address."""

from collections.abc import Callable
from typing import Concatenate, cast

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse


def rows_limited[R: HttpRequest, Answer: HttpResponse, **P](
    action: str,
) -> Callable[[Callable[Concatenate[R, P], Answer]], Callable[Concatenate[R, P], Answer]]:
    """429 beyond `ACCOUNT_RATE_LIMITS[action]`, counted by all processes; looking is never limited."""
    return cast(
        "Callable[[Callable[Concatenate[R, P], Answer]], Callable[Concatenate[R, P], Answer]]",
        rate_limit(action=action),
    )
