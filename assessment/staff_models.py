"""What staff work leaves behind: decisions about submissions, weekly figures, and files made for export."""

from datetime import date, datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH = 2000


class ReviewEntry(models.Model):
    """One thing that one member of staff did with a submission. Rows are added and never changed."""

    submission = models.ForeignKey("assessment.Submission", models.CASCADE, related_name="review_entries")
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(_("who"), max_length=254)
    was = models.CharField(_("before"), max_length=20, blank=True)
    became = models.CharField(_("decision"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=NOTE_LENGTH)

    class Meta:
        verbose_name = _("review entry")
        verbose_name_plural = _("review entries")
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.at:%Y-%m-%d %H:%M}"


class WeeklyFigures(models.Model):
    """Sums over the comparable submissions finished in one week, kept so that nobody has to scan them."""

    version = models.CharField(max_length=8)
    week = models.DateField()
    """Its Monday."""
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("weekly figures")
        verbose_name_plural = _("weekly figures")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "week"], name="weekly_figures_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.week}"


class FiguresChange(models.Model):
    """One submission to be added to or taken from its week: written with it, folded into the week later.

    Every submission adds a row of its own here, so that two submits never wait for each other.
    """

    version = models.CharField(max_length=8)
    week = models.DateField()
    by = models.SmallIntegerField()
    facts = models.JSONField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.version} {self.week} {self.by:+d}"


class ExportState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being written")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class ExportQuerySet(models.QuerySet["Export"]):
    def abandoned(self, now: datetime | None = None) -> Self:
        """Taken by a worker that has been silent for longer than its lease."""
        return self.filter(state=ExportState.RUNNING, leased_until__lt=now or timezone.now())


class Export(models.Model):
    """A workbook that a worker writes for one member of staff."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    filters = models.JSONField(_("filters"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=ExportState, default=ExportState.WAITING)
    total = models.PositiveIntegerField(_("rows"), default=0)
    written = models.PositiveIntegerField(_("written"), default=0)
    cut = models.BooleanField(_("cut at the most rows"), default=False)
    file = models.FileField(_("file"), upload_to="exports", max_length=200, blank=True)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    ready_at = models.DateTimeField(_("ready"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    failure = models.CharField(
        _("reason of the failure"), max_length=300, blank=True, default="", db_default=""
    )
    leased_until = models.DateTimeField(null=True, editable=False)

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering: ClassVar = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_pending(self) -> bool:
        return self.state in {ExportState.WAITING, ExportState.RUNNING}


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())
