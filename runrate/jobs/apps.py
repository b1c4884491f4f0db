"""Registers the jobs, before the engine: the command that runs a worker is found here first."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "runrate.jobs"
    label = "jobs"
    verbose_name = _("Jobs")
