"""Files whose days do not overlap, for their page: which may be read as one, and which are."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from calculator.models import UsageExport, UsageUpload
from calculator.uploads.bills import Bill
from calculator.uploads.cover import period_in_words
from calculator.uploads.joined import join, joined_with, part
from calculator.uploads.receiving import VISITOR_KIND
from calculator.uploads.restated import (
    Overlap,
    are_repeated,
    others_of,
    overlaps_of,
    parts_of,
    repeats_of,
    rivals_of,
)
from calculator.usage.analysis.ranges import merged
from calculator.web.usage.access import on_to, ones_own
from calculator.web.usage.understood import period_of
from runrate.core import visitor_cookie
from runrate.core.text import listed

MOST_NAMED: Final = 5


def joins_context(
    request: HttpRequest, upload: UsageUpload, exports: Iterable[UsageExport], bills: Sequence[Bill]
) -> dict[str, Any]:
    """For the template: uploads with their days. One that is not offered for use is part of nothing."""
    if not any(each.usable for each in exports):
        return {}
    asked = upload, request.user, visitor_cookie.ids(request, VISITOR_KIND)
    joined = joined_with(*asked)
    return {
        "may_join": _with_days(parts_of(*asked)),
        "joined": _with_days(joined),
        "of_others": [_named(*each) for each in others_of(*asked)],
        **_twice(bills, repeats_of(*asked), overlaps_of(*asked)),
        **_of_one_bill(_members(upload, joined, bills)),
    }


def _twice(
    bills: Iterable[Bill], repeats: Iterable[UsageUpload], overlaps: Iterable[Overlap]
) -> dict[str, Any]:
    """Files with the very sums of this one or some of its days, and sources of which two could be added."""
    return {
        "overlaps": [*map(_overlap, overlaps)],
        "repeats": listed(f"“{each.file_name}”" for each in repeats),
        "repeated": {bill.source for bill in bills if are_repeated((*bill.candidates, *bill.more))},
    }


def _named(other: UsageUpload, theirs: list[str], ours: list[str]) -> tuple[UsageUpload, str, str]:
    return other, listed(theirs[:MOST_NAMED]), listed(ours[:MOST_NAMED])


def _overlap(each: Overlap) -> tuple[UsageUpload, str, str]:
    return each.other, period_in_words(each.both), listed(map(period_in_words, each.alone))


def rivals_in(request: HttpRequest, upload: UsageUpload, exports: Iterable[UsageExport]) -> list[UsageUpload]:
    """What this upload may take the place of; one that is not offered for use takes that of nothing."""
    if upload.kept_beside or not any(each.usable for each in exports):
        return []
    return rivals_of(upload, request.user, visitor_cookie.ids(request, VISITOR_KIND))


def files_of(bill: Bill, upload: UsageUpload) -> str:
    """The names of all files that one is a part of a bill with; of one alone its name."""
    own = [each.upload for each in bill.exports if each.upload_id not in {one.pk for one in bill.partners}]
    return listed(dict.fromkeys(each.file_name for each in (upload, *own)))


def of_one_bill(request: HttpRequest, upload: UsageUpload, bills: Iterable[Bill]) -> list[UsageExport]:
    """The exports of an upload, and of all files that are one bill with it."""
    joined = joined_with(upload, request.user, visitor_cookie.ids(request, VISITOR_KIND))
    return [export for each in _members(upload, joined, bills) for export in each.exports.all()]


def _members(upload: UsageUpload, joined: Iterable[UsageUpload], bills: Iterable[Bill]) -> list[UsageUpload]:
    uploads = [upload, *joined, *(each for bill in bills for each in bill.added)]
    return list({each.pk: each for each in uploads}.values())


def _of_one_bill(members: Sequence[UsageUpload]) -> dict[str, Any]:
    """The names of all files that are one bill, and the days of all of them; nothing of one alone."""
    if len(members) < 2:
        return {}
    exports = [each for member in members for each in member.exports.all()]
    return {
        "one_bill": listed(f"“{each.file_name}”" for each in members),
        "one_period": _whole_period(exports),
    }


def _whole_period(exports: Iterable[UsageExport]) -> str:
    """All days together; days that none of them has stand between two periods."""
    days = [(each.first_day, each.last_day) for each in exports if each.first_day and each.last_day]
    return listed(map(period_in_words, merged(days)))


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
