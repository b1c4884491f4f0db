"""Prices of models: each row with its source and what is known of its age."""

from datetime import date, timedelta
from typing import ClassVar, Final, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calculator.domain.prices.carried_notes import LONGEST_MESSAGE
from calculator.domain.prices.row_rules import row_conflicts

PRICES: Final = (
    "input_price",
    "output_price",
    "cache_read_price",
    "cache_write_price",
    "cache_write_1h_price",
    "call_fee",
    "search_price",
    "batch_input_price",
    "batch_output_price",
    "batch_cache_factor",
    "long_context_threshold",
    "long_context_input_price",
    "long_context_output_price",
    "long_context_cache_read_price",
    "long_context_cache_write_price",
)
"""The columns of a row that are its price: a difference in any of them makes another row."""


class Origin(models.TextChoices):
    BUNDLED = "bundled", _("bundled")
    STAFF = "staff", _("staff")


class Status(models.TextChoices):
    """A closed row was corrected or withdrawn; an announced one is not in force yet."""

    IN_FORCE = "in_force", _("in force")
    CLOSED = "closed", _("closed")


class Age(models.TextChoices):
    FRESH = "fresh", _("at most 90 days old")
    AMBER = "amber", _("over 90 days old, or of an unknown date")
    RED = "red", _("over 180 days old")


AMBER_AFTER = timedelta(days=90)
RED_AFTER = timedelta(days=180)


def age_of(known_on: date | None, today: date) -> Age:
    """How old a check or a list is, in three steps; amber where its day is not known."""
    if known_on is None:
        return Age.AMBER
    since = today - known_on
    return Age.RED if since > RED_AFTER else Age.AMBER if since > AMBER_AFTER else Age.FRESH


LONGEST_SEARCH = 100
MOST_WORDS = 6


def search_words(text: str) -> list[str]:
    """The words of a search, each once: few enough to be cheap, and none that a database refuses."""
    printable = "".join(sign if sign.isprintable() else " " for sign in text[:LONGEST_SEARCH])
    return list(dict.fromkeys(printable.lower().split()))[:MOST_WORDS]


class PriceRowQuerySet(models.QuerySet["PriceRow"]):
    def open(self) -> Self:
        """Rows that were not closed by a later import or by staff."""
        return self.filter(status=Status.IN_FORCE)

    def checkable(self, today: date) -> Self:
        """Rows that somebody can compare with their source: open, and begun by today."""
        begun = models.Q(effective_from=None) | models.Q(effective_from__lte=today)
        return self.open().filter(begun)

    def in_force_on(self, day: date) -> list["PriceRow"]:
        """One row a model: of those begun by `day` the latest, staff rows before bundled ones."""
        begun = self.open().filter(models.Q(effective_from=None) | models.Q(effective_from__lte=day))
        chosen: dict[tuple[str, str], PriceRow] = {}
        for row in begun.order_by("provider", "model"):
            best = chosen.get((row.provider, row.model))
            if best is None or row.rank > best.rank:
                chosen[row.provider, row.model] = row
        return list(chosen.values())

    def listed(self) -> Self:
        """Without the columns that no list of models shows."""
        return self.defer("match", "description")

    def of_model(self, provider: str, model: str) -> Self:
        return self.filter(provider=provider, model=model)

    def matching(self, words: str) -> Self:
        """Rows whose seller, model or display name holds every word."""
        found = self
        for word in search_words(words):
            found = found.filter(
                models.Q(provider__icontains=word)
                | models.Q(seller__icontains=word)
                | models.Q(model__icontains=word)
                | models.Q(display_name__icontains=word)
            )
        return found


