"""What is kept of a report: what it was made from, what it says, and the file, so that it never changes."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.models import Submission
from calculator.models import Scenario
from runrate.core.ownership import OwnedQuerySet
from runrate.jobs.models import FileJob, JobQuerySet
from runrate.reports.domain.input_reading import parse_source
from runrate.reports.domain.inputs import Source


class State(models.TextChoices):
    QUEUED = "queued", _("waiting")
    RENDERING = "rendering", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("failed")


class Step(models.IntegerChoices):
    """How far the making of a report has come."""

    WAITING = 0, _("Waiting for a free worker")
    COMPOSING = 1, _("Working out the findings")
    PRINTING = 2, _("Setting the pages")
    STORING = 3, _("Storing the file")
    DONE = 4, _("Ready")


class ReportQuerySet(  # type: ignore[override]  # each parent would make a manager of its own
    OwnedQuerySet["Report"], JobQuerySet["Report"]
):
    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")

    def light(self) -> Self:
        """Without what only one report's own page or file needs."""
        return self.defer("source", "content", "board")

    def ready(self) -> Self:
        return self.filter(state=State.READY)


class Report(FileJob):
    """One report of one person. `source` is all it is made from; `content` all it says."""

    WAITING, RUNNING, READY, FAILED = State.QUEUED, State.RENDERING, State.READY, State.FAILED

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports")
    submission = models.ForeignKey(Submission, models.SET_NULL, null=True, blank=True, related_name="reports")
    scenario = models.ForeignKey(Scenario, models.SET_NULL, null=True, blank=True, related_name="reports")
    title = models.CharField(_("title"), max_length=300)
    source = models.JSONField(_("made from"))
    content = models.JSONField(_("content"), null=True, blank=True)
    inputs_hash = models.CharField(_("hash of the inputs"), max_length=64, editable=False)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    step = models.PositiveSmallIntegerField(_("step"), choices=Step, default=Step.WAITING)

    file = models.FileField(_("file"), upload_to="reports", max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    board = models.BinaryField(_("board page"), null=True, editable=False)
    """The one-page PDF: so small that it lies in the row, and comes and goes with it."""
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now)
    ready_at = models.DateTimeField(_("ready"), null=True, blank=True)

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "inputs_hash"], name="report_once_for_its_inputs"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-created_at"], name="report_by_owner"),
            models.Index(
                fields=["state"], name="report_unfinished", condition=~models.Q(state__in=["ready", "failed"])
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reports:detail", args=[self.pk])

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps of its making for the progress page."""
        return [
            {"name": step.label, "done": self.step > step, "now": self.step == step}
            for step in Step
            if step is not Step.DONE
        ]

    @property
    def filename(self) -> str:
        """What the downloaded file is called: by its day; no name of theirs gets into a header."""
        return f"runrate-report-{self.created_at:%Y-%m-%d}-{self.pk.hex[:8]}.pdf"

    @property
    def board_filename(self) -> str:
        return f"runrate-board-page-{self.created_at:%Y-%m-%d}-{self.pk.hex[:8]}.pdf"

    def read_source(self) -> Source:
        return parse_source(self.source)

    @property
    def minimum_review_rate(self) -> Fraction | None:
        """The share of units that rules oblige a person to check, as its owner entered it."""
        entered = self.source.get("minimum_review_rate")
        return None if entered is None else Fraction(Decimal(entered))

    def newer_answers(self) -> Submission | None:
        """A later finished assessment of the same workload by the same person, if there is one.

        Without a name of the workload nobody knows whether two are about the same.
        """
        about = self.submission
        if about is None or about.finished_at is None or not about.workload_name.strip():
            return None
        later = Submission.objects.filter(
            owner=self.owner_id,
            workload_name=about.workload_name,
            finished_at__gt=about.finished_at,
        )
        return later.order_by("-finished_at").first()


class ShareLink(models.Model):
    """As links were kept before `runrate.sharing`; read by nothing, taken away one release later."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="share_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")

    def __str__(self) -> str:
        return f"{self.report_id} ({self.pk})"
