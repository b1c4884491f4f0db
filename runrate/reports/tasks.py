"""Making a report in a worker: lease, compose, print, store; three attempts; a reaper for the dead."""

import atexit
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F, Q
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from runrate.core.leases import LEASE, Heartbeat
from runrate.core.store_away import NOT_STORED, why_not_stored
from runrate.reports.domain.compose import compose
from runrate.reports.models import MOST_ATTEMPTS, MOST_LEASES, Report, State, Step
from runrate.reports.rendering.document import attachment_of, print_job
from runrate.reports.rendering.files import name_of
from runrate.reports.rendering.fingerprint import versions
from runrate.reports.rendering.process import Printer, PrintError

log = logging.getLogger(__name__)
BACK_OFF = timedelta(seconds=10)
"""Waited before the second attempt; three times as long before the third."""

printer = Printer()
atexit.register(printer.close)


@task
def make_report(report_id: str) -> str:
    """Makes one report. Run twice, or by two workers at once, it is still made once."""
    report = _lease(UUID(report_id))
    if report is None:
        return "nothing to do"
    held = Heartbeat(_renewal(report), until=_end_of(report))
    try:
        with held:
            file = _made(report)
    except PrintError as error:
        return _failed(report, str(error))
    except NOT_STORED as error:
        # Storage that is full or away: what was written is not referred to by anything.
        return _failed(report, why_not_stored(error))
    except Exception:
        # Whatever it is, the person who waits is told and the other reports are made.
        log.exception("report %s", report.pk)
        return _failed(report, "Something unexpected went wrong.")
    _finished(report, *file, until=held.until)
    return "made"


@task
def watch_report(report_id: str) -> str:
    """Runs after a lease has ended: if its holder was killed, the report goes back into the queue."""
    put_back = reap(only=UUID(report_id))
    held = Report.objects.filter(pk=report_id, state=State.RENDERING)
    if until := held.values_list("leased_until", flat=True).first():
        _watch(report_id, until)
    return f"{put_back} put back"


def _lease(id: UUID) -> Report | None:
    """The report, now held by this worker; None when it is made, being made, or gone."""
    with transaction.atomic():
        report = Report.objects.select_for_update().filter(pk=id).first()
        if report is None or report.state != State.QUEUED:
            return None
        now = timezone.now()
        report.state, report.step, report.leased_until = State.RENDERING, Step.COMPOSING, now + LEASE
        report.attempts += 1
        report.save(update_fields=["state", "step", "leased_until", "attempts"])
        _watch(str(report.pk), now + LEASE)
    return report


def _watch(id: str, until: datetime) -> None:
    watch_report.using(run_after=until + timedelta(seconds=5)).enqueue(id)


def _end_of(report: Report) -> datetime:
    return report.leased_until or timezone.now()


def _renewal(report: Report) -> Callable[[datetime, datetime], bool]:
    """Moves the end of this report's lease, as long as it is still this worker's."""
    return lambda old, new: bool(
        Report.objects.filter(pk=report.pk, state=State.RENDERING, leased_until=old).update(leased_until=new)
    )


def _made(report: Report) -> tuple[str, bytes]:
    """Composes, prints and stores; the name and the bytes of the file."""
    source = report.read_source()
    content = compose(source, versions=versions()).as_json()
    _show(report, Step.PRINTING, content=content)
    job = print_job(content, attachment=attachment_of(report.source), created=report.created_at)
    printed = printer.print(job)
    _show(report, Step.STORING)
    return report.file.storage.save(_name(report, report.attempts), ContentFile(printed)), printed


def _name(report: Report, attempt: int) -> str:
    return name_of(report.owner_id, report.pk, attempt)


def _show(report: Report, step: Step, **fields: object) -> None:
    Report.objects.filter(pk=report.pk, attempts=report.attempts).update(step=step, **fields)


def _finished(report: Report, name: str, printed: bytes, *, until: datetime) -> None:
    """Names the stored file in the row, if this worker still holds it; otherwise takes the file away."""
    digest = sha256(printed).hexdigest()
    edition = F("edition") + 1 if report.sha256 and report.sha256 != digest else F("edition")
    taken = Report.objects.filter(
        pk=report.pk, state=State.RENDERING, attempts=report.attempts, leased_until=until
    ).update(
        state=State.READY,
        step=Step.DONE,
        leased_until=None,
        failure="",
        file=name,
        sha256=digest,
        size=len(printed),
        edition=edition,
        ready_at=timezone.now(),
    )
    # What a killed attempt stored, what this file replaces, or this file where another was faster.
    killed = [_name(report, attempt) for attempt in range(1, report.attempts)]
    replaced = {*killed, report.file.name or ""} - {name, ""}
    for unused in replaced if taken else {name}:
        report.file.storage.delete(unused)


def _failed(report: Report, reason: str) -> str:
    """Back into the queue after a pause, or failed for good after the last attempt."""
    log.warning("report %s failed at attempt %s: %s", report.pk, report.attempts, reason)
    with transaction.atomic():
        held = Report.objects.select_for_update().filter(
            pk=report.pk, state=State.RENDERING, attempts=report.attempts
        )
        if held.first() is None:
            return "no longer held"
        if report.attempts >= MOST_ATTEMPTS:
            held.update(state=State.FAILED, failure=reason[:300], leased_until=None)
            return "failed"
        held.update(state=State.QUEUED, step=Step.WAITING, failure=reason[:300], leased_until=None)
        pause = BACK_OFF * 3 ** (report.attempts - 1)
        make_report.using(run_after=timezone.now() + pause).enqueue(str(report.pk))
        return "again later"


def reap(*, only: UUID | None = None) -> int:
    """Puts reports whose worker died back into the queue, or fails those whose workers die every time."""
    put_back = 0
    with transaction.atomic():
        abandoned = Report.objects.abandoned().select_for_update()
        for report in abandoned.filter(pk=only) if only else abandoned:
            spent = report.attempts >= MOST_LEASES
            report.state = State.FAILED if spent else State.QUEUED
            report.step, report.leased_until = Step.WAITING, None
            report.failure = "The worker was stopped while it made this report."
            report.save(update_fields=["state", "step", "leased_until", "failure"])
            if not spent:
                make_report.enqueue(str(report.pk))
                put_back += 1
    return put_back


def requeue_lost() -> int:
    """Gives a task to each waiting report that has none: its worker was killed before it took the lease."""
    ours = DBTaskResult.objects.filter(task_path=make_report.module_path)
    # Taking the lease is the first thing a task does: one that has run for longer and did not is dead.
    dead = Q(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - LEASE)
    found = 0
    with transaction.atomic():
        # Read before the tasks: a report that is asked for in between brings its own.
        waiting = list(Report.objects.select_for_update().filter(state=State.QUEUED).light())
        tasks = ours.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]).exclude(dead)
        known = {args["args"][0] for args in tasks.values_list("args_kwargs", flat=True)}
        for report in waiting:
            if str(report.pk) not in known:
                make_report.enqueue(str(report.pk))
                found += 1
    return found
