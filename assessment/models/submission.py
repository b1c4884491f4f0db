"""One attempt at the questions, by whom it may be read, and which of them count among others."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower, Trim
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assessment.domain.answer_sheet import Sheet, stored_sheet
from assessment.domain.charts import show_range
from assessment.domain.dimension_words import weakest_named
from assessment.domain.questionnaire import Questionnaire, load
from assessment.domain.scoring import Result, score, weakest_of
from assessment.models.choices import DimensionName, Industry, Review, Role, SizeBand, StageName
from runrate.core.ownership import OwnedQuerySet
from runrate.core.rendering.addresses import address

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from assessment.models.team_round import TeamRound


class SubmissionQuerySet(OwnedQuerySet["Submission"]):
    def open_to(self, user: "AbstractBaseUser | AnonymousUser", ids: tuple[UUID, ...]) -> Self:
        """What this person owns, and what nobody owns yet and this browser began."""
        unclaimed = Q(owner=None, pk__in=ids)
        return self.filter(Q(owner=user.pk) | unclaimed if user.is_authenticated else unclaimed)

    def finished(self) -> Self:
        return self.filter(finished_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(finished_at=None)

    def for_the_walk(self) -> Self:
        """With what questions, answers and review read: a third of the columns."""
        return self.only(
            "owner", "team_round", "version", "answers", "evidence", "started_at", "saved_at", "finished_at"
        )

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
        return address("assessment:result", self.pk)

    @property
    def day(self) -> str:
        return f"{self.finished_at or self.started_at:%Y-%m-%d}"

    @property
    def day_in_words(self) -> str:
        """The same day as a page writes it, in the language of the page."""
        return date_format(self.finished_at or self.started_at, "j F Y")

    @property
    def minute_in_words(self) -> str:
        return f"{date_format(self.finished_at or self.started_at, 'j F Y, H:i')} UTC"

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
        """The answers, with the rule of evidence under which they were finished."""
        # The release that asks more of evidence is the one that names every weakest dimension.
        # A draft has no result: asking for its column would be a statement more on every page of the walk.
        result = self.result if self.finished_at is not None else None
        before = result is not None and "weakest_dimensions" not in result
        return stored_sheet(self.version, self.answers, self.evidence, any_note_counts=before)

    def result_now(self) -> Result:
        """Computed again from the answers, under the rules of their version."""
        return score(self.sheet())

    @property
    def weakest_dimensions(self) -> tuple[str, ...]:
        """All that share the lowest score of the result as it was frozen; none where all five do."""
        if not self.result:
            return ()
        # A database may hand the dimensions out in an order of its own.
        scores = self.result["dimensions"]
        return weakest_of({name: scores[name] for name in DimensionName.values if name in scores})

    @property
    def weakest_in_words(self) -> str:
        """`Visibility and Control and foresight`, or that none is weaker; nothing while it is a draft."""
        if not self.result:
            return ""
        return weakest_named(score(stored_sheet(self.version, self.answers, {})), self.questionnaire)

    @property
    def score_in_words(self) -> str:
        """From lowest to highest where answers are not known; a dash while it is a draft."""
        if self.score is None or self.score_high is None:
            return "–"
        return show_range(Fraction(self.score), Fraction(self.score_high))

    def address_of_next(self) -> str:
        """Where an unfinished sheet goes on: its first open question, or the review."""
        if unanswered := self.unanswered():
            return address("assessment:question", self.pk, unanswered[0])
        return address("assessment:review", self.pk)

    def unanswered(self) -> list[int]:
        return [
            question.number for question in self.questionnaire.questions if question.key not in self.answers
        ]
