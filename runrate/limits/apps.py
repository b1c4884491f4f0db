"""How often somebody may do something, counted by all processes together."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LimitsConfig(AppConfig):
    name = "runrate.limits"
    label = "limits"
    verbose_name = _("Limits")
