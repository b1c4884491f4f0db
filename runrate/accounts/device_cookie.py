"""A browser that somebody signed in with before: wrong passwords sent from elsewhere do not keep it out.

The limit on wrong passwords counts for an account, so anybody who knows its address could use it up for its
owner. A browser with a device cookie, as OWASP calls it, has tries of its own; a stolen one gives no more.
"""

from secrets import token_urlsafe
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

from runrate.limits.counting import within

TRIES: Final = 5
SECONDS: Final = 300.0
"""As many as an account has from everywhere else, and for as long."""
DAYS: Final = 180
_SALT: Final = "runrate.accounts.device"
_MOST_ACCOUNTS: Final = 5
"""On one browser; of more, those that signed in last."""


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Lets this browser count as known to the account with this address, which has just shown who it is."""
    device, marks = _read(request)
    mark = _mark(email)
    kept = [mark, *(each for each in marks if each != mark)][:_MOST_ACCOUNTS]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps([device or token_urlsafe(16), *kept], salt=_SALT),
        max_age=DAYS * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def is_known(request: HttpRequest, email: str) -> bool:
    """Whether somebody signed in to this account with this browser before."""
    mark = _mark(email)
    return any(constant_time_compare(mark, each) for each in _read(request)[1])


def allows(request: HttpRequest, email: str, *, step: str) -> bool:
    """Whether this browser is known to the account and has a try of its own left; counts one."""
    if not is_known(request, email):
        return False
    device, _marks = _read(request)
    return within(f"device:{step}", f"{device}:{_mark(email)}", amount=TRIES, seconds=SECONDS) is None


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    """The browser's number and the accounts it is known to; nothing of a cookie that we did not write."""
    try:
        found = signing.loads(
            request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=_SALT, max_age=DAYS * 24 * 3600
        )
    except signing.BadSignature:
        return "", []
    device, *marks = found
    return device, marks


def _mark(email: str) -> str:
    """The account without its address: the cookie tells nobody who uses the browser."""
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:24]
