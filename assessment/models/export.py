"""A workbook that staff asked for."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from runrate.jobs.models import FileJob, JobQuerySet


class ExportState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being written")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class ExportQuerySet(JobQuerySet["Export"]):
    """Workbooks by what has to be done about them."""


class Export(FileJob):
    """A workbook that a worker writes for one member of staff."""

    WAITING, RUNNING = ExportState.WAITING, ExportState.RUNNING
    READY, FAILED = ExportState.READY, ExportState.FAILED

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

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering: ClassVar = ["-asked_at"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M} UTC"
