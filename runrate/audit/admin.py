"""The staff log in the administration: to be read, by those who may, and nothing else."""

from typing import ClassVar

from django.contrib import admin
from django.http import HttpRequest

from runrate.audit.models import AuditEntry


@admin.register(AuditEntry)
class AuditAdmin(admin.ModelAdmin[AuditEntry]):
    """A list with fixed filters; nobody adds, changes or deletes here, whatever their rights."""

    list_display = ("at", "by_name", "did", "kind", "subject_name", "detail")
    list_display_links = ("at",)
    search_fields: ClassVar = ["=subject_id", "by_name"]
    ordering: ClassVar = ["-pk"]
    sortable_by: ClassVar = ()
    show_full_result_count = False
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:  # Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:  # same
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:  # same
        return False
