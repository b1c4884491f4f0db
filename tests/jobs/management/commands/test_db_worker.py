"""The worker's command: whatever gets ready before the first task is told, and cannot stop it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from runrate.jobs.signals import worker_starting
from runrate.reports import tasks
from runrate.reports.rendering import sample
from runrate.reports.tasks import watch_report

pytestmark = pytest.mark.django_db(transaction=True)
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def warmed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the printer of this process is told to rehearse; a process of its own would outlive the test."""
    told: list[object] = []
    monkeypatch.setattr(tasks.printer, "warm", told.append)
    return told


@pytest.fixture
def listener() -> Iterator[Any]:
    connected: list[Any] = []

    def listen(hear: Any) -> None:
        worker_starting.connect(hear)
        connected.append(hear)

    yield listen
    for hear in connected:
        worker_starting.disconnect(hear)


def work() -> None:
    watch_report.enqueue(NOBODY)
    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)


def test_the_printer_rehearses_once_before_the_first_task(warmed: list[object]) -> None:
    work()

    assert warmed == [sample.rehearsal()]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_who_cannot_get_ready_stops_no_worker(warmed: list[object], listener: Any) -> None:
    def fails(**_named: object) -> None:
        raise OSError("no room")

    listener(fails)
    work()

    assert DBTaskResult.objects.get().status == "SUCCESSFUL"
