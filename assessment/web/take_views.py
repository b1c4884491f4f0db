"""The walk from the first question to the result."""

from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from assessment.domain import questionnaire
from assessment.domain.answer_sheet import SheetErrors
from assessment.models import Submission, SubmissionQuerySet
from assessment.services import benchmark, links
from assessment.services import submissions as services
from assessment.web.access import KIND, own, personal, submissions
from assessment.web.forms import AnswersForm, ContextForm
from assessment.web.question_page import AllPage, QuestionPage, ReviewPage
from assessment.web.result_page import ResultPage
from runrate.core import once, typed, visitor_cookie
from runrate.limits.web import rows_limited
from runrate.sharing import web
from runrate.sharing.models import Link
from runrate.sharing.web import sealed


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@rows_limited
def start(request: HttpRequest) -> HttpResponse:
    """What awaits; a POST begins. A draft of the caller's own is offered first."""
    if request.method == "POST":
        owner = request.user if request.user.is_authenticated else None
        submission = services.start(owner=owner, id=once.id_from(request.POST.get(once.FIELD, "")))
        response = redirect("assessment:question", submission.pk, 1)
        visitor_cookie.remember(response, request, KIND, submission.pk)
        return response
    draft = submissions(request).drafts().newest_first().first()
    shown = {"instrument": questionnaire.current(), "draft": draft, "once": once.token()}
    return render(request, "assessment/start.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def question(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """One question: shown with what was answered, saved, and on to where the pressed button leads."""
    submission = own(request, id, rows=_rows(request))
    if submission.is_finished:
        return redirect(submission)
    page = QuestionPage(submission, _numbered(submission, number), request)
    if request.method != "POST":
        return page.response()
    saved = _save(request, submission, page.form)
    return redirect(page.address_after(saved)) if saved else page.refusal()


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def everything(request: HttpRequest, id: UUID) -> HttpResponse:
    """All questions on one page."""
    submission = own(request, id, rows=_rows(request))
    if submission.is_finished:
        return redirect(submission)
    page = AllPage(submission, request)
    if request.method != "POST":
        return page.response()
    return redirect(page.address_after()) if _save(request, submission, page.form) else page.refusal()


@require_safe
@personal
def review(request: HttpRequest, id: UUID) -> HttpResponse:
    """Every answer in words, before it counts."""
    submission = own(request, id, rows=_rows(request))
    if submission.is_finished:
        return redirect(submission)
    return render(request, "assessment/review.html", ReviewPage(submission).context())


@require_POST
@personal
def finish(request: HttpRequest, id: UUID) -> HttpResponse:
    """Freezes the result; pressing twice is pressing once."""
    submission = own(request, id)
    try:
        services.finish(submission=submission, countable=_may_count(request, submission))
    except services.IncompleteError as error:
        messages.warning(request, _("Question %(number)s has no answer yet.") % {"number": error.numbers[0]})
        return redirect("assessment:question", submission.pk, error.numbers[0])
    return redirect(submission)


@require_safe
@gzip_page  # three times as long as a question; its one secret, the form token, is masked anew each time
@personal
def result(request: HttpRequest, id: UUID) -> HttpResponse:
    submission = own(request, id)
    if not submission.is_finished:
        return redirect(_where_left(submission))
    return ResultPage(submission, benchmark.of(submission)).response(request)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def describe(request: HttpRequest, id: UUID) -> HttpResponse:
    """Names, industry, size and role: asked after the result, all optional, deletable."""
    submission = own(request, id)
    form = typed.bind(request, ContextForm, instance=submission)
    if request.method == "POST" and form.is_valid():
        services.describe(submission=submission, context=form.context())
        messages.success(request, _("Saved."))
        return redirect(submission)
    shown = {"submission": submission, "form": form}
    return typed.answer(request, form, "assessment/describe.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def delete(request: HttpRequest, id: UUID) -> HttpResponse:
    submission = own(request, id)
    if request.method == "POST":
        services.delete(submission=submission)
        messages.success(request, _("The assessment and everything in it was deleted."))
        return redirect("assessment:mine")
    return render(request, "assessment/delete.html", {"submission": submission})


@require_GET
@sealed
@personal
def resume(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges the link for the visitor's cookie; each later look asks again whether it still works."""
    return web.exchange(request, links.RESUME, secret, _left_by)


@require_POST
@personal
def renew_link(request: HttpRequest, id: UUID) -> HttpResponse:
    """A new link to come back with; the old one stops working."""
    submission = own(request, id)
    if submission.owner_id is None:
        link = links.make(links.RESUME, submission)
        messages.success(request, _("The old link stopped working; here is a new one."))
        response = redirect(_where_left(submission))
        # Who came here by the old link is not locked out by asking for a new one.
        web.remember(response, request, link)
        return response
    return redirect(_where_left(submission))


def _rows(request: HttpRequest) -> SubmissionQuerySet:
    """A page shows the link to come back with, the answer to a form leads to another page."""
    rows = Submission.objects.all()
    return rows if request.method == "POST" else links.with_resume_link(rows)


def _may_count(request: HttpRequest, submission: Submission) -> bool:
    """Whether this address has finished fewer today than may count among others."""
    if submission.is_finished or submission.unanswered():
        return True  # nothing is finished by this, so nothing is used up
    return ratelimit.consume(request, app="allauth.account", action="count_among_others") is not None


def _left_by(link: Link) -> str:
    return _where_left(Submission.objects.filter(owner=None).get_or_404(link.target))


def _where_left(submission: Submission) -> str:
    """The first unanswered question; the review when there is none; the result once finished."""
    if submission.is_finished:
        return submission.get_absolute_url()
    return submission.address_of_next()


def _numbered(submission: Submission, number: int) -> questionnaire.Question:
    try:
        return submission.questionnaire.numbered(number)
    except LookupError as error:
        raise Http404 from error


def _save(request: HttpRequest, submission: Submission, form: AnswersForm) -> Submission | None:
    """The submission as saved; None when the form has something to say first."""
    if not form.is_valid():
        return None
    try:
        saved, overwritten = services.save_entries(submission=submission, entries=form.entries)
    except SheetErrors as error:
        form.add_errors(error.errors)
        return None
    except services.FinishedError:
        return submission
    for key in overwritten:
        number = submission.questionnaire.question(key).number
        said = _("Question %(number)s had been changed elsewhere in the meantime. What you just sent counts.")
        messages.warning(request, said % {"number": number})
    return saved
