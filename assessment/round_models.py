"""The seats of a team round: one-time invitations for members who have no account."""

from typing import ClassVar, Self
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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
