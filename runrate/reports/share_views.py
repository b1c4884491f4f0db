"""Reports for others: links that open one, what they show, and the public sample."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from runrate.accounts.guards import limited
from runrate.kit import typed, visitor
from runrate.kit.requests import SignedInRequest
from runrate.reports import sample as example
from runrate.reports import services
from runrate.reports.delivery import DamagedError, as_download, deliver
from runrate.reports.document import context
from runrate.reports.forms import MailForm
from runrate.reports.models import Report, ShareLink
from runrate.reports.services import TooManyLinksError

KIND = "shared-report"
"""The kind under which the visitor's cookie keeps ids of links this browser has opened."""


@require_POST
@login_required
@never_cache
def share(request: SignedInRequest, id: UUID) -> HttpResponse:
    report = Report.objects.visible_to(request.user).ready().get_or_404(id)
    try:
        link, address = services.share(report=report)
    except TooManyLinksError:
        return render(request, "429.html", status=429)
    return render(request, "reports/link.html", {"row": report, "link": link, "address": address})


@require_POST
@login_required
@limited("mail")
@never_cache
def mail(request: SignedInRequest, id: UUID) -> HttpResponse:
    """Sends a link to somebody; a wrong address comes back at its field."""
    report = Report.objects.visible_to(request.user).ready().get_or_404(id)
    form = MailForm(request.POST)
    if not form.is_valid():
        words = {"row": report, "mail_form": form, **context(report.content or {})}
        return typed.answer(request, form, "reports/detail.html", words, to=report.get_absolute_url())
    try:
        services.mail_link(report=report, address=form.cleaned_data["address"])
    except TooManyLinksError:
        return render(request, "429.html", status=429)
    messages.success(request, _("The link is on its way."))
    return redirect(report)


@require_POST
@login_required
def stop_sharing(request: SignedInRequest, id: UUID) -> HttpResponse:
    report = Report.objects.visible_to(request.user).get_or_404(id)
    services.stop_sharing(report=report)
    messages.success(request, _("The links of this report no longer work."))
    return redirect(report)


@require_GET
@never_cache
def open_shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges the secret for a cookie, so that it stands in no address that is kept or passed on."""
    link = ShareLink.objects.opened_by(services.hash_of(secret))
    response = redirect("reports:shared", id=link.pk)
    visitor.remember(response, request, KIND, link.pk)
    return response


def _opened(request: HttpRequest, id: UUID) -> ShareLink:
    if id not in visitor.ids(request, KIND):
        raise Http404
    return ShareLink.objects.seen_through(id)


@require_GET
@never_cache
def shared(request: HttpRequest, id: UUID) -> HttpResponse:
    link = _opened(request, id)
    words = {"row": link.report, "link": link, **context(link.report.content or {})}
    return render(request, "reports/shared.html", words)


@require_GET
@never_cache
def shared_download(request: HttpRequest, id: UUID) -> HttpResponse:
    try:
        return deliver(_opened(request, id).report)
    except DamagedError as error:
        raise Http404 from error


@require_GET
def sample(request: HttpRequest) -> HttpResponse:
    """A report anybody may read: an example company, made like any other."""
    return render(request, "reports/sample.html", context(example.content()))


@require_GET
def sample_download(request: HttpRequest) -> HttpResponse:
    return as_download(example.file(), "runrate-sample-report.pdf")
