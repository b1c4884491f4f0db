"""How the background queue stands: how many tasks wait, and for how long the oldest has."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min
from django_tasks_db.models import DBTaskResult


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
