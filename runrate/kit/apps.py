"""Registers the shelf, for its template tags, and gives plain Python the site's translator."""

from django.apps import AppConfig
from django.utils import translation

from runrate.kit.language import speak_through


class KitConfig(AppConfig):
    name = "runrate.kit"
    label = "kit"

    def ready(self) -> None:
        speak_through(translation)
