"""Mail that leaves after the page has answered, and is tried again until it arrives."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "runrate.mail"
    label = "mail"
    verbose_name = _("Mail")
