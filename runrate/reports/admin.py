"""Reports in the administration: what was made from what, what failed and why; nothing is changed here."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from runrate.reports.models import Report, State
from runrate.reports.services.reports import try_again


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin[Report]):
    """A list of reports with those that failed one click away."""

    list_display = ("title", "owner", "state", "attempts", "failure", "created_at", "ready_at", "size")
    list_filter = ("state", "created_at")
    list_select_related = ("owner",)
    search_fields = ("title", "owner__email", "id")
    show_full_result_count = False
    actions = [  # noqa: RUF012 - as the base class has it
        "try_selected_again"
    ]
    fields = (
        "title",
        "owner",
        "submission",
        "scenario",
        "state",
        "step",
        "attempts",
        "failure",
        "created_at",
        "ready_at",
        "size",
        "sha256",
        "edition",
        "inputs_hash",
    )
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return super().get_queryset(request).defer("source", "content", "board")

    @admin.action(description=_("Try the selected reports again"))
    def try_selected_again(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        failed: Any = queryset.filter(state=State.FAILED)
        for report in failed:
            try_again(report=report)
        self.message_user(request, _("The failed ones are in the queue again."), messages.SUCCESS)
