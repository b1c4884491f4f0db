"""Making a report in a worker: compose, print, store. Leases, attempts and dead workers: `runrate.jobs`."""

from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import F
from django.dispatch import receiver
from django.tasks import task
from django.utils import timezone

from runrate.jobs.kinds import FileKind, JobError
from runrate.jobs.signals import worker_starting
from runrate.reports.domain.compose import compose
from runrate.reports.models import Report, Step
from runrate.reports.rendering import sample
from runrate.reports.rendering.document import attachment_of, board_job, print_job
from runrate.reports.rendering.files import name_of
from runrate.reports.rendering.fingerprint import versions
from runrate.reports.rendering.process import PrintError, printer


@task
def make_report(report_id: str) -> str:
    """Makes one report. Run twice, or by two workers at once, it is still made once."""
    return JOBS.run(report_id, _made)


@task
def watch_report(report_id: str) -> str:
    """Runs after a lease has ended: if its holder was killed, the report goes back into the queue."""
    return JOBS.look_after(report_id)


JOBS = FileKind(
    model=Report,
    task=make_report,
    watch=watch_report,
    stopped="The worker was stopped while it made this report.",
    begun={"step": Step.COMPOSING},
    back={"step": Step.WAITING},
    name_of=lambda report, attempt: name_of(report.owner_id, report.pk, attempt),
)


def _made(report: Report) -> dict[str, Any]:
    """Composes, prints and stores; what the row says of the file."""
    content = compose(report.read_source(), versions=versions()).as_json()
    _show(report, Step.PRINTING, content=content)
    data = attachment_of(report.source)
    try:
        # The short one first: the printer clears up after each, and nobody waits for the last.
        board = printer.print(board_job(content, attachment=data, created=report.created_at))
        printed = printer.print(print_job(content, attachment=data, created=report.created_at))
    except PrintError as error:
        raise JobError(str(error)) from error
    _show(report, Step.STORING)
    digest = sha256(printed).hexdigest()
    return {
        "file": JOBS.store(report, ContentFile(printed)),
        "sha256": digest,
        "size": len(printed),
        "board": board,
        "edition": F("edition") + 1 if report.sha256 and report.sha256 != digest else F("edition"),
        "step": Step.DONE,
        "ready_at": timezone.now(),
    }


@receiver(worker_starting, dispatch_uid="reports.rehearse")
def rehearse(sender: object, **kwargs: object) -> None:
    """Before the first report: the printer prints a page with all its fonts, and templates are read here.

    Ready is a worker whose printer has printed. A whole report more would not make the first one faster.
    """
    printer.warm(sample.rehearsal())
    JOBS.requeue_lost()
    sample.compile_templates()
    printer.wait_until_warm()


def _show(report: Report, step: Step, **fields: object) -> None:
    Report.objects.filter(pk=report.pk, attempts=report.attempts).update(step=step, **fields)
