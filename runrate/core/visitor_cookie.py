"""A visitor's own unfinished work: ids in one signed cookie, so that no session row is written for strangers.

The cookie holds random ids of rows that have no owner yet. It opens nothing once an account owns the row,
so a stolen or shared machine gives away at most work that nobody has claimed.
"""

import json
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

KEPT_SECONDS = 180 * 24 * 3600
# The newest ids of each kind; bounds the cookie well below the 4 kB that browsers keep.
KEPT_IDS = 12
_SALT = "runrate.visitor"


def ids(request: HttpRequest, kind: str) -> tuple[UUID, ...]:
    """The ids of this kind that the visitor's cookie names, newest first; empty for a forged cookie."""
    return tuple(UUID(hex) for hex in _read(request).get(kind, []))


def remember(response: HttpResponseBase, request: HttpRequest, kind: str, id: UUID) -> None:
    """Adds one id to the visitor's cookie, dropping the oldest beyond `KEPT_IDS`."""
    work = _read(request)
    work[kind] = [id.hex, *(hex for hex in work.get(kind, []) if hex != id.hex)][:KEPT_IDS]
    _write(response, work)


def forget(response: HttpResponseBase, request: HttpRequest, kind: str, id: UUID) -> None:
    """Removes one id from the visitor's cookie."""
    work = _read(request)
    work[kind] = [hex for hex in work.get(kind, []) if hex != id.hex]
    _write(response, work)


def _read(request: HttpRequest) -> dict[str, list[str]]:
    raw = request.COOKIES.get(settings.VISITOR_COOKIE_NAME, "")
    try:
        work = json.loads(signing.Signer(salt=_SALT).unsign(raw))
    except (signing.BadSignature, ValueError):
        return {}
    return work if isinstance(work, dict) else {}


def _write(response: HttpResponseBase, work: dict[str, list[str]]) -> None:
    compact = json.dumps({kind: hexes for kind, hexes in work.items() if hexes}, separators=(",", ":"))
    response.set_cookie(
        settings.VISITOR_COOKIE_NAME,
        signing.Signer(salt=_SALT).sign(compact),
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        path="/",
    )
