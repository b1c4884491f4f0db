"""What is kept of a bill or usage export: how far it was read, what was understood, and sums; never rows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID, uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calculator.models.scenario import Scenario
from runrate.core.ownership import OwnedQuerySet
from runrate.jobs.models import Job, JobQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

LONGEST_MODEL = 200
"""A model's name as an export writes it; longer ones are cut while reading."""


class UploadState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    READING = "reading", _("being read")
    READ = "read", _("read")
    COLUMNS = "columns", _("columns to be chosen")
    FAILED = "failed", _("failed")


class UsageUploadQuerySet(  # type: ignore[override]  # each parent would make a manager of its own
    OwnedQuerySet["UsageUpload"], JobQuerySet["UsageUpload"]
):
    def of(self, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID] = ()) -> Self:
        """Those of an account; without one, those that this browser sent and that nobody owns."""
        if user.is_authenticated:
            return self.filter(owner=user.pk)
        return self.filter(owner=None, pk__in=list(begun))

    def read(self) -> Self:
        """Those whose sums are there."""
        return self.filter(state=UploadState.READ)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class UsageUpload(Job):
    """One file that somebody gave: its bytes until they are read, then only what `UsageExport` keeps."""

    WAITING, RUNNING = UploadState.WAITING, UploadState.READING
    READY, FAILED = UploadState.READ, UploadState.FAILED

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        related_name="usage_uploads",
    )
    scenario = models.ForeignKey(
        Scenario,
        models.SET_NULL,
        verbose_name=_("scenario"),
        null=True,
        blank=True,
        related_name="usage_uploads",
    )
    file_name = models.CharField(_("name of the file"), max_length=120)
    file = models.FileField(_("file"), upload_to="usage", max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("bytes"), default=0)
    bytes_read = models.PositiveBigIntegerField(_("bytes read"), default=0)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)

    state = models.CharField(_("state"), max_length=10, choices=UploadState, default=UploadState.WAITING)
    header = models.JSONField(_("columns of an unknown table"), default=list, blank=True)
    mapping = models.JSONField(_("columns chosen by hand"), null=True, blank=True)
    mapping_version = models.PositiveSmallIntegerField(_("version of the chosen columns"), default=0)
    kept_beside = models.BooleanField(_("kept beside another of the same month"), default=False)
    choice = models.JSONField(_("what was chosen of it"), default=dict, blank=True)
    """Month, slice, units, rates and names of models, as the page's form keeps them."""

    is_sample = models.BooleanField(_("our own made-up sample"), default=False)

    created_at = models.DateTimeField(_("received"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects: ClassVar[UsageUploadQuerySet] = UsageUploadQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("usage upload")
        verbose_name_plural = _("usage uploads")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "sha256"],
                condition=models.Q(owner__isnull=False),
                name="calculator_usage_same_bytes_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-created_at"], name="calculator_usage_owner"),
            models.Index(
                fields=["state"],
                name="calculator_usage_unfinished",
                condition=models.Q(state__in=["waiting", "reading"]),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("usage:detail", args=[self.pk])

    @property
    def percent(self) -> int:
        """How much of the file has been read."""
        return min(100, 100 * self.bytes_read // self.size) if self.size else 0

    @property
    def needs_columns(self) -> bool:
        """Whether somebody has to say which column means what."""
        return self.state == UploadState.COLUMNS


class UsageExport(models.Model):
    """One export inside of an upload, as it was understood. Amounts are exact text, as the command prints."""

    upload = models.ForeignKey(UsageUpload, models.CASCADE, related_name="exports")
    place = models.PositiveSmallIntegerField(_("place in the upload"), default=0)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    format = models.CharField(_("format"), max_length=61)
    version = models.CharField(_("version of the format"), max_length=60, blank=True)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
    months = models.JSONField(_("months"), default=list)
    currencies = models.JSONField(_("currencies"), default=list)
    rows_read = models.PositiveBigIntegerField(_("rows read"), default=0)
    rows_taken = models.PositiveBigIntegerField(_("rows taken"), default=0)
    rows_refused = models.PositiveBigIntegerField(_("rows refused"), default=0)
    set_aside = models.JSONField(_("rows set aside by reason"), default=dict)
    refused = models.JSONField(_("the first refused rows"), default=list)
    refused_rows = models.TextField(_("refused rows as CSV"), blank=True, default="")
    usable = models.BooleanField(_("at most 1 % of the money refused"), default=True)
    missing_pages = models.BooleanField(_("more pages exist"), default=False)
    notes = models.JSONField(_("notes"), default=list)
    summary = models.JSONField(_("sums of the whole"), default=dict)
    lines = models.JSONField(_("canonical lines"), default=list)
    days = models.JSONField(_("sums of days"), default=list)
    units = models.JSONField(_("units seen"), default=list)

    objects = models.Manager["UsageExport"]()

    class Meta:
        verbose_name = _("usage export")
        verbose_name_plural = _("usage exports")
        ordering: ClassVar = ["upload", "place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["upload", "place"], name="calculator_usage_export_place"),
        ]

    def __str__(self) -> str:
        return f"{self.format} ({self.file_name})"

    @property
    def has_money(self) -> bool:
        """Whether any row has money that could be told, taken or not."""
        of_rows = self.summary.get("money_rows", {})
        return bool(self.currencies or any(of_rows.get(name) for name in ("taken", "set_aside", "refused")))


class ModelAlias(models.Model):
    """Which model of the price list somebody means by a name in their exports; none says not to ask again."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="model_aliases")
    name = models.CharField(_("name in the export"), max_length=LONGEST_MODEL)
    reference = models.CharField(_("model of the price list"), max_length=LONGEST_MODEL, blank=True)
    chosen_at = models.DateTimeField(_("chosen"), default=timezone.now)

    objects = models.Manager["ModelAlias"]()

    class Meta:
        verbose_name = _("name of a model")
        verbose_name_plural = _("names of models")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "name"], name="calculator_model_alias_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.reference}"


class ColumnMapping(models.Model):
    """Which column of an unknown table means what, remembered for tables with the same header."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="column_mappings")
    header_sha256 = models.CharField(_("SHA-256 of the header"), max_length=64)
    mapping = models.JSONField(_("columns chosen by hand"), default=dict)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    objects = models.Manager["ColumnMapping"]()

    class Meta:
        verbose_name = _("table of one's own")
        verbose_name_plural = _("tables of one's own")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "header_sha256"], name="calculator_mapping_of_header"),
        ]

    def __str__(self) -> str:
        return f"{self.header_sha256[:8]} ({self.version})"


def kept_columns(summary: dict[str, Any]) -> dict[str, Any]:
    """A reading as `calculator.usage.summary.as_json` has it, by the columns of an export."""
    period, rows = summary["period"] or {}, summary["rows"]
    beside = {
        "lines",
        "days",
        "units",
        "notes",
        "refused",
        "set_aside",
        "months",
        "file",
        "format",
        "version",
    }
    lines = summary["lines"]
    return {
        "file_name": summary["file"][:200],
        "format": summary["format"],
        "version": (summary["version"] or "")[:60],
        "first_day": period.get("first"),
        "last_day": period.get("last"),
        "zone": period.get("zone", ""),
        "months": summary["months"],
        "currencies": sorted({line["currency"] for line in lines if line["currency"]}),
        "rows_read": rows["read"],
        "rows_taken": rows["taken"],
        "rows_refused": rows["refused"],
        "set_aside": summary["set_aside"],
        "refused": summary["refused"],
        "usable": summary["usable"],
        "missing_pages": any(note.startswith("has_more") for note in summary["notes"]),
        "notes": summary["notes"],
        "summary": {name: value for name, value in summary.items() if name not in beside},
        "lines": lines,
        "days": summary["days"],
        "units": summary["units"],
    }
