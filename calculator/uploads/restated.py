"""A bill that was restated: which upload may take the place of which, and what would be lost with it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction

from calculator.models import UsageExport, UsageUpload
from calculator.prices.usage_sources import month_name, source_name
from calculator.uploads.bills import other_exports
from calculator.uploads.cover import period_in_words
from calculator.uploads.joined import joined_with
from calculator.uploads.parts import is_cost, source_of
from calculator.usage.analysis.agreement import OWNERS
from calculator.usage.analysis.bill import ZERO
from calculator.usage.analysis.ranges import Period
from calculator.usage.formats.own_columns import NAME as OWN_COLUMNS

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

ADDED: Final = "added"
"""What was said of exports in one archive that know the same lines of the same days."""
_BILLED_TO: Final = (*OWNERS, "service")
_DAY: Final = timedelta(days=1)
_LINE: Final = ("month", "model_raw", "lane", "kind", "unit", "money_kind")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another upload of which some days, and not all of them on both sides, are in this one too."""

    other: UsageUpload
    both: Period
    alone: tuple[Period, ...]
    """The days of the other one that this one has not."""


def rivals_of(
    upload: UsageUpload, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID] = ()
) -> list[UsageUpload]:
    """Earlier uploads with the same view of a month that this one has: a bill that was restated, perhaps."""
    own = list(upload.exports.all())
    rivals = {
        each.upload_id: each.upload
        for each in other_exports(upload, user, begun)
        if each.upload.created_at < upload.created_at and any(_may_restate(export, each) for export in own)
    }
    return list(rivals.values())


def parts_of(
    upload: UsageUpload, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID] = ()
) -> list[UsageUpload]:
    """Other uploads with the same view of a month that have none of this one's days: parts of one bill.

    Those that are read as one with this one have days too.
    """
    members = joined_with(upload, user, begun)
    own = [export for each in (upload, *members) for export in each.exports.all() if export.usable]
    held, found = {each.pk for each in members}, dict[UUID, list[UsageExport]]()
    for each in other_exports(upload, user, begun):
        if each.usable and each.upload_id not in held:
            found.setdefault(each.upload_id, []).append(each)
    fit = {id: exports[0].upload for id, exports in found.items() if _continue(own, exports)}
    unfit = found.keys() - fit.keys()
    return [
        each
        for each in fit.values()
        if unfit.isdisjoint(member.pk for member in joined_with(each, user, begun))
    ]


def overlaps_of(
    upload: UsageUpload, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID] = ()
) -> list[Overlap]:
    """Uploads that are neither apart from this one nor of the same days: no sum of both counts a day once."""
    own, found = [each for each in upload.exports.all() if each.usable], dict[UUID, Overlap]()
    for one, other in product(own, other_exports(upload, user, begun)):
        days, theirs = _period(one), _period(other)
        if not other.usable or days is None or theirs is None or days == theirs:
            continue
        if one.format == other.format and _may_restate(one, other) and not _are_apart(one, other):
            both = max(days[0], theirs[0]), min(days[1], theirs[1])
            found.setdefault(other.upload_id, Overlap(other.upload, both, tuple(_without(theirs, days))))
    return list(found.values())


def others_of(
    upload: UsageUpload, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID] = ()
) -> list[tuple[UsageUpload, list[str], list[str]]]:
    """Uploads with the same view of a month that are of other projects or accounts, with theirs and ours."""
    own, found = [each for each in upload.exports.all() if each.usable], dict[UUID, UsageExport]()
    for one, other in product(own, other_exports(upload, user, begun)):
        if (
            other.usable
            and one.format == other.format
            and any(
                _held(one, key) and _held(other, key) and not _held(one, key) & _held(other, key)
                for key in OWNERS
            )
        ):
            found.setdefault(other.upload_id, other)
    ours = sorted(set[str]().union(*map(_owners, own)))
    return [(each.upload, sorted(_owners(each)), ours) for each in found.values()]


def _held(export: UsageExport, key: str) -> set[str]:
    return {line["slice"][key] for line in export.lines if line["slice"].get(key)}


def _owners(export: UsageExport) -> set[str]:
    return set[str]().union(*(_held(export, key) for key in OWNERS))


def _period(export: UsageExport) -> Period | None:
    return (export.first_day, export.last_day) if export.first_day and export.last_day else None


def _without(days: Period, others: Period) -> Iterator[Period]:
    """The days before others and those after them."""
    if days[0] < others[0]:
        yield days[0], min(days[1], others[0] - _DAY)
    if days[1] > others[1]:
        yield max(days[0], others[1] + _DAY), days[1]


def _continue(own: Iterable[UsageExport], others: Iterable[UsageExport]) -> bool:
    """Whether exports go on where others end: of one bill and format, and of no day both of them."""
    same = [(one, each) for one, each in product(own, others) if _may_restate(one, each)]
    return bool(same) and all(one.format == each.format and _are_apart(one, each) for one, each in same)


def _may_restate(new: UsageExport, old: UsageExport) -> bool:
    """Whether two exports may be of one bill: of other currencies, accounts or services they are two."""
    views = {(source_of(each.format), is_cost(each.format)) for each in (new, old)}
    if len(views) > 1 or not {*new.months} & {*old.months}:
        return False
    if new.format == OWN_COLUMNS and new.upload.header != old.upload.header:
        return False
    return not any(
        one and other and not one & other for one, other in zip(*map(_marks, (new, old)), strict=True)
    )


