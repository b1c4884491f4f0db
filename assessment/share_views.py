"""A result read by others, by a link that its owner can stop; and a submission as a file, out and in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from assessment import exchange, links, once, services
from assessment.access import KIND, finished, own, personal
from assessment.forms import ImportForm
from assessment.models import Link, Purpose
from assessment.result_pages import ResultPage
from runrate.kit import typed, visitor

SHARED = "shared"
"""The kind under which the visitor's cookie keeps the links by which it may read results."""


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def share(request: HttpRequest, id: UUID) -> HttpResponse:
    """The link for readers: made, shown, made anew."""
    submission = finished(request, id)
    if request.method == "POST":
        links.make(Purpose.SHARE, submission=submission)
        return redirect("assessment:share", submission.pk)
    link = links.current(Purpose.SHARE, submission=submission)
    address = links.address(link) if link else ""
    shown = {"submission": submission, "link": link, "address": address}
    return render(request, "assessment/share.html", shown)


@require_POST
@personal
def stop_sharing(request: HttpRequest, id: UUID) -> HttpResponse:
    submission = finished(request, id)
    links.revoke(Purpose.SHARE, submission=submission)
    messages.success(request, _("The link stopped working."))
    return redirect("assessment:share", submission.pk)


@require_GET
@personal
def open_shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Exchanges the link for the visitor's cookie; each later look asks again whether it still works."""
    link = links.opened(Purpose.SHARE, secret)
    response = redirect("assessment:shared", link.submission_id)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    visitor.remember(response, request, SHARED, link.pk)
    return response


@require_safe
@personal
def shared(request: HttpRequest, id: UUID) -> HttpResponse:
    """The result without the notes, and with nothing to press."""
    held = visitor.ids(request, SHARED)
    link = Link.objects.live().get_or_404(purpose=Purpose.SHARE, submission=id, pk__in=held)
    if link.submission is None or not link.submission.is_finished:
        raise Http404
    return ResultPage(link.submission, shared=True).response(request)


@require_safe
@personal
def export(request: HttpRequest, id: UUID, kind: str) -> HttpResponse:
    submission = own(request, id)
    if kind == "json":
        response = HttpResponse(exchange.as_json(submission), content_type="application/json")
    else:
        response = HttpResponse(exchange.as_csv(submission), content_type="text/csv; charset=utf-8")
    name = f"assessment-{submission.day}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def bring(request: HttpRequest) -> HttpResponse:
    """An exported file becomes a submission of the caller's, with the same score."""
    form = typed.bind(request, ImportForm)
    if request.method != "POST" or not form.is_valid():
        return typed.answer(request, form, "assessment/import.html", {"form": form, "once": once.token()})
    owner = request.user if request.user.is_authenticated else None
    submission = services.record(
        sheet=form.sheet,
        owner=owner,
        context=form.context,
        id=once.id_from(request.POST.get(once.FIELD, "")),
    )
    response = redirect("assessment:result", submission.pk)
    visitor.remember(response, request, KIND, submission.pk)
    return response
