"""What is not kept for ever, and how long it is: for the command and the privacy page alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessment.models import Export, Submission
from calculator.models import Scenario, UsageUpload
from runrate.accounts.models import User
from runrate.jobs import engine
from runrate.mail.models import Letter
from runrate.sharing.models import Link

# Deleted in pieces, so that no lock is held long and a stop in between loses nothing.
_AT_ONCE = 200


@dataclass(frozen=True)
class Term:
    """One kind of thing and how long it is kept."""

    name: str | Promise
    days: int
    over: Callable[[datetime], models.QuerySet[Any]]


def terms() -> list[Term]:
    """Every term; days come from the settings."""
    return [
        Term(
            _("unfinished assessments without an account"),
            settings.KEEP_DRAFTS_DAYS,
            lambda before: Submission.objects.drafts().filter(
                owner=None, team_round=None, is_demo=False, saved_at__lt=before
            ),
        ),
        Term(
            _("finished assessments without an account"),
            settings.KEEP_ANONYMOUS_DAYS,
            lambda before: Submission.objects.finished().filter(
                owner=None, team_round=None, is_demo=False, finished_at__lt=before
            ),
        ),
        Term(
            _("scenarios without an account"),
            settings.KEEP_DRAFTS_DAYS,
            lambda before: Scenario.objects.filter(owner=None, updated_at__lt=before),
        ),
        Term(
            _("sums of bills that were read without an account"),
            settings.KEEP_DELETED_DAYS,
            lambda before: UsageUpload.objects.filter(owner=None, created_at__lt=before),
        ),
        Term(
            _("scenarios that you deleted, for the undo"),
            settings.KEEP_DELETED_DAYS,
            lambda before: Scenario.objects.filter(deleted_at__lt=before),
        ),
        Term(
            _("links that ended or were revoked"),
            settings.KEEP_DELETED_DAYS,
            lambda before: Link.objects.filter(
                models.Q(expires_at__lt=before) | models.Q(revoked_at__lt=before)
            ),
        ),
        Term(_("accounts whose address was never confirmed"), settings.KEEP_DELETED_DAYS, _never_confirmed),
        Term(_("sessions that ended"), 1, lambda before: Session.objects.filter(expire_date__lt=before)),
        Term(
            _("where you were signed in"),
            1,
            lambda _before: UserSession.objects.filter(
                ~models.Exists(Session.objects.filter(session_key=models.OuterRef("session_key")))
            ),
        ),
        Term(
            _("workbooks that staff had written"),
            settings.KEEP_EXPORTS_DAYS,
            lambda before: Export.objects.filter(asked_at__lt=before),
        ),
        Term(
            _("records of mails to you; a mail's text is deleted once it is sent, or after 3 days"),
            settings.KEEP_DELETED_DAYS,
            lambda before: Letter.objects.filter(created_at__lt=before),
        ),
        Term(
            _("notes about finished background tasks"),
            settings.KEEP_DELETED_DAYS,
            engine.finished_notes,
        ),
    ]


def _never_confirmed(before: datetime) -> models.QuerySet[Any]:
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    people = User.objects.filter(is_staff=False, last_login=None, date_joined__lt=before)
    return people.exclude(pk__in=confirmed)


def sweep(*, now: datetime) -> Iterator[tuple[str, int]]:
    """Deletes what is over its term; how many of each kind."""
    for term in terms():
        over = term.over(now - timedelta(days=term.days))
        gone = 0
        while ids := list(over.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE]):
            with transaction.atomic():
                over.model._base_manager.filter(pk__in=ids).delete()  # noqa: SLF001  # Django's documented model API
            gone += len(ids)
        yield str(term.name), gone
