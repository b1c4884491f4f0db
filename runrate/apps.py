"""What begins with the site: slow statements are watched, crashes reported where somebody listens."""

from django.apps import AppConfig
from django.conf import settings

from runrate.ops import queries, sentry


class SiteConfig(AppConfig):
    name = "runrate"

    def ready(self) -> None:
        queries.start()
        if settings.SENTRY_DSN:
            sentry.start(settings.SENTRY_DSN)
