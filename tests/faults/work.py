"""Faults of background work and of files: killed workers, a full disk, a damaged file."""

import resource
import signal
import subprocess
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.faults.browser import Browser
from tests.faults.rows import Row
from tests.faults.stack import Stack


def someone() -> tuple[Any, str]:
    """A person with a confirmed address, and the key of a session of theirs."""
    from django.contrib.sessions.backends.db import SessionStore

    from runrate.accounts.models import User

    user = User.objects.create_user(f"{uuid4().hex}@example.com")
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return user, str(session.session_key)


def ask_for_report(owner: Any) -> Any:
    """A report on a finished assessment of theirs, waiting in the queue."""
    import assessment.services.submissions
    from assessment.domain.answer_sheet import parse_sheet
    from runrate.reports.services import reports
    from runrate.reports.services.gathering import gather

    sheet = parse_sheet({"version": "1", "answers": {f"q{n}": n % 5 for n in range(1, 16)}})
    context = {"workload_name": uuid4().hex[:12]}
    submission = assessment.services.submissions.record(sheet=sheet, owner=owner, context=context)
    source = gather(made_on=reports.today(), submission=submission, scenario=None)
    return reports.start_report(owner=owner, source=source, submission=submission)


def killed_worker(stack: Stack, *, jobs: int, kills: int, every: float, limit: float) -> Row:
    """Some workers; every so often the one that is at a report is killed with -9 and another started."""
    from runrate.jobs.engine import state
    from runrate.reports.models import Report

    from django.utils import timezone  # isort: skip  # needs the apps loaded, as the lines above

    # Of different people: one alone may not have so many waiting.
    wanted = [ask_for_report(someone()[0]).pk for _ in range(jobs)]
    for _ in range(2 if jobs < 10 else 4):
        stack.start_worker()
    killed, started = 0, time.monotonic()
    unfinished = Report.objects.unfinished().filter(pk__in=wanted)
    with stack.housekeeping(every=10):
        while unfinished.exists() and time.monotonic() < started + limit:
            time.sleep(every)
            if killed < kills and (busy := _at_work(stack)):
                stack.kill_worker(busy)
                stack.start_worker()
                killed += 1
    took = time.monotonic() - started
    stopped = stack.stop_workers()
    reports = list(Report.objects.filter(pk__in=wanted))
    ready = [report for report in reports if report.is_ready]
    files = _files_of(stack, wanted)
    whole = sum(_whole(report) for report in ready)
    orphans = _gone_within(stack, 5)
    attempts = max(report.attempts for report in reports)
    running = state(now=timezone.now()).counts.get("RUNNING", 0)
    return Row(
        "task worker killed -9 mid-render",
        jobs,
        len(ready),
        jobs - len(ready),
        max(0, files - len(ready)),
        len(ready) - whole,
        kept=len(ready) == whole == files == jobs and not orphans and killed == kills,
        note=f"{killed} kills in {took:.0f} s, at most {attempts} attempts, {files} files, {orphans} left, "
        f"{running} dead tasks for housekeeping, SIGTERM took {stopped:.1f} s",
    )


def _at_work(stack: Stack) -> "subprocess.Popen[bytes] | None":
    """A worker that has taken a task and not ended it."""
    from django_tasks_db.models import DBTaskResult

    taken = DBTaskResult.objects.running().filter(task_path__endswith="make_report")
    ids = {task.worker_ids[-1] for task in taken if task.worker_ids}
    return next((worker for worker in stack.workers if stack.worker_ids.get(worker.pid) in ids), None)


def _files_of(stack: Stack, ids: list[Any]) -> int:
    names = [path.name for path in (stack.folder / "files" / "reports").rglob("*") if path.is_file()]
    return sum(any(name.startswith(id.hex) for id in ids) for name in names)


def _whole(report: Any) -> bool:
    from hashlib import sha256

    with report.file.open() as file:
        return bool(sha256(file.read()).hexdigest() == report.sha256)


def _gone_within(stack: Stack, seconds: float) -> int:
    until = time.monotonic() + seconds
    while stack.orphans() and time.monotonic() < until:
        time.sleep(0.1)
    return len(stack.orphans())


def disk_full(stack: Stack) -> Row:
    """The disk takes 4 kB of a report and no more; later there is room again."""
    from runrate.reports import tasks
    from runrate.reports.models import Report, State
    from runrate.reports.services import reports

    user, session = someone()
    report = ask_for_report(user)
    browser = Browser(stack.address, {"__Host-session": session})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        for _ in range(3):
            tasks.make_report.func(str(report.pk))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    failed = Report.objects.get(pk=report.pk)
    left = _files_of(stack, [report.pk])
    served = browser.get(f"/reports/{report.pk}/download/").status
    reports.try_again(report=failed)
    tasks.make_report.func(str(report.pk))
    again = Report.objects.get(pk=report.pk)
    ready = again.state == State.READY and _whole(again)
    return Row(
        "disk full at report storage", 1, int(ready), int(not ready), 0, left,
        kept=failed.state == State.FAILED and bool(failed.failure) and served != 200 and ready and left == 0,
        note=f"said: {failed.failure!r}; download while failed {served}; ready after trying again: {ready}",
    )  # fmt: skip


def damaged_file(stack: Stack) -> Row:
    """A stored file loses bytes, another vanishes; both are noticed at download and made again."""
    from runrate.reports import tasks
    from runrate.reports.models import Report
    from runrate.reports.services import reports

    user, session = someone()
    browser = Browser(stack.address, {"__Host-session": session})
    noticed = same = 0
    for damage in (lambda path: path.write_bytes(path.read_bytes()[:-7]), Path.unlink):
        report = ask_for_report(user)
        tasks.make_report.func(str(report.pk))
        before = Report.objects.get(pk=report.pk)
        damage(Path(before.file.path))
        noticed += browser.get(f"/reports/{report.pk}/download/").status != 200
        reports.try_again(report=Report.objects.get(pk=report.pk))
        tasks.make_report.func(str(report.pk))
        after = Report.objects.get(pk=report.pk)
        same += after.sha256 == before.sha256 and _whole(after) and after.edition == before.edition
    return Row(
        "stored file corrupt or missing", 2, same, 2 - same, 0, 2 - noticed,
        kept=noticed == same == 2, note=f"{noticed} noticed, {same} made again with the same bytes",
    )  # fmt: skip
