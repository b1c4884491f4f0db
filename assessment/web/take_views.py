"""The walk from the first question to the result."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.domain import questionnaire
from assessment.domain.answer_sheet import SheetErrors
from assessment.models import Submission, SubmissionQuerySet
from assessment.services import benchmark, links, submissions, team_rounds
from assessment.web.access import KIND, own, own_submissions, personal
from assessment.web.forms import AnswersForm, ContextForm
from assessment.web.question_page import AllPage, AnswersPage, Entered, QuestionPage, ReviewPage
from assessment.web.result_page import ResultPage
from runrate.core import form_drafts, idempotency, visitor_cookie
from runrate.core.rendering.compression import compressed
from runrate.limits.web import allow, rows_limited
from runrate.sharing import web
from runrate.sharing.models import Link
from runrate.sharing.web import sealed

COUNTED_A_DAY = 10
"""Finished by one address beyond it, an assessment is kept as any other and does not count among others."""


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@rows_limited
def start(request: HttpRequest) -> HttpResponse:
    """What awaits; a POST begins. A draft of the caller's own is offered first."""
    if request.method == "POST":
        owner = request.user if request.user.is_authenticated else None
        submission = submissions.start(owner=owner, id=idempotency.id_in(request.POST))
        response = redirect("assessment:question", submission.pk, 1)
        visitor_cookie.remember(response, request, KIND, submission.pk)
        return response
    draft = own_submissions(request).drafts().newest_first().first()
    shown = {"instrument": questionnaire.current(), "draft": draft, "once": idempotency.token()}
    return render(request, "assessment/start.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def question(request: HttpRequest, id: UUID, number: int) -> HttpResponse:
    """One question: shown with what was answered, saved, and on to where the pressed button leads."""
    submission = own(request, id, rows=_rows(request))
    if submission.is_finished:
        return redirect(submission)
    page = QuestionPage(submission, _numbered(submission, number), _entered(request))
    if request.method != "POST":
        return render(request, page.template, page.context())
    saved = _save(request, submission, page.form)
    return redirect(page.address_after(saved)) if saved else _refused(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def everything(request: HttpRequest, id: UUID) -> HttpResponse:
    """All questions on one page."""
    submission = own(request, id, rows=_rows(request))
    if submission.is_finished:
        return redirect(submission)
    page = AllPage(submission, _entered(request))
    if request.method != "POST":
        return render(request, page.template, page.context())
    saved = _save(request, submission, page.form)
    return redirect(page.address_after()) if saved else _refused(request, page)


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
        submissions.finish(submission=submission, countable=_may_count(request, submission))
    except submissions.IncompleteError as error:
        messages.warning(request, _("Question %(number)s has no answer yet.") % {"number": error.numbers[0]})
        return redirect("assessment:question", submission.pk, error.numbers[0])
    return redirect(submission)


@require_safe
@compressed  # three times as long as a question; its one secret, the form token, is masked anew each time
@personal
def result(request: HttpRequest, id: UUID) -> HttpResponse:
    submission = own(request, id)
    if not submission.is_finished:
        return redirect(_where_left(submission))
    page = ResultPage(submission, benchmark.of(submission), counts_in=team_rounds.counting(submission))
    shown = page.context() | {"resume_address": links.to_resume(submission)}
    return render(request, "assessment/result.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def describe(request: HttpRequest, id: UUID) -> HttpResponse:
    """Names, industry, size and role: asked after the result, all optional, deletable."""
    submission = own(request, id)
    form = form_drafts.bind(request, ContextForm, instance=submission)
    if request.method == "POST" and form.is_valid():
        submissions.describe(submission=submission, context=form.context())
        messages.success(request, _("Saved."))
        return redirect(submission)
    shown = {"submission": submission, "form": form}
    return form_drafts.answer(request, form, "assessment/describe.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def delete(request: HttpRequest, id: UUID) -> HttpResponse:
    submission = own(request, id)
    if request.method == "POST":
        submissions.delete(submission=submission)
        messages.success(request, _("The assessment and everything in it was deleted."))
        return redirect("assessment:mine")
    return render(request, "assessment/delete.html", {"submission": submission})


@require_safe
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
        messages.success(request, _("The old link no longer works; here is a new one."))
        response = redirect(_where_left(submission))
        # Who came here by the old link is not locked out by asking for a new one.
        web.remember(response, request, link)
        return response
    return redirect(_where_left(submission))


def _rows(request: HttpRequest) -> SubmissionQuerySet:
    """A page shows the link to come back with, the answer to a form leads to another page."""
    rows = Submission.objects.all().for_the_walk()
    return rows if request.method == "POST" else links.with_resume_link(rows)


def _may_count(request: HttpRequest, submission: Submission) -> bool:
    """Whether this address has finished fewer today than may count among others."""
    if submission.is_finished or submission.unanswered():
        return True  # nothing is finished by this, so nothing is used up
    return allow("count_among_others", request, amount=COUNTED_A_DAY, seconds=86_400)


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
        saved, overwritten = submissions.save_entries(submission=submission, entries=form.entries)
    except SheetErrors as error:
        form.add_errors(error.errors)
        return None
    except submissions.FinishedError:
        return submission
    _say_overwritten(request, saved, overwritten)
    _say_short_note(request, form)
    return saved


def _say_overwritten(request: HttpRequest, submission: Submission, keys: Iterable[str]) -> None:
    said = _("Question %(number)s was changed elsewhere in the meantime. The answer you just sent counts.")
    for key in keys:
        messages.warning(request, said % {"number": submission.questionnaire.question(key).number})


def _say_short_note(request: HttpRequest, form: AnswersForm) -> None:
    """On a page of its own the question is left now; where all stand together each box says it itself."""
    if len(form.asked) == 1 and form.asked[0].note_falls_short:
        said = _(
            "The note on question %(number)s does not count as evidence: "
            "it needs at least four words or a link."
        )
        messages.info(request, said % {"number": form.asked[0].question.number})


def _entered(request: HttpRequest) -> Entered:
    """What was sent, or what waits to be shown again."""
    saved = request.GET.get("saved", "")
    if request.method == "POST":
        return Entered(sent=True, answers=request.POST, then=request.POST.get("then", ""), saved=saved)
    waiting = form_drafts.kept(request)
    if waiting is None:
        return Entered(saved=saved)
    return Entered(answers=waiting.fields, errors=waiting.errors, saved=saved)


def _refused(request: HttpRequest, page: AnswersPage) -> HttpResponse:
    """Back to the page, with what was typed and what is wrong with it."""
    back = form_drafts.refused(request, to=request.path, errors=page.errors())
    return back or render(request, page.template, page.context(), status=422)
