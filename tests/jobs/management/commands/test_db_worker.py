"""The worker's command: ready before its first task, and it says so; who cannot get ready stops nothing."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.tasks.signals import task_started
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.models import Export
from assessment.staff.export_job import write_workbook
from runrate.accounts.models import User
from runrate.jobs.signals import worker_starting
from runrate.mail.models import Letter
from runrate.mail.tasks import deliver
from runrate.reports import tasks
from runrate.reports.models import Report, State
from runrate.reports.rendering import process, sample
from runrate.reports.rendering.process import Printer
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import start_report, today
from runrate.reports.tasks import make_report, watch_report
from tests.reports.conftest import submission_of

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[4]
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def warmed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the printer of this process is told to rehearse; a process of its own would take seconds."""
    told: list[object] = []
    monkeypatch.setattr(process.printer, "warm", told.append)
    monkeypatch.setattr(process.printer, "wait_until_warm", lambda: None)
    return told


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Printer]:
    """A printer of this test's own."""
    machine = Printer()
    monkeypatch.setattr(tasks, "printer", machine)
    yield machine
    machine.close()


@pytest.fixture
def listener() -> Iterator[Any]:
    connected: list[Any] = []

    def listen(hear: Any, signal: Any = worker_starting) -> None:
        signal.connect(hear)
        connected.append((signal, hear))

    yield listen
    for signal, hear in connected:
        signal.disconnect(hear)


def asked_for(owner: User) -> Report:
    submission = submission_of(owner)
    source = gather(made_on=today(), submission=submission, scenario=None)
    return start_report(owner=owner, source=source, submission=submission)


def work() -> None:
    watch_report.enqueue(NOBODY)
    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)


def test_the_printer_rehearses_once_before_the_first_task(warmed: list[object]) -> None:
    work()

    assert warmed == [sample.rehearsal()]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_report_that_waits_at_the_start_is_taken_once_the_renderer_has_printed_and_is_made(
    alice: User, printer: Printer, listener: Any
) -> None:
    """A printer has nothing unread only where the answer to its rehearsal came."""
    report = asked_for(alice)
    unread: list[int | None] = []

    def look(**_named: object) -> None:
        unread.append(printer._process._unread if printer._process else None)

    listener(look, task_started)
    work()

    report.refresh_from_db()
    assert (report.state, report.attempts, printer.started) == (State.READY, 1, 1)
    assert unread == [0, 0]


def test_a_worker_gets_ready_without_the_pages_of_the_site(tmp_path: Path) -> None:
    """It draws the sample for its printer; that there are no tables ends it only afterwards."""
    words = (
        "import sys\n"
        "from django.core.management import execute_from_command_line\n"
        "from django.db import OperationalError\n"
        "try: execute_from_command_line(['manage.py', 'db_worker', '--no-reload', '--no-startup-delay'])\n"
        "except OperationalError as error: print(error)\n"
        "print([name for name in sys.modules if name == 'runrate.urls' or name.endswith('.web.views')])\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db'}",
        "RUNRATE_DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.stdout.splitlines()[-2:] == ["no such table: django_tasks_database_dbtaskresult", "[]"]


@pytest.mark.parametrize(
    ("command", "printers"),
    [
        (("db_worker", "--no-reload"), [True]),
        (("db_worker",), []),  # would be run by a process that only watches the files
        (("migrate",), []),
    ],
)
def test_a_printer_reads_its_library_while_the_worker_reads_the_site(
    tmp_path: Path, command: tuple[str, ...], printers: list[bool]
) -> None:
    """Told by the settings, which are read first of all of the site."""
    (tmp_path / "children.py").write_text(
        "import psutil, sys\n"
        "print(['runrate.reports.rendering.pdf' in each.cmdline() for each in psutil.Process().children()])\n"
        "sys.exit()\n"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "children", "PYTHONPATH": str(tmp_path)}
    words = [sys.executable, "manage.py", *command]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == (f"{printers}\n", "")


def test_who_cannot_get_ready_stops_no_worker(warmed: list[object], listener: Any) -> None:
    def fails(**_named: object) -> None:
        raise OSError("no room")

    listener(fails)
    work()

    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_the_worker_says_that_it_is_ready_after_getting_ready_and_before_the_first_task(
    warmed: list[object], listener: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        supervisor.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))

        def hear(signal: Any, **_named: object) -> None:
            try:
                heard.append((signal is task_started, supervisor.recv(100)))
            except BlockingIOError:
                heard.append((signal is task_started, b""))

        listener(hear)
        listener(hear, task_started)
        work()

    assert heard == [(False, b""), (True, b"READY=1")]


def test_a_worker_puts_back_what_one_of_the_release_before_could_not_begin(
    alice: User, warmed: list[object]
) -> None:
    report = asked_for(alice)
    export = Export.objects.create(owner=alice)
    letter = Letter.objects.create(useful_until=timezone.now() + timedelta(days=1))
    DBTaskResult.objects.update(status="FAILED", exception_class_path="builtins.ModuleNotFoundError")

    call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0, max_tasks=1)

    again = DBTaskResult.objects.exclude(exception_class_path="builtins.ModuleNotFoundError")
    named = {(row.task_path, row.args_kwargs["args"][0]) for row in again}
    assert named >= {
        (make_report.module_path, str(report.pk)),
        (write_workbook.module_path, str(export.pk)),
        (deliver.module_path, str(letter.pk)),
    }
    assert Report.objects.count() == 1
