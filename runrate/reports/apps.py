"""Registers the reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "runrate.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from assessment.staff import panels as submissions
        from runrate.reports import receivers, submission_panels  # noqa: F401  # connects the start after sign-up
        from runrate.reports.rendering import fingerprint  # connects the start after sign-up

        fingerprint.shape()
        submissions.show(submission_panels.reports_of)
        submissions.show(submission_panels.scenarios_of)
        submissions.show(submission_panels.contradictions_of)
