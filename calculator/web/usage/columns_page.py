"""Columns that were chosen by hand: said beside what was read with them, changed, and forgotten."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from calculator.models import ColumnMapping, UsageUpload
from calculator.uploads import columns
from calculator.uploads.receiving import NotTakenError
from calculator.web.usage.access import ones_own
from calculator.web.usage.columns_form import LATER, ChangeForm, initial_of
from runrate.core import form_drafts

PAGE = "usage/change_columns.html"
AGAIN = "again"
"""Names the upload whose columns are others, where files are given: there alone a proxy lets them through."""


@dataclass(frozen=True, slots=True)
class ReadWith:
    """What an upload was read with, in a sentence, and what its account remembers of it."""

    said: str
    held: ColumnMapping | None


def read_with(upload: UsageUpload) -> ReadWith | None:
    """None where nobody chose any columns for it."""
    if not upload.mapping:
        return None
    held = columns.remembered(upload)
    return ReadWith(_said(upload, held), held)


def _said(upload: UsageUpload, held: ColumnMapping | None) -> str:
    if held is None and upload.owner_id is None and upload.read_at is not None:
        return _("Read with the columns you chose on %(day)s.") % {"day": _day(upload.read_at)}
    if held is None:
        return _(
            "Read with columns you chose. They are not remembered: the next file with these titles asks for "
            "its columns."
        )
    if held.mapping != upload.mapping:
        return _(
            "Read with columns that you have changed since, on %(day)s. To read this file with the new ones, "
            "choose “Change columns”."
        ) % {"day": _day(held.changed_at)}
    return _(
        "Read with the columns you chose on %(day)s. Every file with the same titles is read with them."
    ) % {"day": _day(held.changed_at)}


def _day(moment: Any) -> str:
    return date_format(localdate(moment), "j M Y")


@require_safe
@ones_own
def change(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """The columns as they are chosen today, to choose others."""
    used = read_with(upload)
    if used is None or not upload.is_ready:
        return redirect(upload)
    return render(request, PAGE, _shown(upload, used, _form(request, upload, used)))


@ones_own
def given_again(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Other columns, sent to where files are sent: read again with them, or kept for later files."""
    used = read_with(upload)
    if used is None or not upload.is_ready:
        return redirect(upload)
    form = _form(request, upload, used)
    if form.is_valid() and _changed(request, upload, form):
        return redirect(upload)
    back = reverse("usage:columns", args=[upload.pk])
    return form_drafts.answer(request, form, PAGE, _shown(upload, used, form), to=back)


def _form(request: HttpRequest, upload: UsageUpload, used: ReadWith) -> ChangeForm:
    today = used.held.mapping if used.held else upload.mapping or {}
    header = columns.titles_of(upload)
    return form_drafts.bind(request, ChangeForm, header=header, initial=initial_of(today, header))


def _shown(upload: UsageUpload, used: ReadWith, form: ChangeForm) -> dict[str, Any]:
    return {"form": form, "upload": upload, "held": used.held, "later": LATER, "again": AGAIN}


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


@require_POST
@ones_own
def forget(request: HttpRequest, upload: UsageUpload) -> HttpResponseRedirect:
    """The next file with the same titles asks for its columns; what was read stays."""
    columns.forget(upload=upload)
    messages.success(request, _("Forgotten: the next file with these titles asks for its columns."))
    return HttpResponseRedirect(upload.get_absolute_url())
