"""The assessment in the administration: submissions, team rounds, workbooks, published benchmarks."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessment.models import BenchmarkSnapshot, Export, TeamRound
from assessment.staff import export_job
from assessment.staff.submission_admin import SubmissionAdmin

__all__ = ["BenchmarkSnapshotAdmin", "ExportAdmin", "SubmissionAdmin", "TeamRoundAdmin"]


class Untouchable(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Staff read; nothing here changes in any other way than by what people do."""

    sortable_by = ()
    show_full_result_count = False
    actions: tuple[str, ...] | None = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(TeamRound)
class TeamRoundAdmin(Untouchable):
    list_display = ("team_name", "workload_name", "owner", "opened_at", "closed_at")
    list_select_related = ("owner",)
    ordering = ("-opened_at",)


@admin.register(BenchmarkSnapshot)
class BenchmarkSnapshotAdmin(Untouchable):
    list_display = ("version", "industry", "total", "published_at")
    fields = (*list_display, "counts")
    ordering = ("version", "industry")


@admin.register(Export)
class ExportAdmin(Untouchable):
    """Who had which workbook written, and those that failed; the file itself is for who asked for it."""

    list_display = ("asked_at", "owner", "state", "attempts", "failure", "total", "cut", "ready_at")
    list_filter = ("state",)
    list_select_related = ("owner",)
    fields = (*list_display, "filters")
    actions = ("try_selected_again",)

    @admin.action(description=_("Try the selected workbooks again"))
    def try_selected_again(self, request: HttpRequest, queryset: Any) -> None:
        for export in queryset:
            export_job.JOBS.try_again(export)
        self.message_user(request, _("The failed ones are in the queue again."), messages.SUCCESS)
