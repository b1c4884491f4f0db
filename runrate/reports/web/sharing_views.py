"""Reports for others: links that open one, what they show, and the public sample."""

from functools import cache
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from runrate.accounts.guards import limited
from runrate.core import form_drafts
from runrate.core.rendering.compression import compressed
from runrate.core.requests import SignedInRequest
from runrate.limits.web import limited_by_address, too_many
from runrate.reports.models import Report
from runrate.reports.rendering import sample as sample_report
from runrate.reports.rendering.document import context
from runrate.reports.services import reports
from runrate.reports.services.delivery import DamagedError, as_download, deliver, deliver_board
from runrate.reports.web.forms import MailForm
from runrate.reports.web.report_page import report_context
from runrate.sharing import web
from runrate.sharing.models import Link
from runrate.sharing.services import TooManyLinksError
from runrate.sharing.web import sealed


@require_POST
@login_required
@never_cache
def share(request: SignedInRequest, id: UUID) -> HttpResponse:
    report = Report.objects.visible_to(request.user).ready().get_or_404(id)
    try:
        reports.share(report=report, days=web.days_asked_for(request.POST, reports.SHARE))
    except TooManyLinksError as error:
        return too_many(request, error.seconds, str(error))
    messages.success(request, _("A new link was created. It is listed below the report."))
    return redirect(f"{report.get_absolute_url()}#share-title")


@require_POST
@login_required
@limited("mail")
@never_cache
def mail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Sends a link to somebody; a wrong address comes back at its field."""
    report = Report.objects.visible_to(request.user).ready().get_or_404(id)
    form = MailForm(request.POST)
    if not form.is_valid():
        shown, back = report_context(report, mail_form=form), report.get_absolute_url()
        return form_drafts.answer(request, form, "reports/detail.html", shown, to=back)
    try:
        reports.mail_link(report=report, address=form.cleaned_data["address"])
    except TooManyLinksError as error:
        return too_many(request, error.seconds, str(error))
    messages.success(request, _("The link is on its way."))
    return redirect(report)


@require_POST
@login_required
def stop_sharing(request: SignedInRequest, id: UUID) -> HttpResponse:
    report = Report.objects.visible_to(request.user).get_or_404(id)
    reports.stop_sharing(report=report)
    messages.success(request, _("The links of this report no longer work."))
    return redirect(report)


@require_safe
@sealed
def open_shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges the secret for a cookie, so that it stands in no address that is kept or passed on."""
    return web.exchange(
        request, reports.SHARE, secret, lambda link: reverse("reports:shared", args=[link.pk])
    )


def _opened(request: HttpRequest, id: UUID) -> tuple[Link, Report]:
    """The link by its own id, so that one address is one reader's, and the report that it opens."""
    link = web.held(request, reports.SHARE).get_or_404(pk=id)
    return link, Report.objects.ready().get_or_404(link.target)


@require_safe
@compressed  # no word of a request comes back on it, so its length tells nothing of what else it holds
@sealed
def shared(request: HttpRequest, id: UUID) -> HttpResponse:
    link, report = _opened(request, id)
    return render(
        request, "reports/shared.html", {"row": report, "link": link, **context(report.content or {})}
    )


@require_safe
@sealed
def shared_download(request: HttpRequest, id: UUID) -> HttpResponse:
    try:
        return deliver(_opened(request, id)[1])
    except DamagedError as error:
        raise Http404 from error


@require_safe
@sealed
def shared_board(request: HttpRequest, id: UUID) -> HttpResponse:
    try:
        return deliver_board(_opened(request, id)[1])
    except DamagedError as error:
        raise Http404 from error


@require_safe
@compressed
def sample(request: HttpRequest) -> HttpResponse:
    """A report anybody may read: an example company, made like any other."""
    words = {"body": _sample_body(get_language()), "report": sample_report.content()}
    return render(request, "reports/sample.html", words)


@cache
def _sample_body(language: str | None) -> SafeString:
    """The same for everybody, and dear to draw: once for each process and language."""
    return render_to_string("reports/body.html", context(sample_report.content()))


@require_safe
@limited_by_address("sample", 30, 60)
def sample_download(request: HttpRequest) -> HttpResponse:
    return as_download(sample_report.file(), "runrate-sample-report.pdf")


@require_safe
@limited_by_address("sample", 30, 60)
def sample_board(request: HttpRequest) -> HttpResponse:
    return as_download(sample_report.board_file(), "runrate-sample-board-page.pdf")
