"""Writing an export as a workbook in a worker. Leases, attempts and dead workers: `runrate.jobs`."""

from tempfile import TemporaryFile
from typing import Any

from django.core.files import File
from django.db import transaction
from django.dispatch import receiver
from django.tasks import task
from django.utils import timezone

from assessment.models import Export, Submission
from assessment.staff import export_rows
from assessment.staff.forms import ExportForm
from runrate.accounts.models import User
from runrate.audit.models import AuditEntry
from runrate.jobs.kinds import FileKind
from runrate.jobs.signals import worker_starting

MOST_ROWS = 100_000
TOLD_EVERY = 1000


@task()
def write_workbook(id: str) -> str:
    """Writes the export once; a second call for the same one does nothing."""
    return JOBS.run(id, _written)


@task()
def watch_workbook(id: str) -> str:
    """Runs after a lease has ended: if its holder was killed, the export goes back into the queue."""
    return JOBS.look_after(id)


JOBS = FileKind(
    model=Export,
    task=write_workbook,
    watch=watch_workbook,
    stopped="The worker was stopped while it wrote this workbook.",
    begun={"written": 0},
    back={"written": 0},
    name_of=lambda export, attempt: f"exports/{export.pk}-{attempt}.xlsx",
)


@transaction.atomic
def ask(*, by: User, filters: dict[str, str], detail: str) -> Export:
    """A workbook that a worker will write, and the line of the staff log about it."""
    export = Export.objects.create(owner=by, filters=filters)
    AuditEntry.objects.note(by=by, did="exported", subject=export, detail=detail)
    JOBS.enqueue(export)
    return export


@receiver(worker_starting, dispatch_uid="assessment.put_back_workbooks")
def put_back_lost(sender: object, **kwargs: object) -> None:
    """What a worker of the release before could not begin is begun by this one."""
    JOBS.requeue_lost()


def _written(export: Export) -> dict[str, Any]:
    """Writes and stores the workbook; what the row says of it."""
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
        name = JOBS.store(export, File(target))
    return {"file": name, "written": export.total, "ready_at": timezone.now()}


def _printable(cell: object) -> object:
    """Without the control characters that a workbook cannot hold."""
    if isinstance(cell, str) and not cell.isprintable():
        return "".join(letter for letter in cell if letter.isprintable() or letter in "\n\t")
    return cell
