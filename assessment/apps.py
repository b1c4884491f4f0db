"""Registers the assessment, and refuses to start on an unusable instrument."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "assessment"
    verbose_name = _("Assessment")

    def ready(self) -> None:
        from assessment import receivers  # noqa: F401  # connects the claim at sign-in
        from assessment.domain import questionnaire  # connects the claim at sign-in

        for version in questionnaire.versions():
            questionnaire.load(version)
