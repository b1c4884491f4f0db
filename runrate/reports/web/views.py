"""The pages of the reports: ask for one, watch it being made, read it, take it away, share it."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from assessment.web import access
from runrate.accounts.guards import limited
from runrate.core import form_drafts
from runrate.core.rendering.compression import compressed
from runrate.core.requests import HtmxRequest, SignedInRequest
from runrate.reports.models import Report
from runrate.reports.services import reports
from runrate.reports.services.delivery import DamagedError, deliver, deliver_board
from runrate.reports.services.gathering import gather
from runrate.reports.services.reports import QueueFullError
from runrate.reports.web import intent
from runrate.reports.web.forms import ImportForm, MailForm, ReportForm, usual_choice
from runrate.reports.web.polling import ask_again
from runrate.reports.web.report_page import report_context


@require_safe
@login_required
@never_cache
def index(request: SignedInRequest) -> HttpResponse:
    """All reports of a person, the newest first."""
    shown = {"reports": Report.objects.visible_to(request.user).light().newest_first()}
    return render(request, "reports/index.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("report")
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """The one button of a result: starts its report, after sign-up if need be."""
    submission = access.own_submissions(request).finished().get_or_404(_asked_for(request))
    if not request.user.is_authenticated:
        return _sign_up_first(submission.pk)
    if request.method != "POST":
        return render(request, "reports/start.html", {"submission": submission})
    source = gather(made_on=reports.today(), submission=submission, scenario=None)
    try:
        return redirect(reports.start_report(owner=request.user, source=source, submission=submission))
    except QueueFullError:
        return _queue_full(request)


def _asked_for(request: HttpRequest) -> UUID:
    text = request.POST.get("submission") or request.GET.get("submission", "")
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _sign_up_first(submission: UUID) -> HttpResponse:
    """Where people land is decided once they are signed in: the same report may be theirs already."""
    back = urlencode({"next": reverse("reports:asked")})
    response = redirect(f"{reverse('account_signup')}?{back}")
    intent.intend(response, submission=submission, report=uuid4())
    return response


@require_safe
@login_required
@never_cache
def asked(request: SignedInRequest) -> HttpResponse:
    """After a sign-in: the report that was wanted before it, or the page that asks for it again."""
    wanted, started = intent.intended(request), intent.started(request)
    ids = [id for id in (wanted.report if wanted else None, started) if id is not None]
    report = Report.objects.visible_to(request.user).filter(pk__in=ids).first()
    if report is not None:
        return redirect(report)
    if wanted and access.own_submissions(request).finished().filter(pk=wanted.submission).exists():
        return redirect(f"{reverse('reports:start')}?{urlencode({'submission': wanted.submission})}")
    messages.warning(request, _no_report())
    return redirect("reports:list")


def _no_report() -> str:
    return _(
        "There is no report to show: the answers it was to be made from were deleted or belong to another "
        "account, or you asked too long ago. Open your assessment to ask again."
    )


def _queue_full(request: HttpRequest) -> HttpResponse:
    response = render(request, "reports/queue_full.html", status=503)
    response["Retry-After"] = "120"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("report")
@never_cache
def new(request: SignedInRequest) -> HttpResponse:
    """Choose an assessment, a scenario or both, and how the report is made."""
    posted = request.method == "POST"
    initial = request.GET.dict() or ({} if posted else usual_choice(request.user))
    form = form_drafts.bind(request, ReportForm, user=request.user, initial=initial)
    if not (posted and form.is_valid()):
        return form_drafts.answer(request, form, "reports/new.html", {"form": form})
    source, chosen = form.source(made_on=reports.today()), form.chosen()
    try:
        return redirect(reports.start_report(owner=request.user, source=source, **chosen))
    except QueueFullError:
        return _queue_full(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@limited("import")
@never_cache
def import_report(request: SignedInRequest) -> HttpResponse:
    """Makes a report again from the data that its PDF carries."""
    form = form_drafts.bind(request, ImportForm)
    if not (request.method == "POST" and form.is_valid()):
        if not form.busy:
            return form_drafts.answer(request, form, "reports/import.html", {"form": form})
        response = render(request, "reports/import.html", {"form": form}, status=503)
        response["Retry-After"] = "60"
        return response
    try:
        return redirect(reports.start_report(owner=request.user, source=form.source))
    except QueueFullError:
        return _queue_full(request)


@require_safe
@compressed  # no word of a request comes back on it, so its length tells nothing of what else it holds
@login_required
@never_cache
def detail(request: HtmxRequest, id: UUID) -> HttpResponse:
    """The report as a page; while it is being made, how far it is."""
    if request.htmx:
        return _how_far(request, id)
    report = Report.objects.visible_to(request.user).select_related("submission").get_or_404(id)
    mail_form = form_drafts.bind(request, MailForm)
    template, words = _page_of(report, damaged="damaged" in request.GET, mail_form=mail_form)
    response = render(request, template, words)
    intent.done(response)
    return response


def _how_far(request: HtmxRequest, id: UUID) -> HttpResponse:
    """The steps again; once it is ready the page is asked for, and not drawn for an answer thrown away."""
    report = Report.objects.visible_to(request.user).light().get_or_404(id)
    if report.is_ready:
        return HttpResponseClientRefresh()
    return render(request, "reports/progress.html#steps", _waiting(report))


def _waiting(report: Report) -> dict[str, Any]:
    return {"row": report, "ask_again": ask_again(timezone.now() - report.created_at)}


def _page_of(report: Report, *, damaged: bool, mail_form: MailForm) -> tuple[str, dict[str, Any]]:
    if not report.is_ready:
        return "reports/progress.html", _waiting(report)
    return "reports/detail.html", report_context(report, mail_form=mail_form, damaged=damaged)


@require_safe
@login_required
@never_cache
def download(request: SignedInRequest, id: UUID) -> HttpResponseBase:
    """The file itself: the same bytes every time."""
    report = Report.objects.visible_to(request.user).light().get_or_404(id)
    try:
        return deliver(report)
    except DamagedError:
        return redirect(f"{report.get_absolute_url()}?damaged")


@require_safe
@login_required
@never_cache
def board(request: SignedInRequest, id: UUID) -> HttpResponse:
    """The board page alone: the same bytes every time."""
    try:
        return deliver_board(Report.objects.visible_to(request.user).get_or_404(id))
    except DamagedError as error:
        raise Http404 from error


@require_POST
@login_required
@limited("report")
def retry(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Tries a failed report again, or makes a damaged file anew."""
    report = Report.objects.visible_to(request.user).get_or_404(id)
    return redirect(reports.try_again(report=report))


@require_POST
@login_required
def delete(request: SignedInRequest, id: UUID) -> HttpResponse:
    reports.delete_report(report=Report.objects.visible_to(request.user).get_or_404(id))
    messages.success(request, _("The report and its file are deleted."))
    return redirect("reports:list")
