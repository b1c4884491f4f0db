"""What every durable job has in its row: a state, attempts, the reason of a failure, and a lease."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet[J: "Job"](models.QuerySet[J]):
    """Jobs by what has to be done about them."""

    def waiting(self) -> Self:
        """Nobody has begun them, or somebody has to begin again."""
        return self.filter(state=self.model.WAITING)

    def running(self) -> Self:
        """Held by a worker, alive or not."""
        return self.filter(state=self.model.RUNNING)

    def unfinished(self) -> Self:
        """What workers still have to do."""
        return self.filter(state__in=[self.model.WAITING, self.model.RUNNING])

    def abandoned(self, now: datetime | None = None) -> Self:
        """Taken by a worker that has been silent for longer than its lease."""
        return self.running().filter(leased_until__lt=now or timezone.now())

    def failed(self) -> Self:
        """Given up, until somebody tries again."""
        return self.filter(state=self.model.FAILED)


class Job(models.Model):
    """A piece of work that outlives its workers; `runrate.jobs.kinds` holds the rule it follows.

    A subclass has a `state` with choices of its own, and says here which of them mean what.
    """

    WAITING: ClassVar[str]
    RUNNING: ClassVar[str]
    READY: ClassVar[str]
    FAILED: ClassVar[str]

    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, db_default=0)
    """How often a worker began it since it was asked for, or was tried again by somebody."""
    errors = models.PositiveSmallIntegerField(_("errors"), default=0, db_default=0, editable=False)
    """How many of them ended with an error; the others were killed, which is no fault of the job."""
    failure = models.CharField(
        _("reason of the failure"), max_length=300, blank=True, default="", db_default=""
    )
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)

    state: Any
    objects: ClassVar[Any]

    class Meta:
        abstract = True

    @property
    def is_pending(self) -> bool:
        """Whether a worker has still to do it."""
        return self.state in {self.WAITING, self.RUNNING}

    @property
    def is_ready(self) -> bool:
        return bool(self.state == self.READY)


class FileJob(Job):
    """A job whose result is one file, which a subclass declares as `file`."""

    file: Any

    class Meta:
        abstract = True
