"""Registers the accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "runrate.accounts"
    label = "accounts"
    verbose_name = _("People")  # the library that signs them in has a section of its own, called Accounts

    def ready(self) -> None:
        """Connects what listens to sign-ins and new factors."""
        # Local: models are loaded only now.
        from runrate.accounts import receivers, second_factor  # noqa: F401
