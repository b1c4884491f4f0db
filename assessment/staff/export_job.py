"""Work for the worker: writing an export as a workbook, with progress, lease and failure on its row."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from uuid import UUID

from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.tasks import TaskResultStatus, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from assessment.models import Export, ExportState, Submission
from assessment.staff import export_rows
from assessment.staff.forms import ExportForm
from runrate.core.leases import LEASE, Heartbeat
from runrate.core.store_away import NOT_STORED, why_not_stored

MOST_ROWS = 100_000
TOLD_EVERY = 1000
MOST_ATTEMPTS = 3
"""Errors and killed workers together, after which an export is failed until somebody tries it again."""
BACK_OFF = timedelta(seconds=10)
"""Waited before the second attempt; three times as long before the third."""

log = logging.getLogger(__name__)


@task()
def write_workbook(id: str) -> str:
    """Writes the export once; a second call for the same one does nothing."""
    export = _lease(UUID(id))
    if export is None:
        return "not waiting"
    held = Heartbeat(_renewal(export), until=export.leased_until or timezone.now())
    try:
        with held:
            name = _written(export)
    except NOT_STORED as error:
        return _failed(export, why_not_stored(error))
    except Exception:
        # Whatever it is, who waits is told, and the other exports are written.
        log.exception("export %s", id)
        return _failed(export, "Something unexpected went wrong.")
    return _finished(export, name, until=held.until)


@task()
def watch_workbook(id: str) -> str:
    """Runs after a lease has ended: if its holder was killed, the export goes back into the queue."""
    put_back = reap(only=UUID(id))
    running = Export.objects.filter(pk=id, state=ExportState.RUNNING)
    if until := running.values_list("leased_until", flat=True).first():
        _watch(id, until)
    return f"{put_back} put back"


@transaction.atomic
def try_again(export: Export) -> None:
    """Puts a failed export back into the queue with all its attempts."""
    locked = Export.objects.select_for_update().get(pk=export.pk)
    if locked.state != ExportState.FAILED:
        return
    locked.state, locked.attempts, locked.failure, locked.written = ExportState.WAITING, 0, "", 0
    locked.save(update_fields=["state", "attempts", "failure", "written"])
    write_workbook.enqueue(str(locked.pk))


@transaction.atomic
def reap(*, only: UUID | None = None) -> int:
    """Puts exports whose worker died back into the queue, or fails those whose workers die every time."""
    put_back = 0
    abandoned = Export.objects.abandoned().select_for_update()
    for export in abandoned.filter(pk=only) if only else abandoned:
        spent = export.attempts >= MOST_ATTEMPTS
        export.state, export.leased_until = ExportState.FAILED if spent else ExportState.WAITING, None
        export.failure = "The worker was stopped while it wrote this workbook."
        export.save(update_fields=["state", "leased_until", "failure"])
        if not spent:
            write_workbook.enqueue(str(export.pk))
            put_back += 1
    return put_back


@transaction.atomic
def requeue_lost() -> int:
    """Gives a task to each waiting export that has none: its worker was killed before it took the lease."""
    waiting = list(Export.objects.select_for_update().filter(state=ExportState.WAITING))
    unfinished = [TaskResultStatus.READY, TaskResultStatus.RUNNING]
    tasks = DBTaskResult.objects.filter(task_path=write_workbook.module_path, status__in=unfinished)
    tasks = tasks.exclude(Q(status=TaskResultStatus.RUNNING, started_at__lt=timezone.now() - LEASE))
    known = {args["args"][0] for args in tasks.values_list("args_kwargs", flat=True)}
    lost = [export for export in waiting if str(export.pk) not in known]
    for export in lost:
        write_workbook.enqueue(str(export.pk))
    return len(lost)


@transaction.atomic
def _lease(id: UUID) -> Export | None:
    """The export, now held by this worker; None when it is written, being written, or gone."""
    export = Export.objects.select_for_update().filter(pk=id, state=ExportState.WAITING).first()
    if export is None:
        return None
    export.state, export.leased_until, export.written = ExportState.RUNNING, timezone.now() + LEASE, 0
    export.attempts += 1
    export.save(update_fields=["state", "leased_until", "written", "attempts"])
    _watch(str(export.pk), export.leased_until)
    return export


def _watch(id: str, until: datetime) -> None:
    watch_workbook.using(run_after=until + timedelta(seconds=5)).enqueue(id)


def _renewal(export: Export) -> Callable[[datetime, datetime], bool]:
    """Moves the end of this export's lease, as long as it is still this worker's."""
    held = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING)
    return lambda old, new: bool(held.filter(leased_until=old).update(leased_until=new))


def _finished(export: Export, name: str, *, until: datetime) -> str:
    """Names the stored file in the row, if this worker still holds it; otherwise takes the file away."""
    held = Export.objects.filter(pk=export.pk, state=ExportState.RUNNING, leased_until=until)
    taken = held.update(
        state=ExportState.READY,
        file=name,
        written=export.total,
        ready_at=timezone.now(),
        leased_until=None,
        failure="",
    )
    killed = [_name(export, attempt) for attempt in range(1, export.attempts)]
    for unused in killed if taken else [name]:
        export.file.storage.delete(unused)
    return "ready" if taken else "no longer held"


def _failed(export: Export, reason: str) -> str:
    """Back into the queue after a pause, or failed after the last attempt."""
    log.warning("export %s failed at attempt %s: %s", export.pk, export.attempts, reason)
    held = Export.objects.select_for_update().filter(
        pk=export.pk, state=ExportState.RUNNING, attempts=export.attempts
    )
    with transaction.atomic():
        if held.first() is None:
            return "no longer held"
        if export.attempts >= MOST_ATTEMPTS:
            held.update(state=ExportState.FAILED, failure=reason[:300], leased_until=None)
            return "failed"
        held.update(state=ExportState.WAITING, failure=reason[:300], leased_until=None)
        pause = BACK_OFF * 3 ** (export.attempts - 1)
        write_workbook.using(run_after=timezone.now() + pause).enqueue(str(export.pk))
        return "again later"


def _name(export: Export, attempt: int) -> str:
    return f"exports/{export.pk}-{attempt}.xlsx"


def names_of(export: Export) -> list[str]:
    """What its attempts may have stored, named by the row or not."""
    return [_name(export, attempt) for attempt in range(1, MOST_ATTEMPTS + 1)]


def _written(export: Export) -> str:
    """Writes and stores the workbook; the name of its file."""
    from openpyxl import Workbook  # takes a quarter of a second that no page should pay

    # Asked now, not when it was ordered: a right that was taken away meanwhile fills no workbook.
    whole = export.owner.has_perm("assessment.view_submission")
    form = ExportForm(export.filters, whole=whole)
    rows = form.rows() if form.is_valid() else Submission.objects.none()
    total = rows.order_by().count()
    export.total, export.cut = min(total, MOST_ROWS), total > MOST_ROWS
    export.save(update_fields=["total", "cut"])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Submissions")
    sheet.append(export_rows.header(whole=whole))
    newest = rows.order_by("-finished_at", "-pk")[:MOST_ROWS]
    for written, row in enumerate(export_rows.table(newest, whole=whole), start=1):
        sheet.append([_printable(cell) for cell in row])
        if written % TOLD_EVERY == 0:
            Export.objects.filter(pk=export.pk).update(written=written)
    with TemporaryFile() as target:
        book.save(target)
        target.seek(0)
        return export.file.storage.save(_name(export, export.attempts), File(target))


def _printable(cell: object) -> object:
    """Without the control characters that a workbook cannot hold."""
    if isinstance(cell, str) and not cell.isprintable():
        return "".join(letter for letter in cell if letter.isprintable() or letter in "\n\t")
    return cell
