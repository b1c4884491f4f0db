"""Links to submissions and rounds as they were kept before all links became one kind."""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.models.submission import Submission


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
