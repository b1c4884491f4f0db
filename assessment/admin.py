"""The assessment in the administration: submissions, team rounds, and what is published of the benchmark."""

from django.contrib import admin
from django.http import HttpRequest

from assessment.models import BenchmarkSnapshot, TeamRound
from assessment.submission_admin import SubmissionAdmin

__all__ = ["BenchmarkSnapshotAdmin", "SubmissionAdmin", "TeamRoundAdmin"]


class Untouchable(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Staff read; nothing here changes in any other way than by what people do."""

    sortable_by = ()
    show_full_result_count = False
    actions = None

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
    list_display = ("version", "industry", "total", "published_at", "changes")
    ordering = ("version", "industry")
