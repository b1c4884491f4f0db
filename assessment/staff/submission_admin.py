"""Submissions in the administration: found, read in words, reviewed, exported; no answer is ever altered."""

from contextlib import suppress
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from assessment.models import Review, Submission
from assessment.services import review
from assessment.staff import export_views, search
from assessment.staff.forms import ReviewForm
from assessment.staff.submission_page import SubmissionPage
from assessment.staff.submission_search import FinishedFilter, KeyedList, OwnerFilter, ReviewerFilter

LINE = (
    "version",
    "answers",
    "workload_name",
    "team_name",
    "started_at",
    "finished_at",
    "stage",
    "score",
    "result",
    "industry",
    "size_band",
    "review",
    "owner__email",
    "reviewer__email",
)


@admin.register(Submission)
class SubmissionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable at run time
    """Reading needs the right to view submissions, deciding the right to add review entries."""

    # First what a reviewer works by; the rest scrolls where the window is small.
    list_display = (
        "what",
        "review",
        "stage",
        "score",
        "day",
        "reviewer",
        "who",
        "weakest",
        "industry",
        "size_band",
    )
    list_filter = (
        "review",
        ReviewerFilter,
        "stage",
        "weakest_dimension",
        "industry",
        "size_band",
        OwnerFilter,
        FinishedFilter,
    )
    search_fields = ("workload_name", "team_name")
    search_help_text = gettext_lazy(
        "Three or more letters of a workload or team, a whole email address, or a number"
    )
    list_per_page = 50
    sortable_by: ClassVar = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/assessment/submission/change_list.html"
    actions = ("mark_reviewed", "mark_needs_information", "mark_set_aside", "assign_to_me")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Submission]:
        """Finished ones, with what a line of the list shows and no more."""
        return Submission.objects.finished().select_related("owner", "reviewer").only(*LINE)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[KeyedList]:
        return KeyedList

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[QuerySet[Submission], bool]:
        return search.matching(queryset, search_term), False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Submission | None = None) -> bool:
        """Nobody: what staff decide about a submission is kept beside it."""
        return False

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("assessment.add_reviewentry")

    def get_urls(self) -> list[Any]:
        site = self.admin_site.admin_view
        return [
            path("next/", site(require_POST(self.next_view)), name="assessment_submission_next"),
            path(
                "<uuid:id>/decide/", site(require_POST(self.decide_view)), name="assessment_submission_decide"
            ),
            *(
                path(address, site(view), name=f"assessment_export_{name}")
                for address, view, name in export_views.ADDRESSES
            ),
            *super().get_urls(),
        ]

    # --- pages ---------------------------------------------------------------------------------------------

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One submission in words, with what may be decided about it."""
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        try:
            submission = self._submission(UUID(object_id))
        except ValueError:
            return redirect("admin:assessment_submission_changelist")
        return self._shown(request, SubmissionPage(submission, reader=request.user))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The history is on the page itself."""
        return redirect("admin:assessment_submission_change", object_id)

    def decide_view(self, request: HttpRequest, id: UUID) -> HttpResponse:
        """Records what the reviewer decided, unless somebody else did something in the meantime."""
        self._let_reviewers_in(request)
        submission = self._submission(id)
        form = ReviewForm(request.POST)
        if not form.is_valid():
            page = SubmissionPage(submission, form, reader=request.user)
            return self._shown(request, page, status=422)
        try:
            review.decide(submission=submission, by=_staff(request), **form.cleaned_data)
        except review.DecidedMeanwhileError as error:
            page = SubmissionPage(submission, form, reader=request.user, meanwhile=error.entry)
            return self._shown(request, page, status=409)
        messages.success(request, _("Saved."))
        return redirect("admin:assessment_submission_change", id)

    def next_view(self, request: HttpRequest) -> HttpResponse:
        """To the next one that waits, which is the reviewer's from now on."""
        self._let_reviewers_in(request)
        taken = review.take_next(by=_staff(request))
        if taken is None:
            messages.info(request, _("Nothing is waiting for a review."))
            return redirect("admin:assessment_submission_changelist")
        return redirect("admin:assessment_submission_change", taken.pk)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rights = {
            "may_review": self.has_review_permission(request),
            "may_export": export_views.may_export(request),
            "title": _("Submissions"),
        }
        return super().changelist_view(request, {**(extra_context or {}), **rights})

    def _shown(self, request: HttpRequest, page: SubmissionPage, status: int = 200) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            **page.context(),
            "opts": self.opts,
            "may_review": self.has_review_permission(request),
            "may_delete": self.has_delete_permission(request),
        }
        template = "admin/assessment/submission/detail.html"
        return TemplateResponse(request, template, context, status=status)

    def _submission(self, id: UUID) -> Submission:
        return Submission.objects.finished().select_related("owner", "reviewer").get_or_404(id)

    def _let_reviewers_in(self, request: HttpRequest) -> None:
        if not (self.has_view_permission(request) and self.has_review_permission(request)):
            raise PermissionDenied

    # --- bulk actions --------------------------------------------------------------------------------------

    @admin.action(description=gettext_lazy("Mark as reviewed"), permissions=["review"])
    def mark_reviewed(self, request: HttpRequest, queryset: Any) -> None:
        self._decide_all(request, Review.REVIEWED)

    @admin.action(description=gettext_lazy("Mark as needing information"), permissions=["review"])
    def mark_needs_information(self, request: HttpRequest, queryset: Any) -> None:
        self._decide_all(request, Review.NEEDS_INFORMATION)

    @admin.action(description=gettext_lazy("Set aside"), permissions=["review"])
    def mark_set_aside(self, request: HttpRequest, queryset: Any) -> None:
        self._decide_all(request, Review.SET_ASIDE)

    @admin.action(description=gettext_lazy("Assign to me"), permissions=["review"])
    def assign_to_me(self, request: HttpRequest, queryset: Any) -> None:
        outcome = review.assign_all(ids=_ticked(request), by=_staff(request))
        _tell(request, outcome)

    def _decide_all(self, request: HttpRequest, decision: Review) -> None:
        _tell(request, review.decide_all(ids=_ticked(request), by=_staff(request), decision=decision))

    # --- columns -------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("submission"))
    def what(self, submission: Submission) -> str:
        return str(submission)

    @admin.display(description=gettext_lazy("finished"))
    def day(self, submission: Submission) -> str:
        return submission.day

    @admin.display(description=gettext_lazy("weakest dimension"))
    def weakest(self, submission: Submission) -> str:
        return submission.weakest_in_words

    @admin.display(description=gettext_lazy("owner"))
    def who(self, submission: Submission) -> str:
        return str(submission.owner) if submission.owner else _("anonymous")


def _staff(request: HttpRequest) -> Any:
    return request.user


def _ticked(request: HttpRequest) -> list[UUID]:
    """What was ticked on the page, and nothing that was not on it."""
    found = []
    for id in request.POST.getlist(ACTION_CHECKBOX_NAME):
        with suppress(ValueError):  # no id of any row
            found.append(UUID(id))
    return found


def _tell(request: HttpRequest, outcome: review.Outcome) -> None:
    if outcome.decided:
        said = ngettext("%(n)d submission changed.", "%(n)d submissions changed.", outcome.decided)
        messages.success(request, said % {"n": outcome.decided})
    if outcome.left_alone:
        said = ngettext(
            "%(n)d was already decided or assigned by someone else and is unchanged.",
            "%(n)d were already decided or assigned by someone else and are unchanged.",
            outcome.left_alone,
        )
        messages.warning(request, said % {"n": outcome.left_alone})