def _marks(export: UsageExport) -> list[set[str]]:
    """What tells bills of one format apart: currencies, and words of lines by what they are of."""
    slices = [line["slice"] for line in export.lines]
    return [{*export.currencies}, *({each[key] for each in slices if each.get(key)} for key in _BILLED_TO)]


def only_in(old: UsageUpload, new: UsageUpload) -> list[str]:
    """What an earlier upload has that the one in its place has not: exports by month, owners, currencies."""
    now = list(new.exports.all())
    found: dict[str, None] = {}
    for export in old.exports.all():
        same = [each for each in now if _may_restate(each, export)]
        months = {month for each in same for month in each.months}
        for month in export.months:
            if month not in months:
                found[f"{source_name(export.format)}, {month_name(month)}"] = None
        found |= dict.fromkeys(_days_only_in(export, same))
        for one, others in zip(_marks(export), zip(*map(_marks, same), strict=True), strict=False):
            told = set[str]().union(*others)
            found |= dict.fromkeys(sorted(one - told) if told else ())
    return list(found)


def _days_only_in(old: UsageExport, now: Iterable[UsageExport]) -> Iterator[str]:
    """The days of an export, in words, that none of those of the same bill in its place has."""
    told, periods = _period(old), [_period(each) for each in now]
    if told is None or not periods:
        return
    left = [told]
    for each in periods:
        if each is None:
            return
        left = [rest for days in left for rest in _without(days, each)]
    for days in left:
        yield f"{source_name(old.format)}, {period_in_words(days)}"


def repeats_of(
    upload: UsageUpload, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID] = ()
) -> list[UsageUpload]:
    """Other uploads that have the very sums of this one: the same usage or cost, exported twice."""
    own = list(upload.exports.all())
    others = other_exports(upload, user, begun)
    found = {each.upload_id: each.upload for one, each in product(own, others) if _is_the_same(one, each)}
    return list(found.values())


def are_repeated(uploads: Iterable[UsageUpload]) -> bool:
    """Whether some sums are in two of them: then they are no parts of one bill, and never added up."""
    exports = [export for upload in uploads for export in upload.exports.all()]
    return any(
        _is_the_same(one, other)
        for one, other in combinations(exports, 2)
        if one.upload_id != other.upload_id
    )


def _is_the_same(one: UsageExport, other: UsageExport) -> bool:
    """Whether two exports of one view have the same sums of the same models for the same days."""
    if not _may_restate(one, other) or _period(one) != _period(other):
        return False
    sums = [_sums(each.lines) for each in (one, other)]
    return sums[0] == sums[1] and any(sums[0].values())


def _sums(lines: Iterable[Mapping[str, Any]]) -> dict[tuple[str, ...], Fraction]:
    """Money by month and currency where lines have any, else tokens in and out by month and model."""
    money, tokens = dict[tuple[str, ...], Fraction](), dict[tuple[str, ...], Fraction]()
    for line in lines:
        month, model = str(line["month"]), str(line.get("model_raw"))
        if line.get("billed") is not None:
            paid = month, str(line.get("currency"))
            money[paid] = money.get(paid, ZERO) + Fraction(line["billed"])
        if line.get("unit") == "token" and line.get("quantity") is not None:
            used = month, model, "output" if line["kind"] == "output" else "input"
            tokens[used] = tokens.get(used, ZERO) + Fraction(line["quantity"])
    return money or tokens


def twins_in(upload: UsageUpload) -> list[UsageExport]:
    """Exports of one archive that know the same lines of the same days, until somebody said what they are.

    They may be parts of one bill, which are added up, or a bill and its restatement, which never are.
    """
    if upload.choice.get("parts") == ADDED:
        return []
    exports = list(upload.exports.all())
    return [each for each in exports if any(_are_twins(each, other) for other in exports if other != each)]


def _are_twins(one: UsageExport, other: UsageExport) -> bool:
    """Two formats of one view, such as a console's and an interface's, rarely know the same slices."""
    if not _may_restate(one, other) or _are_apart(one, other):
        return False
    if one.format != other.format:
        return bool(one.lines and other.lines)
    return not {*_keys(one.lines)}.isdisjoint(_keys(other.lines))


def _are_apart(one: UsageExport, other: UsageExport) -> bool:
    """Whether two exports have no day in common, as far as they tell their days."""
    days, theirs = _period(one), _period(other)
    return days is not None and theirs is not None and max(days[0], theirs[0]) > min(days[1], theirs[1])


def _keys(lines: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, ...]]:
    for line in lines:
        yield *(line.get(name) for name in _LINE), *sorted(line["slice"].items())


@transaction.atomic
def add_up(*, upload: UsageUpload) -> None:
    """Takes the exports of an archive for parts of one bill, and asks no more."""
    upload.choice = {**upload.choice, "parts": ADDED}
    upload.save(update_fields=["choice"])


@transaction.atomic
def leave_out(*, upload: UsageUpload, place: int) -> None:
    """Deletes the sums of one export of an archive, of which another one is the restatement."""
    if len(upload.exports.all()) > 1:
        upload.exports.filter(place=place).delete()
