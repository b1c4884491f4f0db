"""What stands beside a submission in the administration: its reports, and what contradicts it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assessment.models import Submission
from assessment.staff.panels import Panel, Reader
from calculator.models import Scenario
from calculator.prices.usage_sources import INSIDE
from runrate.reports.domain.contradictions.rules import contradictions
from runrate.reports.models import Report

MOST = 10


def reports_of(submission: Submission, reader: Reader) -> Panel:
    """The reports made from it; their addresses only for staff who may open them."""
    may_open = reader.has_perm("reports.view_report")
    reports = Report.objects.filter(submission=submission).light().newest_first()[:MOST]
    links = tuple(
        (
            f"{report.title} ({report.get_state_display()})",
            reverse("admin:reports_report_change", args=[report.pk]) if may_open else "",
        )
        for report in reports
    )
    return Panel(_("Reports"), links)


def scenarios_of(submission: Submission, reader: Reader) -> Panel:
    """The owner's scenarios of the same workload; their addresses only for staff who may open them."""
    title = _("Scenarios of the same workload")
    if submission.owner is None or not submission.workload_name:
        return Panel(title)
    may_open = reader.has_perm("calculator.view_scenario")
    rows = Scenario.objects.visible_to(submission.owner).newest_first()
    links = tuple(
        (row.name, reverse("admin:calculator_scenario_change", args=[row.pk]) if may_open else "")
        for row in rows.filter(workload_name__iexact=submission.workload_name)[:MOST]
    )
    return Panel(title, links)


def contradictions_of(submission: Submission, reader: Reader) -> Panel:
    """Answers that the scenario of the latest report speaks against."""
    with_scenario = Report.objects.filter(submission=submission).exclude(scenario=None)
    report = with_scenario.select_related("scenario").newest_first().first()
    if report is None or report.scenario is None or not submission.is_finished:
        return Panel(_("Contradictions"))
    if not report.scenario.can_be_worked_out():
        return Panel(_("Contradictions"))
    found = contradictions(
        submission.sheet(),
        report.scenario.workload(),
        report.scenario.estimate(),
        report.minimum_review_rate,
        retries_measured=report.scenario.origins.get("retry_rate", "").startswith(f"{INSIDE}:"),
    )
    return Panel(_("Contradictions"), sentences=tuple(each.sentence for each in found))
