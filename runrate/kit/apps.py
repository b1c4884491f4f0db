"""Registers the shelf, for its template tags."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "runrate.kit"
    label = "kit"
