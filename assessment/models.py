"""What is kept: submissions with frozen results, links that open them, team rounds, published benchmarks."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Trim
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assessment.questionnaire import Questionnaire, load
from assessment.scoring import Result, score
from assessment.sheet import Sheet, stored_sheet
from runrate.kit.owned import OwnedQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


class StageName(models.TextChoices):
    INVISIBLE = "invisible", _("Invisible")
    TRACKED = "tracked", _("Tracked")
    ALLOCATED = "allocated", _("Allocated")
    OPTIMIZED = "optimized", _("Optimized")
    GOVERNED = "governed", _("Governed")


class DimensionName(models.TextChoices):
    VISIBILITY = "visibility", _("Visibility")
    UNIT_ECONOMICS = "unit_economics", _("Unit economics")
    RUN_EFFICIENCY = "run_efficiency", _("Run efficiency")
    STICKY_COSTS = "sticky_costs", _("Sticky costs")
    CONTROL = "control", _("Control and foresight")


class Industry(models.TextChoices):
    BANKING = "banking", _("Banking and lending")
    INSURANCE = "insurance", _("Insurance")
    HEALTH = "health", _("Health and care")
    PUBLIC = "public", _("Public sector")
    RETAIL = "retail", _("Retail and consumer goods")
    MANUFACTURING = "manufacturing", _("Manufacturing and energy")
    SOFTWARE = "software", _("Software and internet")
    TELECOM = "telecom", _("Telecom and media")
    SERVICES = "services", _("Professional services")
    TRANSPORT = "transport", _("Transport and logistics")
    EDUCATION = "education", _("Education and research")
    OTHER = "other", _("Something else")


class SizeBand(models.TextChoices):
    UP_TO_50 = "1-50", _("1 to 50 people")
    UP_TO_250 = "51-250", _("51 to 250 people")
    UP_TO_1000 = "251-1000", _("251 to 1,000 people")
    UP_TO_5000 = "1001-5000", _("1,001 to 5,000 people")
    ABOVE = "5001+", _("more than 5,000 people")


class Role(models.TextChoices):
    ENGINEERING = "engineering", _("Engineering")
    PRODUCT = "product", _("Product")
    FINANCE = "finance", _("Finance")
    OPERATIONS = "operations", _("Operations")
    COMPLIANCE = "compliance", _("Risk and compliance")
    MANAGEMENT = "management", _("General management")
    OTHER = "other", _("Something else")


class Review(models.TextChoices):
    WAITING = "waiting", _("waiting")
    REVIEWED = "reviewed", _("reviewed")
    NEEDS_INFORMATION = "needs_information", _("needs information")
    SET_ASIDE = "set_aside", _("set aside")


class SubmissionQuerySet(OwnedQuerySet["Submission"]):
    def open_to(self, user: "AbstractBaseUser | AnonymousUser", ids: tuple[UUID, ...]) -> Self:
        """What this person owns, and what nobody owns yet and this browser began."""
        unclaimed = Q(owner=None, pk__in=ids)
        return self.filter(Q(owner=user.pk) | unclaimed if user.is_authenticated else unclaimed)

    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(finished_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-started_at", "-pk")

    def awaiting_review(self) -> Self:
        """Finished, real, and looked at by nobody yet; oldest first."""
        return self.finished().filter(review=Review.WAITING, is_demo=False).order_by("finished_at")

    def comparable(self) -> Self:
        """What the weekly sums count: finished and real, one result for each workload."""
        return (
            self.finished()
            .filter(is_demo=False, team_round=None)
            .exclude(review=Review.SET_ASIDE)
            .exclude(owner__is_staff=True)
        )

    def in_benchmark(self) -> Self:
        """What the benchmark counts: of each confirmed account and workload the newest one answered here.

        Imports, anonymous ones, and what came in too great a number from one address never count.
        """
        eligible = self.comparable().filter(owner__isnull=False, countable=True)
        eligible = eligible.alias(workload=Lower(Trim("workload_name")))
        return eligible.filter(Exists(_confirmed()), ~Exists(_newer_of_the_same()))

    def out_of_benchmark(self) -> Self:
        """All others, said without a "not in", as for `incomparable`."""
        named = self.alias(workload=Lower(Trim("workload_name")))
        return named.filter(
            _INCOMPARABLE
            | Q(owner__isnull=True)
            | Q(countable=False)
            | ~Exists(_confirmed())
            | Exists(_newer_of_the_same())
        )

    def counting_in(self, team_round: "TeamRound") -> Self:
        """The ratings that count in an open round: finished, and one of each account, its first."""
        same_rater = Submission.objects.finished().filter(
            team_round=OuterRef("team_round"), owner=OuterRef("owner")
        )
        earlier = same_rater.filter(
            Q(finished_at__lt=OuterRef("finished_at"))
            | Q(finished_at=OuterRef("finished_at"), pk__lt=OuterRef("pk"))
        )
        return self.finished().filter(team_round=team_round).filter(~Exists(earlier)).order_by("pk")

    def incomparable(self) -> Self:
        """All others, said without a "not in", which takes hours at a million rows."""
        return self.filter(_INCOMPARABLE)


_INCOMPARABLE = (
    Q(finished_at=None)
    | Q(is_demo=True)
    | Q(team_round__isnull=False)
    | Q(review=Review.SET_ASIDE)
    | Q(owner__is_staff=True)
)


def _confirmed() -> models.QuerySet[Any]:
    """The confirmed addresses of the owner of an outer row."""
    confirmed: models.QuerySet[Any] = EmailAddress.objects.filter(user=OuterRef("owner"), verified=True)
    return confirmed


def _newer_of_the_same() -> SubmissionQuerySet:
    """Later ones of the outer row's owner about its workload, under the same version."""
    same = Submission.objects.comparable().filter(
        countable=True, owner=OuterRef("owner"), version=OuterRef("version")
    )
    return (
        same.alias(workload=Lower(Trim("workload_name")))
        .filter(workload=OuterRef("workload"))
        .filter(
            Q(finished_at__gt=OuterRef("finished_at"))
            | Q(finished_at=OuterRef("finished_at"), pk__gt=OuterRef("pk"))
        )
    )


