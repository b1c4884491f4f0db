"""Links that open something of somebody's for whoever holds them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SharingConfig(AppConfig):
    name = "runrate.sharing"
    label = "sharing"
    verbose_name = _("Links")
