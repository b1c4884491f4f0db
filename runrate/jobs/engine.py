"""What is asked of the engine that runs the tasks: the one module that knows its table.

Everything else speaks to an engine through Django's tasks (`enqueue`, `run_after`). The table is found by its
name and not imported, so that a site with another engine in TASKS starts without it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.apps import apps
from django.db.models import Count, Min, Q, QuerySet
from django.tasks import TaskResultStatus
from django.tasks.base import Task

ROWS: Final = "django_tasks_database.dbtaskresult"
"""The engine's own notes, one for each call of a task."""
# Far longer than any task may take: one rendering is ended from outside after a minute.
_ABANDONED_AFTER: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class QueueState:
    """Tasks by status, and the age of the oldest one that could have been started already."""

    counts: dict[str, int]
    oldest_waiting_seconds: float


def _rows() -> Any:
    return apps.get_model(ROWS).objects


def state(*, now: datetime) -> QueueState:
    """Two queries; a task set for later does not count as waiting."""
    # Cleared ordering: the model's own would become part of the grouping.
    counted = _rows().order_by().values_list("status").annotate(count=Count("pk"))
    oldest = _rows().ready().order_by().aggregate(oldest=Min("enqueued_at"))["oldest"]
    waiting = (now - oldest).total_seconds() if oldest else 0.0
    return QueueState(
        counts={str(status): count for status, count in counted}, oldest_waiting_seconds=waiting
    )


def ids_in_hand(task: Task[..., Any], *, alive_since: datetime) -> set[str]:
    """The jobs that a task waits for, or was begun for since then; the id is its first argument."""
    unfinished = _rows().filter(
        task_path=task.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    dead = Q(status=TaskResultStatus.RUNNING, started_at__lt=alive_since)
    return {call["args"][0] for call in unfinished.exclude(dead).values_list("args_kwargs", flat=True)}


def close_abandoned(*, now: datetime) -> int:
    """Marks tasks as failed whose worker was killed: the engine leaves them running for ever.

    Only the engine's note; the job it was about has its own lease and is put back by its kind.
    """
    closed: int = (
        _rows()
        .running()
        .filter(started_at__lt=now - _ABANDONED_AFTER)
        .update(
            status=TaskResultStatus.FAILED,
            finished_at=now,
            exception_class_path="runrate.jobs.engine.Abandoned",
            traceback="The worker was killed while it ran this task.",
        )
    )
    return closed


def finished_notes(before: datetime) -> QuerySet[Any]:
    """What the engine noted of tasks that ended before then."""
    notes: QuerySet[Any] = _rows().finished().filter(finished_at__lt=before)
    return notes
