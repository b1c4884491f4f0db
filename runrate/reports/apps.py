"""Registers the reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "runrate.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from runrate.reports import receivers  # noqa: F401  # connects the start after sign-up
