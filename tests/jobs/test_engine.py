"""The engine's own notes: found by their name, asked for no more than when to look at a job."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from runrate.jobs import engine
from runrate.reports.tasks import make_report, watch_report

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def noted(id: str) -> DBTaskResult:
    make_report.enqueue(id)
    return DBTaskResult.objects.latest("enqueued_at")


def test_the_name_of_the_notes_is_the_one_that_the_engine_gives_them() -> None:
    assert apps.get_model(engine.ROWS) is DBTaskResult
    assert DBTaskResult._meta.label_lower == engine.ROWS


def test_jobs_in_hand_wait_or_were_begun_lately_and_belong_to_the_task_asked_about() -> None:
    noted("waits")
    begun, dead, done = noted("begun"), noted("dead"), noted("done")
    watch_report.enqueue("watched")
    for note, status, started in (
        (begun, TaskResultStatus.RUNNING, NOW),
        (dead, TaskResultStatus.RUNNING, NOW - timedelta(minutes=2)),
        (done, TaskResultStatus.SUCCESSFUL, NOW),
    ):
        DBTaskResult.objects.filter(pk=note.pk).update(status=status, started_at=started)

    assert engine.ids_in_hand(make_report, alive_since=NOW - timedelta(minutes=1)) == {"waits", "begun"}


def test_only_notes_of_what_ended_before_are_over_their_term() -> None:
    old, young, running = noted("old"), noted("young"), noted("running")
    for note, status, ended in (
        (old, TaskResultStatus.FAILED, NOW - timedelta(days=31)),
        (young, TaskResultStatus.SUCCESSFUL, NOW),
        (running, TaskResultStatus.RUNNING, None),
    ):
        DBTaskResult.objects.filter(pk=note.pk).update(status=status, finished_at=ended)

    assert [note.pk for note in engine.finished_notes(NOW - timedelta(days=30))] == [old.pk]
