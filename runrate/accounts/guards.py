"""What stands before a view that costs much or cannot be undone: a limit per person, a fresh sign-in."""

from collections.abc import Callable
from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.decorators import rate_limit
from django.http.response import HttpResponseBase


def limited[**P, Answer: HttpResponseBase](
    action: str,
) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
    """429 beyond `ACCOUNT_RATE_LIMITS[action]`, counted by all processes; reading is never limited."""
    return cast("Callable[[Callable[P, Answer]], Callable[P, Answer]]", rate_limit(action=action))


def freshly_signed_in[**P, Answer: HttpResponseBase](view: Callable[P, Answer]) -> Callable[P, Answer]:
    """Asks for password or factor again when the last time is long ago, then goes on; looking is free."""
    return cast("Callable[P, Answer]", reauthentication_required(view, allow_get=True))
