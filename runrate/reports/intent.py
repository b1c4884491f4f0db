"""A report asked for before there is an account: remembered in a signed cookie, so that no row is written."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

KEPT_SECONDS = 2 * 3600
_SALT = "runrate.reports.intent"


@dataclass(frozen=True, slots=True)
class Intent:
    """The report's id is chosen beforehand, so that its address is known before it exists."""

    report: UUID
    submission: UUID


def intend(response: HttpResponseBase, *, submission: UUID, report: UUID) -> None:
    """Remembers which report this browser wants once somebody is signed in."""
    response.set_cookie(
        settings.REPORT_INTENT_COOKIE_NAME,
        signing.dumps([report.hex, submission.hex], salt=_SALT),
        max_age=KEPT_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def intended(request: HttpRequest) -> Intent | None:
    """What the cookie asks for; None without one, and for a forged or an old one."""
    raw = request.COOKIES.get(settings.REPORT_INTENT_COOKIE_NAME, "")
    try:
        report, submission = signing.loads(raw, salt=_SALT, max_age=KEPT_SECONDS)
        return Intent(UUID(report), UUID(submission))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def done(response: HttpResponseBase) -> None:
    response.delete_cookie(settings.REPORT_INTENT_COOKIE_NAME, path="/", samesite="Lax")
