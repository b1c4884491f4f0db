"""Making reports: once each, three attempts, and nothing lost when a worker dies or a disk is full."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.tasks import TaskResultStatus
from django.test import override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.models import Submission
from runrate.accounts.models import User
from runrate.jobs.kinds import end_of
from runrate.jobs.leases import LEASE
from runrate.reports import tasks
from runrate.reports.models import Report, State, Step
from runrate.reports.rendering.pdf import PrintJob
from runrate.reports.rendering.process import PrintError
from runrate.reports.services.reports import start_report
from runrate.reports.tasks import JOBS, make_report, watch_report
from tests.reports.readers import SMALL, sheet, source, workload

ROOT = Path(__file__).resolve().parents[2]


def queued(owner: User, *, units: int = 100) -> Report:
    return start_report(owner=owner, source=source(sheet(1), workload(SMALL, units_per_day=units)))


def waiting() -> list[DBTaskResult]:
    return list(DBTaskResult.objects.filter(task_path=make_report.module_path).order_by("enqueued_at"))


class FailingPrinter:
    """A renderer that always refuses; the real one is a process that cannot be told to."""

    def __init__(self) -> None:
        self.asked = 0

    def print(self, job: PrintJob) -> bytes:
        self.asked += 1
        raise PrintError("The rendering took longer than any report needs and was ended.")


def test_the_same_report_of_two_people_is_two_files(alice: User, bob: User) -> None:
    hers, his = queued(alice), queued(bob)
    for report in (hers, his):
        make_report.call(str(report.pk))
        report.refresh_from_db()

    assert hers.inputs_hash == his.inputs_hash
    assert hers.file.name != his.file.name
    assert hers.file.name is not None
    assert f"/{alice.pk}/" in hers.file.name


def test_running_a_task_twice_makes_one_file(alice: User) -> None:
    report = queued(alice)

    outcomes = [make_report.call(str(report.pk)) for _ in range(2)]

    assert outcomes == ["done", "not waiting"]
    assert len(default_storage.listdir(f"reports/{alice.pk}")[1]) == 1


def test_a_failed_attempt_is_repeated_later_and_given_up_after_the_third(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = FailingPrinter()
    monkeypatch.setattr(tasks, "printer", printer)
    report = queued(alice)

    outcomes = [make_report.call(str(report.pk)) for _ in range(4)]
    report.refresh_from_db()

    assert outcomes == ["again later", "again later", "failed", "not waiting"]
    assert printer.asked == 3
    assert (report.state, report.attempts) == (State.FAILED, 3)
    assert report.failure.startswith("The rendering took longer")
    pauses = [task.run_after - task.enqueued_at for task in waiting()[1:]]
    assert [round(pause.total_seconds(), -1) for pause in pauses] == [10, 30]


def test_trying_again_begins_with_three_new_attempts(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    report = queued(alice)
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "printer", FailingPrinter())
        for _ in range(3):
            make_report.call(str(report.pk))

    again = start_report(owner=alice, source=report.read_source())
    make_report.call(str(report.pk))
    report.refresh_from_db()

    assert again.pk == report.pk
    assert (report.state, report.attempts, report.failure) == (State.READY, 1, "")


def test_a_full_disk_is_said_and_leaves_no_file_behind(alice: User, tmp_path: Path) -> None:
    report = queued(alice)
    blocked = tmp_path / "not-a-directory"
    blocked.write_text("in the way")

    with override_settings(MEDIA_ROOT=str(blocked)):
        outcome = make_report.call(str(report.pk))
    report.refresh_from_db()

    assert outcome == "again later"
    assert (report.state, bool(report.file)) == (State.QUEUED, False)
    assert report.failure.startswith("The file could not be stored")


def test_the_report_of_a_dead_worker_goes_back_into_the_queue(alice: User) -> None:
    report = queued(alice)
    past = timezone.now() - timedelta(seconds=1)
    Report.objects.filter(pk=report.pk).update(state=State.RENDERING, attempts=1, leased_until=past)

    put_back = watch_report.call(str(report.pk))
    report.refresh_from_db()

    assert put_back == "1 put back"
    assert (report.state, report.step, report.attempts) == (State.QUEUED, Step.WAITING, 1)
    assert len(waiting()) == 2


def test_a_worker_that_is_alive_keeps_its_report(alice: User) -> None:
    report = queued(alice)
    Report.objects.filter(pk=report.pk).update(
        state=State.RENDERING, attempts=1, leased_until=timezone.now() + LEASE
    )

    assert JOBS.reap() == 0
    assert make_report.call(str(report.pk)) == "not waiting"


def test_a_renewed_lease_still_ends_with_a_report_and_is_watched_again(alice: User) -> None:
    report = queued(alice)
    held = JOBS.lease(report.pk)
    assert held is not None
    later = timezone.now() + 2 * LEASE

    renewed = JOBS.renewal(held)(end_of(held), later)
    looked = watch_report.call(str(report.pk))
    watches = DBTaskResult.objects.filter(task_path=watch_report.module_path).order_by("run_after")
    name = default_storage.save("reports/renewed.pdf", ContentFile(b"%PDF"))
    JOBS.finished(held, {"file": name}, until=later)
    report.refresh_from_db()

    assert (renewed, looked) == (True, "0 put back")
    assert [watch.run_after for watch in watches][1:] == [later + timedelta(seconds=5)]
    assert (report.state, report.file.name, report.leased_until) == (State.READY, name, None)


def test_a_lease_that_went_to_another_worker_cannot_be_renewed(alice: User) -> None:
    report = queued(alice)
    held = JOBS.lease(report.pk)
    assert held is not None
    others = timezone.now() + LEASE
    Report.objects.filter(pk=report.pk).update(leased_until=others)

    assert not JOBS.renewal(held)(end_of(held), others + LEASE)
    assert Report.objects.get(pk=report.pk).leased_until == others


def test_a_report_that_kills_its_workers_is_given_up(alice: User) -> None:
    report = queued(alice)
    past = timezone.now() - timedelta(seconds=1)
    Report.objects.filter(pk=report.pk).update(state=State.RENDERING, attempts=10, leased_until=past)

    JOBS.reap()
    report.refresh_from_db()

    assert report.state == State.FAILED


def test_a_worker_that_comes_back_late_does_not_overwrite(alice: User) -> None:
    report = queued(alice)
    late = JOBS.lease(report.pk)
    assert late is not None
    Report.objects.filter(pk=report.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
    JOBS.reap()
    make_report.call(str(report.pk))
    made = Report.objects.get(pk=report.pk)

    name = default_storage.save("reports/late.pdf", made.file.file)
    JOBS.finished(late, {"file": name}, until=end_of(late))
    report.refresh_from_db()
    made.file.close()

    assert (report.sha256, report.file.name) == (made.sha256, made.file.name)
    assert not default_storage.exists(name)


def test_a_waiting_report_without_a_task_gets_one(alice: User) -> None:
    report = queued(alice)
    DBTaskResult.objects.all().delete()

    found = [JOBS.requeue_lost(), JOBS.requeue_lost()]

    assert found == [1, 0]
    assert waiting()[0].args_kwargs["args"] == [str(report.pk)]


def test_a_task_killed_before_it_took_the_lease_leaves_no_report_waiting_for_ever(alice: User) -> None:
    report = queued(alice)
    tasks_now = DBTaskResult.objects.filter(task_path=make_report.module_path)
    tasks_now.update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    found = [JOBS.requeue_lost()]
    tasks_now.update(started_at=timezone.now() - LEASE - timedelta(seconds=1))
    found.append(JOBS.requeue_lost())

    assert found == [0, 1]
    assert [task.args_kwargs["args"] for task in tasks_now.ready()] == [[str(report.pk)]]


def test_the_command_says_what_it_put_back(alice: User, capsys: pytest.CaptureFixture[str]) -> None:
    queued(alice)

    call_command("reap_reports")

    assert capsys.readouterr().out == "put back 0, found without a task 0\n"


def test_a_report_stays_as_it_was_when_its_rows_change(
    alice: User, submission: Submission, worker: Callable[[Report], Report]
) -> None:
    from runrate.reports.services.gathering import gather

    report = start_report(
        owner=alice,
        source=gather(made_on=timezone.now().date(), submission=submission, scenario=None),
        submission=submission,
    )
    submission.workload_name = "Something else"
    submission.save()

    worker(report)

    assert report.content is not None
    assert report.content["subjects"][0] == "Support desk"
    assert (report.sha256, report.size) == (
        sha256(report.file.read()).hexdigest(),
        default_storage.size(report.file.name or ""),
    )
    report.file.close()


@pytest.mark.postgresql  # a second process cannot see a database in memory
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_among_twenty_reports_loses_and_doubles_none(tmp_path: Path, settings: Any) -> None:
    """Real workers, real kill -9; the lease is short so that the dead one's report comes back in time."""
    owner = User.objects.create_user("many@example.com", "correct horse battery")
    reports = [queued(owner, units=100 + number) for number in range(20)]
    environment = {
        **os.environ,
        "DATABASE_URL": os.environ["DATABASE_URL"].replace(
            "/postgres?", f"/{connection.settings_dict['NAME']}?"
        ),
        "RUNRATE_DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "RUNRATE_LEASE_SECONDS": "6",
        "PYTHONPATH": str(ROOT),
    }
    settings.MEDIA_ROOT = str(tmp_path / "files")
    started = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('db_worker', interval=0.1, startup_delay=False, reload=False)\n"
    )

    def worker() -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-c", started],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ready() -> int:
        return Report.objects.filter(state=State.READY).count()

    running = worker()
    try:
        deadline = time.monotonic() + 240
        while ready() < 5 and time.monotonic() < deadline:
            time.sleep(0.1)
        while not Report.objects.filter(state=State.RENDERING).exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
        running = worker()
        while ready() < len(reports) and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        running.kill()
        running.wait()

    stored = list((tmp_path / "files").rglob("*.pdf"))
    named = set(Report.objects.values_list("file", flat=True))
    assert ready() == 20
    assert len(named) == 20
    assert {str(path.relative_to(tmp_path / "files")) for path in stored} == named
