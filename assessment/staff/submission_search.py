"""The list of submissions in the administration: filters of fixed choices, pages by key, counts that stop."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.models import SubmissionQuerySet
from assessment.staff import search
from assessment.staff.search import Key, Page

AFTER, BEFORE = "after", "before"


class ByChoice(admin.SimpleListFilter):
    """A filter whose choices are fixed: it never asks the table what there is."""

    def chosen(self, request: HttpRequest, rows: SubmissionQuerySet, value: str) -> SubmissionQuerySet:
        """The rows of one choice, which only the filter itself can tell."""
        raise NotImplementedError

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.request = request
        super().__init__(request, *args)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        known = {str(key) for key, _name in self.lookup_choices}
        return self.chosen(request, queryset, value) if value in known and value else queryset


class OwnerFilter(ByChoice):
    title = _("owner")
    parameter_name = "owner"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("account", _("an account")), ("anonymous", _("anonymous"))]

    def chosen(self, request: HttpRequest, rows: SubmissionQuerySet, value: str) -> SubmissionQuerySet:
        return rows.filter(owner__isnull=value == "anonymous")


class ReviewerFilter(ByChoice):
    title = _("assigned to")
    parameter_name = "reviewer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("me", _("me")), ("nobody", _("nobody")), ("somebody", _("somebody"))]

    def chosen(self, request: HttpRequest, rows: SubmissionQuerySet, value: str) -> SubmissionQuerySet:
        if value == "me":
            return rows.filter(reviewer=request.user.pk)
        return rows.filter(reviewer__isnull=value == "nobody")


class FinishedFilter(ByChoice):
    title = _("finished")
    parameter_name = "finished"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            ("7", _("in the last 7 days")),
            ("30", _("in the last 30 days")),
            ("365", _("in the last year")),
        ]

    def chosen(self, request: HttpRequest, rows: SubmissionQuerySet, value: str) -> SubmissionQuerySet:
        return rows.filter(finished_at__gte=timezone.now() - timedelta(days=int(value)))


class KeyedList(ChangeList):
    """Django's list, but its pages follow a key: the middle of a million rows costs what the start costs."""

    page: Page
    counted: int

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.after = Key.parse(request.GET.get(AFTER, ""))
        self.before = Key.parse(request.GET.get(BEFORE, ""))
        query = request.GET.copy()
        for name in (AFTER, BEFORE):
            query.pop(name, None)
        request.GET = query  # type: ignore[assignment]  # Django reads every other parameter as a filter
        super().__init__(request, *args)

    def get_ordering(self, request: HttpRequest, queryset: Any) -> list[Any]:
        return ["-finished_at", "-pk"]

    def get_results(self, request: HttpRequest) -> None:
        rows: Any = self.queryset
        self.page = search.page(rows, size=self.list_per_page, after=self.after, before=self.before)
        self.counted = search.counted(rows)
        self.paginator = Paginator(self.page.rows, self.list_per_page)
        self.result_list = self.page.rows
        self.result_count = len(self.page.rows)
        self.show_full_result_count = False
        self.full_result_count = None
        self.show_admin_actions = bool(self.page.rows)
        self.can_show_all = self.multi_page = False

    @property
    def many(self) -> bool:
        """More than are counted."""
        return self.counted > search.COUNTED_TO

    @property
    def counted_to(self) -> int:
        return search.COUNTED_TO

    @property
    def newer_address(self) -> str:
        return self.get_query_string({BEFORE: str(self.page.newer)}) if self.page.newer else ""

    @property
    def older_address(self) -> str:
        return self.get_query_string({AFTER: str(self.page.older)}) if self.page.older else ""

    @property
    def export_query(self) -> str:
        return self.get_query_string()
