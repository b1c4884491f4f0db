"""A result read by others, by a link that its owner can stop; and a submission as a file, out and in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.models import Submission
from assessment.services import links, submission_files, submissions
from assessment.web.access import KIND, finished, own, personal
from assessment.web.forms import ImportForm
from assessment.web.result_page import ResultPage
from runrate.core import form_drafts, idempotency, visitor_cookie
from runrate.core.csv_safety import FOR_PEOPLE
from runrate.limits.web import rows_limited, too_many
from runrate.sharing import web
from runrate.sharing.services import TooManyLinksError
from runrate.sharing.web import sealed


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def share(request: HttpRequest, id: UUID) -> HttpResponse:
    """The link for readers: made, shown, made anew."""
    submission = finished(request, id)
    if request.method == "POST":
        try:
            links.make(links.SHARE, submission, days=web.days_asked_for(request.POST, links.SHARE))
        except TooManyLinksError as error:
            return too_many(request, error.seconds, str(error))
        return redirect("assessment:share", submission.pk)
    link = links.current(links.SHARE, submission.pk)
    address = links.address(link) if link else ""
    shown = {"submission": submission, "link": link, "address": address, "kind": links.SHARE}
    return render(request, "assessment/share.html", shown)


@require_POST
@personal
def stop_sharing(request: HttpRequest, id: UUID) -> HttpResponse:
    submission = finished(request, id)
    links.revoke(links.SHARE, submission.pk)
    messages.success(request, _("The link no longer works."))
    return redirect("assessment:share", submission.pk)


@require_safe
@sealed
def open_shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges the link for the visitor's cookie; each later look asks again whether it still works."""
    return web.exchange(
        request, links.SHARE, secret, lambda link: reverse("assessment:shared", args=[link.target])
    )


@require_safe
@sealed
def shared(request: HttpRequest, id: UUID) -> HttpResponse:
    """The result without the notes, and with nothing to press."""
    web.held_to(request, links.SHARE, id)
    submission = Submission.objects.finished().get_or_404(id)
    return render(request, "assessment/result.html", ResultPage(submission, shared=True).context())


@require_safe
@personal
def export(request: HttpRequest, id: UUID, kind: str) -> HttpResponse:
    submission = own(request, id)
    if kind == "json":
        response = HttpResponse(submission_files.as_json(submission), content_type="application/json")
    else:
        table = submission_files.as_csv(submission).encode(FOR_PEOPLE)
        response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    name = f"assessment-{submission.day}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
@rows_limited
def import_submission(request: HttpRequest) -> HttpResponse:
    """An exported file becomes a submission of the caller's, with the same score."""
    form = form_drafts.bind(request, ImportForm)
    if request.method != "POST" or not form.is_valid():
        shown = {"form": form, "once": idempotency.token()}
        return form_drafts.answer(request, form, "assessment/import.html", shown)
    owner, id = request.user if request.user.is_authenticated else None, idempotency.id_in(request.POST)
    submission = submissions.record(sheet=form.sheet, owner=owner, context=form.context, id=id)
    response = redirect("assessment:result", submission.pk)
    visitor_cookie.remember(response, request, KIND, submission.pk)
    return response
