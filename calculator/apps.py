"""Registers the calculator."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalculatorConfig(AppConfig):
    name = "calculator"
    verbose_name = _("Calculator")

    def ready(self) -> None:
        from django.conf import settings

        from calculator import receivers  # noqa: F401  # connects the claim at sign-in
        from calculator.uploads import job  # noqa: F401  # a worker that starts puts lost uploads back
        from calculator.usage.cells import mark_with

        mark_with(settings.SECRET_KEY)
