"""Registers Django's administration with our own door."""

from django.contrib.admin.apps import AdminConfig


class StaffSiteConfig(AdminConfig):
    default_site = "runrate.accounts.staff_site.StaffSite"
