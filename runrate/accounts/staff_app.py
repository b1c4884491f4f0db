"""Registers Django's administration with our own way in."""

from django.contrib.admin.apps import AdminConfig


class StaffSiteConfig(AdminConfig):
    default_site = "runrate.accounts.staff_site.StaffSite"