class Submission(models.Model):
    """One attempt at the questions: answers as given and, once finished, the result that they had."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="submissions"
    )
    team_round = models.ForeignKey(
        "TeamRound", models.SET_NULL, null=True, blank=True, related_name="ratings", editable=False
    )
    version = models.CharField(_("version"), max_length=8)
    answers = models.JSONField(_("answers"), default=dict)
    evidence = models.JSONField(_("evidence"), default=dict)

    workload_name = models.CharField(_("workload"), max_length=120, blank=True)
    team_name = models.CharField(_("team"), max_length=120, blank=True)
    industry = models.CharField(_("industry"), max_length=20, choices=Industry, blank=True)
    size_band = models.CharField(_("size"), max_length=10, choices=SizeBand, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, blank=True)

    started_at = models.DateTimeField(_("started"), default=timezone.now)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    score = models.DecimalField(_("score"), max_digits=4, decimal_places=1, null=True, blank=True)
    score_high = models.DecimalField(_("highest"), max_digits=4, decimal_places=1, null=True, blank=True)
    evidenced_score = models.DecimalField(
        _("evidenced"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    stage = models.CharField(_("stage"), max_length=12, choices=StageName, blank=True)
    weakest_dimension = models.CharField(
        _("weakest dimension"), max_length=20, choices=DimensionName, blank=True
    )
    result = models.JSONField(_("result"), null=True, blank=True)

    is_demo = models.BooleanField(_("demo"), default=False)
    review = models.CharField(_("review"), max_length=20, choices=Review, default=Review.WAITING)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="to_review"
    )
    counted_as = models.CharField(max_length=20, null=True, blank=True, editable=False)  # noqa: DJ001
    """The industry under which the weekly sums count it ("" without one); NULL while they do not."""
    countable = models.BooleanField(default=True, db_default=True, editable=False)
    """Answered here, within the limit of one address; what was imported never counts among others."""
    published = models.BooleanField(default=False, db_default=False, editable=False)
    """Whether the published benchmark holds it."""
    published_as = models.CharField(max_length=20, null=True, blank=True, editable=False)  # noqa: DJ001
    """The industry in whose published benchmark it is; NULL where it is in none."""

    objects: ClassVar[SubmissionQuerySet] = SubmissionQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, result__isnull=True)
                | Q(finished_at__isnull=False, result__isnull=False),
                name="submission_finished_with_result",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-started_at"], name="submission_by_owner"),
            models.Index(fields=["-finished_at", "-id"], name="submission_by_finish"),
            models.Index(fields=["review", "-finished_at", "-id"], name="submission_by_review"),
            models.Index(fields=["stage", "-finished_at", "-id"], name="submission_by_stage"),
            models.Index(fields=["industry", "-finished_at", "-id"], name="submission_by_industry"),
        ]

    def __str__(self) -> str:
        return self.workload_name or self.team_name or _("Assessment of {day}").format(day=self.day_in_words)

    def get_absolute_url(self) -> str:
        return reverse("assessment:result", args=[self.pk])

    @property
    def day(self) -> str:
        return f"{self.finished_at or self.started_at:%Y-%m-%d}"

    @property
    def day_in_words(self) -> str:
        """The same day as a page writes it, in the language of the page."""
        return date_format(self.finished_at or self.started_at, "j F Y")

    @property
    def minute_in_words(self) -> str:
        return date_format(self.finished_at or self.started_at, "j F Y, H:i")

    @property
    def questionnaire(self) -> Questionnaire:
        return load(self.version)

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    def is_open_to(self, user: "AbstractBaseUser | AnonymousUser", ids: tuple[UUID, ...]) -> bool:
        """The rule of `open_to`, for a row that is here already."""
        return self.pk in ids if self.owner_id is None else self.owner_id == user.pk

    def sheet(self) -> Sheet:
        return stored_sheet(self.version, self.answers, self.evidence)

    def result_now(self) -> Result:
        """Computed again from the answers, under the rules of their version."""
        return score(self.sheet())

    def address_of_next(self) -> str:
        """Where an unfinished sheet goes on: its first open question, or the review."""
        if unanswered := self.unanswered():
            return reverse("assessment:question", args=[self.pk, unanswered[0]])
        return reverse("assessment:review", args=[self.pk])

    def unanswered(self) -> list[int]:
        return [
            question.number for question in self.questionnaire.questions if question.key not in self.answers
        ]


class Purpose(models.TextChoices):
    RESUME = "resume", _("go on with it")
    SHARE = "share", _("read the result")
    INVITE = "invite", _("rate as a member of the team")


class Link(models.Model):
    """Links as they were kept before `runrate.sharing`, which has moved them; the table goes next release."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    purpose = models.CharField(max_length=10, choices=Purpose)
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, related_name="links")
    team_round = models.ForeignKey("TeamRound", models.CASCADE, null=True, related_name="links")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose=Purpose.INVITE, submission=None, team_round__isnull=False)
                | Q(purpose__in=[Purpose.RESUME, Purpose.SHARE], submission__isnull=False, team_round=None),
                name="link_opens_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({self.pk})"


