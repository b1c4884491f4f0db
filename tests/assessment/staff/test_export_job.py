"""Writing workbooks: once each, three attempts, nothing left for ever "being written" by a dead worker."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.tasks import TaskResultStatus
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.models import Export, ExportState
from assessment.staff import export_job
from assessment.staff.export_job import JOBS
from runrate.accounts.models import User
from runrate.jobs.leases import LEASE
from tests.assessment.exporting import EXPORT
from tests.assessment.submitted import submitted

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def export(alice: User) -> Export:
    submitted()
    asked = Export.objects.create(owner=alice)
    export_job.write_workbook.enqueue(str(asked.pk))
    return asked


def waiting() -> Any:
    return DBTaskResult.objects.filter(task_path=export_job.write_workbook.module_path).order_by(
        "enqueued_at"
    )


def test_a_workbook_is_written_once(export: Export) -> None:
    said = [export_job.write_workbook.call(str(export.pk)) for _time in range(2)]

    export.refresh_from_db()
    assert said == ["done", "not waiting"]
    assert (export.state, export.attempts, export.leased_until) == (ExportState.READY, 1, None)


def test_a_full_disk_is_tried_again_later_and_given_up_after_the_third_time(
    export: Export, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)

    said = [export_job.write_workbook.call(str(export.pk)) for _time in range(4)]

    export.refresh_from_db()
    assert said == ["again later", "again later", "failed", "not waiting"]
    assert (export.state, export.file.name) == (ExportState.FAILED, "")
    assert export.failure == "The file could not be stored: No space left on device"
    pauses = [task.run_after - task.enqueued_at for task in waiting()[1:]]
    assert [round(pause.total_seconds(), -1) for pause in pauses] == [10, 30]


def test_the_workbook_of_a_dead_worker_goes_back_and_its_file_goes_with_the_next(export: Export) -> None:
    killed = JOBS.lease(export.pk)
    assert killed is not None
    left = default_storage.save(JOBS.name_of(killed, 1), ContentFile(b"half"))
    Export.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    said = [export_job.watch_workbook.call(str(export.pk)), export_job.write_workbook.call(str(export.pk))]

    export.refresh_from_db()
    assert said == ["1 put back", "done"]
    assert (export.state, export.attempts) == (ExportState.READY, 2)
    assert not default_storage.exists(left)


def test_a_worker_that_is_alive_keeps_its_workbook_and_is_watched_on(export: Export) -> None:
    held = JOBS.lease(export.pk)
    assert held is not None
    assert held.leased_until is not None
    later = held.leased_until + LEASE
    JOBS.renewal(held)(held.leased_until, later)

    said = [export_job.watch_workbook.call(str(export.pk)), export_job.write_workbook.call(str(export.pk))]

    watches = DBTaskResult.objects.filter(task_path=export_job.watch_workbook.module_path).order_by(
        "run_after"
    )
    assert said == ["0 put back", "not waiting"]
    assert watches[1].run_after == later + timedelta(seconds=5)


def test_a_worker_that_comes_back_late_overwrites_nothing(export: Export) -> None:
    late = JOBS.lease(export.pk)
    assert late is not None
    assert late.leased_until is not None
    Export.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    JOBS.reap()
    export_job.write_workbook.call(str(export.pk))
    written = Export.objects.get(pk=export.pk).file.name
    name = default_storage.save("exports/late.xlsx", ContentFile(b"late"))

    said = JOBS.finished(late, {"file": name}, until=late.leased_until)

    assert not said
    assert Export.objects.get(pk=export.pk).file.name == written
    assert not default_storage.exists(name)


def test_a_workbook_that_kills_its_workers_is_given_up_until_somebody_tries_again(export: Export) -> None:
    past = timezone.now() - timedelta(seconds=1)
    Export.objects.update(state=ExportState.RUNNING, attempts=10, leased_until=past)
    reaped = JOBS.reap()
    given_up = Export.objects.get(pk=export.pk)

    JOBS.try_again(given_up)
    said = export_job.write_workbook.call(str(export.pk))

    assert reaped == 0
    assert (given_up.state, given_up.failure) == (
        ExportState.FAILED,
        "The worker was stopped while it wrote this workbook.",
    )
    assert said == "done"


def test_a_waiting_workbook_whose_task_died_gets_another(export: Export) -> None:
    waiting().update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    found = [JOBS.requeue_lost()]
    waiting().update(started_at=timezone.now() - LEASE - timedelta(seconds=1))
    found.append(JOBS.requeue_lost())

    assert found == [0, 1]
    assert [task.args_kwargs["args"] for task in waiting().ready()] == [[str(export.pk)]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("goes", ["row", "owner"])
def test_the_file_goes_with_its_row_and_with_its_owner(alice: User, goes: str) -> None:
    name = default_storage.save("exports/a.xlsx", ContentFile(b"x"))
    export = Export.objects.create(owner=alice, file=name)

    (export if goes == "row" else alice).delete()

    assert not Export.objects.exists()
    assert not default_storage.exists(name)


def test_who_asked_sees_why_it_failed_and_tries_again(staff_client: Client, staff: User) -> None:
    export = Export.objects.create(
        owner=staff, state=ExportState.FAILED, failure="The disk is full.", attempts=3
    )
    address = f"/admin/assessment/submission/export/{export.pk}/"

    shown = staff_client.get(address)
    staff_client.post(f"{address}again/")

    export.refresh_from_db()
    assert "The disk is full." in shown.text
    assert (export.state, export.attempts, waiting().count()) == (ExportState.WAITING, 0, 1)


def test_nobody_tries_anothers_again(staff_client: Client, alice: User) -> None:
    export = Export.objects.create(owner=alice, state=ExportState.FAILED)

    answer = staff_client.post(f"/admin/assessment/submission/export/{export.pk}/again/")

    assert answer.status_code == 404
    assert Export.objects.get().state == ExportState.FAILED


@pytest.mark.postgresql  # a second process cannot see a database in memory
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_writes_leaves_a_workbook_that_is_written_after_all(
    tmp_path: Path, settings: Any
) -> None:
    """A real worker, a real kill -9 in the middle of the rows, and the next worker finishes it."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    owner = User.objects.create_user("many@example.com", "correct horse battery")
    for number in range(20):
        submitted(f"Work {number}")
    export = Export.objects.create(owner=owner)
    export_job.write_workbook.enqueue(str(export.pk))
    environment = {
        **os.environ,
        "DATABASE_URL": os.environ["DATABASE_URL"].replace(
            "/postgres?", f"/{connection.settings_dict['NAME']}?"
        ),
        "RUNRATE_DATA_DIR": str(tmp_path),
        "RUNRATE_LEASE_SECONDS": "3",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
    }
    command = "from django.core.management import call_command\n"
    command += "call_command('db_worker', interval=0.1, startup_delay=False, reload=False)\n"
    # The first worker takes half a second for a row: alive for longer than its lease, then killed.
    slow = "from assessment.staff import export_job\nimport time\nquick = export_job._printable\n"
    slow += "export_job._printable = lambda cell: (time.sleep(0.01), quick(cell))[1]\n"

    def worker(manner: str) -> "subprocess.Popen[bytes]":
        script = f"import django; django.setup()\n{manner}{command}"
        return subprocess.Popen([sys.executable, "-c", script], env=environment, cwd=ROOT)

    def state() -> tuple[str, int]:
        now = Export.objects.get(pk=export.pk)
        return now.state, now.attempts

    def until(wanted: tuple[str, int]) -> None:
        end = time.monotonic() + 90
        while state() != wanted and time.monotonic() < end:
            time.sleep(0.05)

    running = worker(slow)
    try:
        until((ExportState.RUNNING, 1))
        time.sleep(5)
        alive = state()
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running = worker("")
        until((ExportState.READY, 2))
    finally:
        running.kill()
        running.wait()

    assert alive == (ExportState.RUNNING, 1)
    assert state() == (ExportState.READY, 2)
    assert [path.name for path in (tmp_path / "files").rglob("*.xlsx")] == [f"{export.pk}-2.xlsx"]


@pytest.mark.django_db
def test_jobs_that_wait_under_their_old_name_are_found_under_the_new_one() -> None:
    move = import_module("assessment.migrations.0008_export_job_moved")
    nothing = {"args_kwargs": {"args": [], "kwargs": {}}, "traceback": "", "exception_class_path": ""}
    for job in ("write_workbook", "watch_workbook", "other"):
        DBTaskResult.objects.create(task_path=f"assessment.tasks.{job}", backend_name="default", **nothing)

    move.rename(apps, SimpleNamespace(connection=connection))

    assert sorted(DBTaskResult.objects.values_list("task_path", flat=True)) == [
        export_job.watch_workbook.module_path,
        export_job.write_workbook.module_path,
        "assessment.tasks.other",
    ]


def test_a_workbook_stops_at_its_most_rows_and_says_so(
    analyst: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_job, "MOST_ROWS", 2)
    for _ in range(3):
        submitted()
    analyst.post(EXPORT, {"kind": "xlsx"})
    export = Export.objects.get()

    export_job.write_workbook.call(str(export.pk))

    export.refresh_from_db()
    assert (export.written, export.cut) == (2, True)
