"""How allauth behaves here: addresses in mails come from the settings, never from a request's Host."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """The site's voice in allauth's mails."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Sends one mail; `site_url` is there for the templates' links."""
        super().send_mail(template_prefix, email, {**context, "site_url": settings.SITE_URL})
