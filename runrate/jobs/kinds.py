"""The one rule of durable jobs: who may hold one, how often it is tried, what follows a worker's death.

A job is a row; the engine behind Django's TASKS only says when to look at it. So a task may be lost, run
twice or run late: the row decides, and whoever holds its lease alone may write into it.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.tasks.base import Task
from django.utils import timezone

from runrate.core.store_away import NOT_STORED, why_not_stored
from runrate.jobs import engine
from runrate.jobs.leases import LEASE, Heartbeat
from runrate.jobs.models import FileJob, Job

log = logging.getLogger("runrate.jobs")

MOST_ERRORS: Final = 3
"""Errors, after which a job is failed until somebody tries again."""
MOST_LEASES: Final = 10
"""Beginnings altogether: a killed worker is no fault of the job, but a job that kills its workers ends."""
BACK_OFF: Final = timedelta(seconds=10)
"""Waited before the second attempt; three times as long before the third."""
WATCHED_AFTER: Final = timedelta(seconds=5)
"""How long after the end of a lease somebody looks whether its holder died."""


class JobError(Exception):
    """A job cannot be done now, or never; the text says why, to the person who waits for it."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind[J: Job]:
    """One kind of job: its rows, and the two tasks that are called with a row's id as text."""

    model: type[J]
    task: Task[..., str]
    """Does one job: `run` with the work in hand."""
    watch: Task[..., str] | None = None
    """Looks after a lease has ended: `look_after`. Without it housekeeping does so within its minute."""
    stopped: str
    """Said of a job whose worker died."""
    begun: Mapping[str, object] = field(default_factory=dict)
    """Fields of a job that a worker begins."""
    back: Mapping[str, object] = field(default_factory=dict)
    """Fields of a job that has to begin again."""

    # --- the rule, for kinds that wait for others than themselves -----------------------------------------

    def pause(self, job: J) -> timedelta | None:
        """Waited before the attempt after this one; None after the last."""
        return None if job.errors >= MOST_ERRORS else BACK_OFF * 3 ** (job.errors - 1)

    def is_spent(self, job: J) -> bool:
        """Whether a job whose worker died has killed enough of them."""
        return job.attempts >= MOST_LEASES

    def back_at(self, due: datetime) -> Mapping[str, object]:  # noqa: ARG002  # for kinds that show it
        """Fields of a job that begins again at that time."""
        return self.back

    # --- in a worker --------------------------------------------------------------------------------------

    def run(self, id: str, work: Callable[[J], Mapping[str, Any]]) -> str:
        """Does a job that waits, once, however often it is called; what came of it, for the engine's notes.

        `work` returns the fields that hold the result. Whatever it raises, the person who waits is told and
        the other jobs are done.
        """
        job = self.lease(UUID(id))
        if job is None:
            return "not waiting"
        held = Heartbeat(self.renewal(job), until=end_of(job))
        try:
            with held:
                result = work(job)
        except JobError as error:
            return self.failed(job, str(error), until=held.until, final=error.final)
        except NOT_STORED as error:
            # A store that is full or away: what was written is not referred to by anything.
            return self.failed(job, why_not_stored(error), until=held.until)
        except Exception:
            log.exception("%s %s", self.model.__name__, job.pk)
            return self.failed(job, "Something unexpected went wrong.", until=held.until)
        return "done" if self.finished(job, result, until=held.until) else "no longer held"

    def look_after(self, id: str) -> str:
        """If the holder of a lease was killed, its job goes back into the queue; if it lives, looks again."""
        put_back = self.reap(only=UUID(id))
        held = self.model.objects.running().filter(pk=id)
        if until := held.values_list("leased_until", flat=True).first():
            self._watch(id, until)
        return f"{put_back} put back"

    @transaction.atomic
    def lease(self, id: UUID) -> J | None:
        """The job, now held by this worker; None when it is done, held by another, or gone."""
        job: J | None = self.model.objects.select_for_update().waiting().filter(pk=id).first()
        if job is None:
            return None
        until = timezone.now() + LEASE
        self._set(job, **self.begun, state=job.RUNNING, leased_until=until, attempts=job.attempts + 1)
        self._watch(str(job.pk), until)
        return job

    def renewal(self, job: J) -> Callable[[datetime, datetime], bool]:
        """Moves the end of this job's lease, as long as it is still this worker's."""
        held = self.model.objects.running().filter(pk=job.pk)
        return lambda old, new: bool(held.filter(leased_until=old).update(leased_until=new))

    def finished(self, job: J, result: Mapping[str, Any], *, until: datetime) -> bool:
        """Writes the result into the row, if this worker still holds it; whether it did."""
        held = self.model.objects.running().filter(pk=job.pk, attempts=job.attempts, leased_until=until)
        return bool(held.update(**result, state=job.READY, leased_until=None, failure=""))

    @transaction.atomic
    def failed(self, job: J, reason: str, *, until: datetime, final: bool = False) -> str:
        """Back into the queue after a pause; failed after the last attempt, or when another one is no use.

        Attempts are counted anew where somebody tries again: who holds the lease is told by its end too.
        """
        mine = {"attempts": job.attempts, "leased_until": until}
        held = self.model.objects.select_for_update().running().filter(pk=job.pk, **mine)
        if held.first() is None:
            return "no longer held"
        job.errors += 1
        pause = None if final else self.pause(job)
        level = logging.ERROR if pause is None else logging.WARNING
        log.log(level, "%s %s failed at attempt %s: %s", self.model.__name__, job.pk, job.attempts, reason)
        if pause is None:
            held.update(state=job.FAILED, errors=job.errors, failure=reason[:300], leased_until=None)
            return "failed"
        due = timezone.now() + pause
        back = self.back_at(due)
        held.update(**back, state=job.WAITING, errors=job.errors, failure=reason[:300], leased_until=None)
        self.enqueue(job, after=due)
        return "again later"

    # --- from anywhere ------------------------------------------------------------------------------------

    def enqueue(self, job: J, *, after: datetime | None = None) -> None:
        """Hands a waiting job to the engine, in the transaction that made it wait."""
        (self.task.using(run_after=after) if after else self.task).enqueue(str(job.pk))

    @transaction.atomic
    def try_again(self, job: J, *, also_ready: bool = False) -> J | None:
        """Puts a failed job back with all its attempts; None when it is gone.

        One that is waiting or being done stays as it is; one that is ready too, unless it is asked for.
        """
        locked: J | None = self.model.objects.select_for_update(of=("self",)).filter(pk=job.pk).first()
        if locked is not None and (locked.state == locked.FAILED or (also_ready and locked.is_ready)):
            back = self.back_at(timezone.now())
            self._set(locked, **back, state=locked.WAITING, attempts=0, errors=0, failure="")
            self.enqueue(locked)
        return locked

    @transaction.atomic
    def reap(self, *, only: UUID | None = None) -> int:
        """Puts jobs whose worker died back into the queue, or fails those whose workers die every time."""
        put_back = 0
        abandoned = self.model.objects.select_for_update().abandoned()
        for job in abandoned.filter(pk=only) if only else abandoned:
            spent, back = self.is_spent(job), self.back_at(timezone.now())
            state = job.FAILED if spent else job.WAITING
            self._set(job, **back, state=state, leased_until=None, failure=self.stopped)
            if not spent:
                self.enqueue(job)
                put_back += 1
        return put_back

    @transaction.atomic
    def requeue_lost(self) -> int:
        """Gives a task to each waiting job that has none: its worker was killed before it took the lease."""
        # Read before the tasks: a job that is asked for in between brings its own.
        waiting = list(self.model.objects.select_for_update().waiting().only("pk"))
        # Taking the lease is the first thing a task does: one that has run for longer and did not is dead.
        known = engine.ids_in_hand(self.task, alive_since=timezone.now() - LEASE)
        lost = [job for job in waiting if str(job.pk) not in known]
        for job in lost:
            self.enqueue(job)
        return len(lost)

    def _watch(self, id: str, until: datetime) -> None:
        if self.watch is not None:
            self.watch.using(run_after=until + WATCHED_AFTER).enqueue(id)

    def _set(self, job: J, **fields: object) -> None:
        for name, value in fields.items():
            setattr(job, name, value)
        job.save(update_fields=list(fields))


