"""Registers this room, for its template tags, and gives plain Python the site's translator."""

from django.apps import AppConfig
from django.utils import translation

from runrate.core.translation import speak_through


class CoreConfig(AppConfig):
    name = "runrate.core"
    label = "core"

    def ready(self) -> None:
        speak_through(translation)
