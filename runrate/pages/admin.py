"""What readers say about articles, for staff."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from runrate.pages.models import Vote


@admin.register(Vote)
class VoteAdmin(admin.ModelAdmin[Vote]):
    """Answers and counts; nobody's words are edited."""

    list_display = ("article", "helpful", "comment", "updated_at")
    list_filter = ("article", "helpful")
    search_fields = ("comment",)
    readonly_fields: ClassVar = ["article", "helpful", "comment", "created_at", "updated_at"]
    change_list_template = "admin/pages/vote/change_list.html"

    def has_add_permission(self, request: HttpRequest) -> bool:  # Django's signature
        """Readers answer; staff do not answer for them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Vote | None = None) -> bool:  # same
        """Looking is all there is."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, with the counts of each article above it."""
        counts = {"counts": Vote.objects.all().counts()}
        return super().changelist_view(request, extra_context={**(extra_context or {}), **counts})