class PriceRow(models.Model):
    """What a model costs from a day on, per million tokens, with its source."""

    provider = models.SlugField(_("provider"), max_length=60)
    model = models.CharField(_("model"), max_length=160)
    display_name = models.CharField(_("display name"), max_length=200)
    seller = models.CharField(_("seller"), max_length=80, blank=True, default="", db_default="")
    input_price = models.DecimalField(_("input price"), max_digits=20, decimal_places=10)
    output_price = models.DecimalField(_("output price"), max_digits=20, decimal_places=10)
    cache_read_price = models.DecimalField(
        _("cache read price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    cache_write_price = models.DecimalField(
        _("cache write price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    cache_write_1h_price = models.DecimalField(
        _("one-hour cache write price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    call_fee = models.DecimalField(
        _("fee for 1,000 calls"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    search_price = models.DecimalField(
        _("price of 1,000 searches"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    batch_input_price = models.DecimalField(
        _("batch input price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    batch_output_price = models.DecimalField(
        _("batch output price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    batch_listed_from = models.DateField(
        _("batch prices listed from"),
        null=True,
        blank=True,
        help_text=_("The day from which the list has the batch prices, where it is later than the prices."),
    )
    batch_cache_factor = models.DecimalField(
        _("batch share of the price of cached tokens"),
        null=True,
        blank=True,
        max_digits=11,
        decimal_places=10,
    )
    long_context_threshold = models.PositiveBigIntegerField(
        _("long-context threshold"), null=True, blank=True
    )
    long_context_input_price = models.DecimalField(
        _("long-context input price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    long_context_output_price = models.DecimalField(
        _("long-context output price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    long_context_cache_read_price = models.DecimalField(
        _("long-context cache read price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    long_context_cache_write_price = models.DecimalField(
        _("long-context cache write price"), null=True, blank=True, max_digits=20, decimal_places=10
    )
    context_window = models.PositiveBigIntegerField(_("context window"), null=True, blank=True)
    deprecated = models.BooleanField(_("deprecated by its vendor"), default=False, db_default=False)
    text = models.BooleanField(
        _("billed by text"),
        default=True,
        db_default=True,
        help_text=_("Off for models of images, audio and video, whose main price is not in this table."),
    )
    effective_from = models.DateField(
        _("effective from"), null=True, blank=True, help_text=_("Empty when the first day is not known.")
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.IN_FORCE)
    listed_in = models.CharField(_("listed in"), max_length=60, blank=True, default="", db_default="")
    listed_on = models.DateField(_("list published on"), null=True, blank=True)
    set_on = models.DateField(
        _("set on"),
        null=True,
        blank=True,
        help_text=_("The day staff of this site last set a price of this row; no list has it then."),
    )
    checked_on = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day somebody opened the source and compared this row with it. Empty otherwise."),
    )
    source_url = models.URLField(_("source"), blank=True, max_length=500)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin, default=Origin.BUNDLED)
    note = models.TextField(_("note"), blank=True, max_length=LONGEST_MESSAGE)
    comment = models.TextField(_("comment of the list"), blank=True, default="", db_default="")
    description = models.TextField(_("description of the model"), blank=True, default="", db_default="")
    match = models.JSONField(_("rule of its names"), null=True, blank=True, editable=False)
    place = models.PositiveIntegerField(_("place in the list"), default=0, db_default=0, editable=False)

    objects = PriceRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("price row")
        verbose_name_plural = _("price rows")
        ordering: ClassVar = ["provider", "model", "effective_from", "pk"]
        indexes: ClassVar = [models.Index(fields=["model", "status"], name="calculator_price_model")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "model", "origin", "effective_from"],
                condition=models.Q(status="in_force"),
                name="calculator_price_one_open_row_a_day",
            ),
            models.UniqueConstraint(
                fields=["provider", "model", "origin"],
                condition=models.Q(status="in_force", effective_from=None),
                name="calculator_price_one_open_row_without_start",
            ),
            models.CheckConstraint(
                condition=models.Q(input_price__gte=0) & models.Q(output_price__gte=0),
                name="calculator_price_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} ({self.effective_from or _('start not known')})"

    @property
    def reference(self) -> str:
        """How a workload names this model: provider/model."""
        return f"{self.provider}/{self.model}"

    @property
    def rank(self) -> tuple[bool, date]:
        """Which of several rows wins: a staff row before a bundled one, then the later start."""
        return self.origin == Origin.STAFF, self.effective_from or date.min

    def clean(self) -> None:
        """A check is a thing of the past, and of a price that had begun; prices of a row fit together."""
        super().clean()
        wrong: dict[str, list[str]] = {}
        for name, reason in row_conflicts(self):
            wrong.setdefault(name, []).append(reason)
        if wrong:
            raise ValidationError(wrong)
        if self.checked_on is None:
            return
        if self.checked_on > timezone.now().date():
            raise ValidationError({"checked_on": _("A check cannot be dated in the future.")})
        if self.effective_from and self.checked_on < self.effective_from:
            said = _("The price begins later: leave this empty until somebody has checked it then.")
            raise ValidationError({"checked_on": said})

    def announced(self, today: date) -> bool:
        return self.effective_from is not None and self.effective_from > today

    def age(self, today: date) -> Age:
        """How long ago the price was checked or set, or without either, how old the list is that names it."""
        return age_of(self.checked_on or self.set_on or self.listed_on, today)
