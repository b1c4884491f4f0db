"""A report asked for before there is an account: remembered in a signed cookie, so that no row is written."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

KEPT_SECONDS = 2 * 3600
_SALT = "runrate.reports.web.intent"


_STARTED = "reports.started"


@dataclass(frozen=True, slots=True)
class Intent:
    """Which answers a report is wanted of, and the id that makes asking twice ask once."""

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


def answered(request: HttpRequest, report: UUID) -> None:
    """Notes which report a sign-in brought: the one wanted, or one that said the same already."""
    request.session[_STARTED] = report.hex


def started(request: HttpRequest) -> UUID | None:
    """The report that this session's sign-in brought."""
    text = request.session.get(_STARTED)
    return UUID(text) if text else None
