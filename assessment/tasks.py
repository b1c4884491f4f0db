"""Work for the worker: writing an export as a workbook, with its progress on its row."""

import logging
from tempfile import TemporaryFile
from uuid import UUID

from django.core.files import File
from django.tasks import task
from django.utils import timezone

from assessment import exports
from assessment.models import Submission
from assessment.staff_forms import ExportForm
from assessment.staff_models import Export, ExportState

MOST_ROWS = 100_000
TOLD_EVERY = 1000

log = logging.getLogger(__name__)


@task()
def write_workbook(id: str) -> str:
    """Writes the export once; a second call for the same one does nothing."""
    export = Export.objects.filter(pk=UUID(id)).select_related("owner").first()
    started = Export.objects.filter(pk=UUID(id), state=ExportState.WAITING).update(state=ExportState.RUNNING)
    if export is None or not started:
        return "not waiting"
    try:
        _write(export)
    except Exception:
        log.exception("export %s failed", id)
        Export.objects.filter(pk=export.pk).update(state=ExportState.FAILED)
        return "failed"
    return "ready"


def _write(export: Export) -> None:
    from openpyxl import Workbook  # takes a quarter of a second that no page should pay

    form = ExportForm(export.filters)
    rows = form.rows() if form.is_valid() else Submission.objects.none()
    total = rows.order_by().count()
    export.total, export.cut = min(total, MOST_ROWS), total > MOST_ROWS
    export.save(update_fields=["total", "cut"])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Submissions")
    sheet.append(exports.header())
    for written, row in enumerate(exports.table(rows.order_by("-finished_at", "-pk")[:MOST_ROWS]), start=1):
        sheet.append([_printable(cell) for cell in row])
        if written % TOLD_EVERY == 0:
            Export.objects.filter(pk=export.pk).update(written=written)
    with TemporaryFile() as target:
        book.save(target)
        target.seek(0)
        export.file.save(f"{export.pk}.xlsx", File(target), save=False)
    export.written, export.state, export.ready_at = export.total, ExportState.READY, timezone.now()
    export.save(update_fields=["written", "state", "ready_at", "file"])


def _printable(cell: object) -> object:
    """Without the control characters that a workbook cannot hold."""
    if isinstance(cell, str) and not cell.isprintable():
        return "".join(letter for letter in cell if letter.isprintable() or letter in "\n\t")
    return cell
