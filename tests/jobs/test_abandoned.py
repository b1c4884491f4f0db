"""The queue of tasks: what a killed worker held is closed, what waits long is said."""

from datetime import timedelta

import pytest
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from runrate.jobs import engine
from runrate.ops import housekeeping

NOW = timezone.now()

pytestmark = pytest.mark.django_db


def _task(status: str, *, minutes_ago: int) -> DBTaskResult:
    then = NOW - timedelta(minutes=minutes_ago)
    task = DBTaskResult.objects.create(
        task_path="x.y", backend_name="default", args_kwargs={"args": [], "kwargs": {}}, status=status,
        started_at=then,
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=then)
    return task


def test_a_killed_workers_task_is_closed_and_one_at_work_is_left() -> None:
    dead, alive = _task("RUNNING", minutes_ago=20), _task("RUNNING", minutes_ago=1)

    assert engine.close_abandoned(now=NOW) == 1

    statuses = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert statuses == {dead.pk: TaskResultStatus.FAILED, alive.pk: TaskResultStatus.RUNNING}


def test_a_task_that_waits_long_is_said() -> None:
    _task("READY", minutes_ago=5)

    assert "a task has waited for 300 s" in housekeeping.run(now=NOW)
