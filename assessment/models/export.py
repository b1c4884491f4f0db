"""A workbook that staff asked for."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
