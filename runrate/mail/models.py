"""Letters on their way: what is in one is kept until it has left or is of no use any more."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runrate.jobs.models import Job, JobQuerySet


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("given up")
    TOO_LATE = "too_late", _("expired")


class LetterQuerySet(JobQuerySet["Letter"]):
    def of_no_use(self, now: datetime) -> Self:
        """Those that did not leave in time; one that is just leaving is let go."""
        return self.filter(state__in=[State.WAITING, State.FAILED], useful_until__lte=now)


class Letter(Job):
    """One mail to one or a few addresses."""

    WAITING, RUNNING, READY, FAILED = State.WAITING, State.SENDING, State.SENT, State.FAILED

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("account"),
    )
    """Whose address it goes to, if an account's: then it goes with the account."""
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    content = models.JSONField(_("content"), default=dict, blank=True)
    """Sender, recipients, texts and headers; emptied once it was sent or is of no use."""
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    next_try_at = models.DateTimeField(_("next try"), default=timezone.now)
    useful_until = models.DateTimeField(_("of use until"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes: ClassVar = [
            models.Index(
                fields=["state", "next_try_at"],
                name="mail_letter_unsent",
                condition=models.Q(state__in=["waiting", "sending", "failed"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject or self.pk}"