class TeamRound(models.Model):
    """One team rating one workload: each member alone, the result together."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="team_rounds")
    version = models.CharField(_("version"), max_length=8)
    team_name = models.CharField(_("team"), max_length=120)
    workload_name = models.CharField(_("workload"), max_length=120, blank=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    combined = models.OneToOneField(
        Submission, models.SET_NULL, null=True, blank=True, related_name="combines", editable=False
    )
    outcome = models.JSONField(null=True, blank=True, editable=False)
    """What the ratings came to at the close, as far as it may be told (see `assessment.team.Combined`)."""

    objects: ClassVar[OwnedQuerySet["TeamRound"]] = OwnedQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("team round")
        verbose_name_plural = _("team rounds")

    def __str__(self) -> str:
        return self.team_name

    def get_absolute_url(self) -> str:
        return reverse("assessment:team", args=[self.pk])

    @property
    def questionnaire(self) -> Questionnaire:
        return load(self.version)


class BenchmarkSnapshot(models.Model):
    """What is published of the scores, too coarse and too rarely for one submission to be read off."""

    version = models.CharField(max_length=8)
    industry = models.CharField(max_length=20, blank=True)
    published_at = models.DateTimeField(null=True)
    changes = models.PositiveIntegerField(default=0)
    """Accounts whose part of it had changed when it was published."""
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    """Score, rounded to five, to number of submissions."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "industry"], name="benchmark_snapshot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.industry or '*'}: n = {self.total}"


# Django looks for tables here; these name their owners by name, so either file may be read first.
from assessment.round_models import Seat  # noqa: E402, F401
from assessment.staff_models import Export, FiguresChange, ReviewEntry, WeeklyFigures  # noqa: E402, F401
