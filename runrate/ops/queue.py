"""How the background queue stands, and closing the tasks of workers that were killed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Far longer than any task may take: one rendering is ended from outside after a minute.
_ABANDONED_AFTER = timedelta(minutes=15)


@dataclass(frozen=True)
class QueueState:
    """Tasks by status, and the age of the oldest one that could have been started already."""

    counts: dict[str, int]
    oldest_waiting_seconds: float


def state(*, now: datetime) -> QueueState:
    """Two queries; a task set for later does not count as waiting."""
    # Cleared ordering: the model's own would become part of the grouping.
    counted = DBTaskResult.objects.order_by().values_list("status").annotate(count=Count("pk"))
    oldest = DBTaskResult.objects.ready().order_by().aggregate(oldest=Min("enqueued_at"))["oldest"]
    waiting = (now - oldest).total_seconds() if oldest else 0.0
    return QueueState(
        counts={str(status): count for status, count in counted}, oldest_waiting_seconds=waiting
    )


def close_abandoned(*, now: datetime) -> int:
    """Marks tasks as failed whose worker was killed: the library leaves them running for ever.

    Only the task's row; what it was about has its own lease and is put back by its own room.
    """
    return (
        DBTaskResult.objects.running()
        .filter(started_at__lt=now - _ABANDONED_AFTER)
        .update(
            status=TaskResultStatus.FAILED,
            finished_at=now,
            exception_class_path="runrate.ops.queue.Abandoned",
            traceback="The worker was killed while it ran this task.",
        )
    )
