"""One's own attempts over time: the list and the trend, two side by side, and another one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from assessment.services import submissions
from assessment.web.access import KIND, finished, own_submissions, personal
from assessment.web.forms import CompareForm
from assessment.web.history_page import ComparePage, HistoryPage, numbers_of
from runrate.core import idempotency, visitor_cookie
from runrate.limits.web import rows_limited


@require_safe
@personal
def mine(request: HttpRequest) -> HttpResponse:
    """Every attempt of the caller's, newest first, and how the score moved."""
    page = HistoryPage(request.user, own_submissions(request))
    return render(request, "assessment/mine.html", page.context())


@require_safe
@personal
def compare(request: HttpRequest) -> HttpResponse:
    """Two finished attempts, question by question."""
    own = own_submissions(request)
    numbers = numbers_of(own)
    form = CompareForm(request.GET or None, attempts=own.finished().newest_first(), numbers=numbers)
    shown = ComparePage(*form.chosen(), numbers).context() if form.is_bound and form.is_valid() else {}
    return render(request, "assessment/compare.html", {"form": form, **shown})


@require_POST
@personal
@rows_limited
def retake(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new attempt, from the answers of this one if asked for. The old one stays as it is."""
    before = finished(request, id)
    owner = request.user if request.user.is_authenticated else None
    again = submissions.start(
        owner=owner,
        repeats=before,
        keep_answers="answers" in request.POST,
        id=idempotency.id_in(request.POST),
    )
    response = redirect(again.address_of_next())
    visitor_cookie.remember(response, request, KIND, again.pk)
    return response
