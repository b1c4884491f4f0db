"""Columns that were chosen by hand, changed for a file or for later ones, and forgotten."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from calculator.models import UsageUpload
from calculator.uploads import columns
from calculator.uploads.receiving import NotTakenError
from calculator.web.usage.access import asked_scenario, on_to, ones_own
from calculator.web.usage.columns_form import LATER, ChangeForm, initial_of
from calculator.web.usage.columns_page import ReadWith, read_with
from runrate.core import form_drafts

PAGE = "usage/change_columns.html"
AGAIN = "again"
"""Names the upload whose columns are others, where files are given: there alone a proxy lets them through."""


@require_safe
@ones_own
def change(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """The columns as they are chosen today, to choose others."""
    used = read_with(upload)
    if used is None or not upload.is_ready:
        return on_to(request, upload)
    return render(request, PAGE, _shown(request, upload, used, _form(request, upload, used)))


@ones_own
def given_again(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Other columns, sent to where files are sent: read again with them, or kept for later files."""
    used = read_with(upload)
    if used is None or not upload.is_ready:
        return on_to(request, upload)
    form = _form(request, upload, used)
    if form.is_valid() and _changed(request, upload, form):
        return on_to(request, upload)
    back = reverse("usage:columns", args=[upload.pk])
    return form_drafts.answer(request, form, PAGE, _shown(request, upload, used, form), to=back)


def _form(request: HttpRequest, upload: UsageUpload, used: ReadWith) -> ChangeForm:
    today = used.held.mapping if used.held else upload.mapping or {}
    header = columns.titles_of(upload)
    return form_drafts.bind(request, ChangeForm, header=header, initial=initial_of(today, header))


def _shown(request: HttpRequest, upload: UsageUpload, used: ReadWith, form: ChangeForm) -> dict[str, Any]:
    return {
        "form": form,
        "upload": upload,
        "held": used.held,
        "later": LATER,
        "again": AGAIN,
        "scenario": asked_scenario(request),
    }


def _changed(request: HttpRequest, upload: UsageUpload, form: ChangeForm) -> bool:
    if form.for_later:
        columns.remember(upload=upload, mapping=form.mapping)
        messages.success(request, _("Later files with these titles are read so; this one stays as it is."))
        return True
    try:
        columns.read_again(upload=upload, mapping=form.mapping, file=form.cleaned_data["file"])
    except NotTakenError as error:
        form.add_error("file", str(error))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@ones_own
def forget(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """The next file with the same titles asks for its columns, once asked; what was read stays."""
    if request.method != "POST":
        return render(request, "usage/forget.html", {"upload": upload, "scenario": asked_scenario(request)})
    columns.forget(upload=upload)
    messages.success(request, _("Forgotten: the next file with these titles asks for its columns."))
    return on_to(request, upload)