@dataclass(frozen=True, slots=True, kw_only=True)
class FileKind[J: FileJob](Kind[J]):
    """A kind whose jobs make one file each: at most one is left, and it is the one that the row names."""

    name_of: Callable[[J, int], str]
    """Where an attempt stores its file: what a killed one left is found by its number."""

    def store(self, job: J, content: File[bytes]) -> str:
        """The name under which the file was stored. Raises one of NOT_STORED."""
        name: str = job.file.storage.save(self.name_of(job, job.attempts), content)
        return name

    def finished(self, job: J, result: Mapping[str, Any], *, until: datetime) -> bool:
        """Names the stored file in the row; takes away what killed attempts stored and what it replaces.

        Where another worker was faster, this worker's file is taken away.
        """
        taken = Kind.finished(self, job, result, until=until)
        name = result["file"]
        killed = [self.name_of(job, attempt) for attempt in range(1, job.attempts)]
        replaced = {*killed, job.file.name or ""} - {name, ""}
        for unused in replaced if taken else {name}:
            job.file.storage.delete(unused)
        return taken

    def names_of(self, job: J) -> list[str]:
        """What the attempts at a job may have stored, named by the row or not."""
        return [self.name_of(job, attempt) for attempt in range(1, MOST_LEASES + 1)]


def end_of(job: Job) -> datetime:
    """Where the lease of a job that was just taken ends."""
    return job.leased_until or timezone.now()
