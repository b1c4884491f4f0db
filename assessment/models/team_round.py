"""A round in which a team rates one workload, and its one-time invitations."""

from typing import ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.domain.questionnaire import Questionnaire, load
from assessment.models.submission import Submission
from runrate.core.ownership import OwnedQuerySet


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
    """What the ratings came to at the close, as far as it may be told (see `team_combine.Combined`)."""

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


class SeatQuerySet(models.QuerySet["Seat"]):
    def free(self) -> Self:
        """Neither taken nor expired, in a round that is open."""
        return self.filter(taken_at=None, expires_at__gt=timezone.now(), team_round__closed_at=None)


class Seat(models.Model):
    """A way into one round for one browser, once. Only the hash of its secret is stored.

    Which rating was made from it is not kept: whoever handed it out knows to whom.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    team_round = models.ForeignKey("assessment.TeamRound", models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    secret_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    objects: ClassVar[SeatQuerySet] = SeatQuerySet.as_manager()  # type: ignore[assignment]  # django-stubs types it as Manager

    class Meta:
        verbose_name = _("one-time invitation")
        verbose_name_plural = _("one-time invitations")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team_round", "number"], name="seat_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
