"""Files whose days do not overlap, for their page: which may be read as one, and which are."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from calculator.models import UsageExport, UsageUpload
from calculator.uploads.joined import join, joined_with, part
from calculator.uploads.receiving import VISITOR_KIND
from calculator.uploads.restated import parts_of
from calculator.web.usage.access import on_to, ones_own
from calculator.web.usage.understood import period_of
from runrate.core import visitor_cookie


def joins_context(
    request: HttpRequest, upload: UsageUpload, exports: Iterable[UsageExport]
) -> dict[str, Any]:
    """For the template: uploads with their days. One that is not offered for use is part of nothing."""
    if not any(each.usable for each in exports):
        return {}
    begun = visitor_cookie.ids(request, VISITOR_KIND)
    return {
        "may_join": _with_days(parts_of(upload, request.user, begun)),
        "joined": _with_days(joined_with(upload, request.user, begun)),
    }


def _with_days(uploads: Iterable[UsageUpload]) -> list[tuple[UsageUpload, str]]:
    return [
        (each, ", ".join(dict.fromkeys(period_of(export) for export in each.exports.all())))
        for each in uploads
    ]


@require_POST
@ones_own
def read_as_one(request: HttpRequest, upload: UsageUpload) -> HttpResponse:
    """Adds up files whose days do not overlap, as one bill; or reads each by itself again."""
    begun = visitor_cookie.ids(request, VISITOR_KIND)
    held = joined_with(upload, request.user, begun)
    if "apart" in request.POST:
        part(upload=upload, others=held)
        return on_to(request, upload)
    said = request.POST.get("other")
    for each in parts_of(upload, request.user, begun):
        if said == str(each.pk):
            join(upload=upload, others=[*held, each, *joined_with(each, request.user, begun)])
    return on_to(request, upload)
