"""How often somebody may try to sign in: counted before a try, given back where the password was right.

Ours instead of the library's: it keeps a list of moments in the cache under a lock, which takes some sixty
statements for one sign-in where the cache is a table. The amounts are the same; the five minutes of an
account begin anew with each try that counts, the minute of an address with its first.
"""

from math import ceil
from typing import Final

from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from runrate.limits.counting import Limit, forget, within_each
from runrate.limits.web import network_of, too_many
from runrate.limits.words import limit_in_words

ALL: Final = "sign-in"
WRONG_FROM: Final = "wrong password from"
WRONG_FOR: Final = "wrong password for"
TRIES: Final = {ALL: (30, 60), WRONG_FROM: (10, 60), WRONG_FOR: (5, 300)}
"""How many in how many seconds; `SIGN_IN_TRIES` says others, as a crowd from one address needs it."""


class TooManyTriesError(Exception):
    """No more tries for now; `seconds` until there are some again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = ceil(seconds)


def count(request: HttpRequest, email: str, *, known: bool) -> list[Limit]:
    """Counts a try; what to give back if it was right.

    A known browser's count among the account's, but it may try where strangers have used those up.
    Raises TooManyTriesError, and ImmediateHttpResponse with the page for an address that asks without end.
    """
    network = network_of(request)
    every = _limits(ALL, network)
    wrong = _limits(WRONG_FOR, _account(email)) + ([] if known else _limits(WRONG_FROM, network))
    left = within_each([*every, *wrong])
    if every and left[0] is not None:
        raise ImmediateHttpResponse(_too_many(request, every[0], left[0]))
    if not known and (waits := [seconds for seconds in left if seconds is not None]):
        raise TooManyTriesError(max(waits))
    return wrong


def _too_many(request: HttpRequest, limit: Limit, left: float) -> HttpResponse:
    return too_many(request, left, limit_in_words(limit.amount, limit.seconds))


def begin_anew(email: str) -> None:
    """After a new password, tries with the one before count no more."""
    forget(WRONG_FOR, _account(email))


def _limits(name: str, whose: str) -> list[Limit]:
    found = getattr(settings, "SIGN_IN_TRIES", TRIES).get(name)
    if found is None:
        return []
    amount, seconds = found
    return [Limit((name, whose), amount, seconds, renews=name == WRONG_FOR)]


def _account(email: str) -> str:
    return email.strip().lower()
