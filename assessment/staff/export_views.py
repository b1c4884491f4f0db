"""Exports in the administration: what to take, as a stream, or as a workbook that a worker writes."""

from collections.abc import Iterator
from typing import Any, Protocol, cast
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessment.models import Export, SubmissionQuerySet
from assessment.staff import export_job, export_rows, search
from assessment.staff.forms import ExportForm
from runrate.accounts.models import User
from runrate.audit.models import AuditEntry


class Lines(Protocol):
    """Rows as lines of a file; `whole` for those who may read submissions one by one."""

    def __call__(self, rows: SubmissionQuerySet, *, whole: bool) -> Iterator[str]: ...


STREAMS: dict[str, tuple[Lines, str, str]] = {
    "csv": (export_rows.csv_lines, "text/csv; charset=utf-8", "submissions-{day}.csv"),
    "jsonl": (export_rows.json_lines, "application/jsonl; charset=utf-8", "submissions-{day}.jsonl"),
    "research": (export_rows.research_lines, "text/csv; charset=utf-8", "research-{day}.csv"),
}
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def may_read(request: HttpRequest) -> bool:
    """Whether a file may hold what the pages of single submissions show: notes, names, addresses."""
    return request.user.has_perm("assessment.view_submission")


def may_export(request: HttpRequest) -> bool:
    return request.user.has_perm("assessment.add_export")


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponseBase:
    """Which submissions and in which form; filled by the address of a filtered list."""
    _let_in(request)
    if request.method == "POST":
        return _made(request)
    form = ExportForm(request.GET, whole=may_read(request))
    return _page(request, form)


@require_safe
def progress(request: HttpRequest, id: UUID) -> HttpResponse:
    """How far the workbook is; asks again by itself, and by a link where scripts are off."""
    _let_in(request)
    context = {"export": _own(request, id), "title": _("Workbook")}
    template = "admin/assessment/export/progress.html"
    if request.headers.get("HX-Request"):
        template += "#bar"
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context})


@require_POST
def again(request: HttpRequest, id: UUID) -> HttpResponse:
    """Another three attempts at a workbook that could not be written."""
    _let_in(request)
    export_job.JOBS.try_again(_own(request, id))
    return redirect("admin:assessment_export_progress", id)


@require_safe
def download(request: HttpRequest, id: UUID) -> FileResponse:
    """The finished workbook, for the one who asked for it."""
    _let_in(request)
    export = _own(request, id)
    if not export.file:
        raise Http404
    name = f"submissions-{export.asked_at:%Y-%m-%d}.xlsx"
    try:
        workbook = export.file.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = FileResponse(workbook, as_attachment=True, filename=name, content_type=WORKBOOK)
    response["Cache-Control"] = "private, no-store"
    return response


ADDRESSES: tuple[tuple[str, Any, str], ...] = (
    ("export/", choose, "choose"),
    ("export/<uuid:id>/", progress, "progress"),
    ("export/<uuid:id>/again/", again, "again"),
    ("export/<uuid:id>/workbook/", download, "download"),
)


def _made(request: HttpRequest) -> HttpResponseBase:
    form, kind = ExportForm(request.POST, whole=may_read(request)), request.POST.get("kind", "")
    if not form.is_valid() or kind not in {*STREAMS, "xlsx"}:
        return _page(request, form, status=422)
    detail = f"{kind}: {_filters(form)}; {_with_or_without(whole=may_read(request))}"
    if kind == "xlsx":
        export = export_job.ask(by=cast("User", request.user), filters=form.chosen(), detail=detail)
        return redirect("admin:assessment_export_progress", export.pk)
    AuditEntry.objects.note(by=request.user, did="exported", detail=detail)
    return _stream(kind, form.rows(), whole=may_read(request))


def _filters(form: ExportForm) -> str:
    return ", ".join(f"{name}={value}" for name, value in form.chosen().items()) or "all"


def _with_or_without(*, whole: bool) -> str:
    return "with notes and addresses" if whole else "without notes and addresses"


def _stream(kind: str, rows: SubmissionQuerySet, *, whole: bool) -> StreamingHttpResponse:
    lines, content_type, name = STREAMS[kind]
    response = StreamingHttpResponse(
        (part.encode() for part in lines(rows, whole=whole)), content_type=content_type
    )
    filename = name.format(day=f"{timezone.now():%Y-%m-%d}")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, form: ExportForm, status: int = 200) -> HttpResponse:
    counted = search.counted(form.rows()) if form.is_valid() else 0
    context = {
        "title": _("Export submissions"),
        "form": form,
        "counted": counted,
        "many": counted > search.COUNTED_TO,
        "counted_to": search.COUNTED_TO,
        "most_rows": export_job.MOST_ROWS,
        "whole": may_read(request),
        "smallest_group": export_rows.SMALLEST_GROUP,
        "made": Export.objects.filter(owner=request.user.pk)[:10],
    }
    template = "admin/assessment/export/choose.html"
    return TemplateResponse(request, template, {**admin.site.each_context(request), **context}, status=status)


def _pk(request: HttpRequest) -> Any:
    return request.user.pk


def _own(request: HttpRequest, id: UUID) -> Export:
    export = Export.objects.filter(pk=id, owner=request.user.pk).first()
    if export is None:
        raise Http404
    return export


def _let_in(request: HttpRequest) -> None:
    if not may_export(request):
        raise PermissionDenied
