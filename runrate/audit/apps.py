"""Registers the log of what staff did."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "runrate.audit"
    label = "audit"
    verbose_name = _("Staff log")
