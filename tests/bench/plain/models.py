"""An attempt and its answers: one row for each, as a first draft of such a site would have it."""

from typing import Any, ClassVar
from uuid import uuid4

from django.db import models


class Attempt(models.Model):
    """One visitor's way through the questions."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    total = models.PositiveSmallIntegerField(null=True)

    objects: ClassVar[Any] = models.Manager()
    answers: Any

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """What was chosen for one question."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="answers")
    number = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["attempt", "number"], name="one_answer_each"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number}: {self.level}"
