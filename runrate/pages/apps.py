"""Registers the site's own pages: home, framework, method, articles."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "runrate.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
