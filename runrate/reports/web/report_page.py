"""What the page of a finished report shows its owner."""

from runrate.reports.models import Report
from runrate.reports.rendering.document import context
from runrate.reports.services import reports
from runrate.reports.web.forms import MailForm


def report_context(report: Report, *, mail_form: MailForm, damaged: bool = False) -> dict[str, object]:
    """Its words and charts, the links it was shared by, and the form that mails one."""
    return {
        "row": report,
        "damaged": damaged,
        "newer": report.newer_answers(),
        "links": reports.shared_links(report),
        "kind": reports.SHARE,
        "mail_form": mail_form,
        **context(report.content or {}),
    }
