"""From uploads that were read to the lines of a bill: of one source, usage and cost put together, named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final
from uuid import UUID

from calculator.domain.prices.aliases import nearest
from calculator.models import UploadState, UsageExport, UsageUpload
from calculator.prices.search import known_models
from calculator.uploads.joined import joined_with
from calculator.uploads.model_names import list_prices, names_of_models
from calculator.uploads.pairs import Pair, days_of
from calculator.uploads.parts import is_cost, only_in_months, other_view, parted, source_of
from calculator.usage.analysis.agreement import agreement
from calculator.usage.analysis.bill import Choice, UsageLine, usage_lines
from calculator.usage.analysis.odd_prices import Gap
from calculator.usage.analysis.pairing import PAIRS, doubts_on, paired, paired_in
from calculator.usage.analysis.ranges import DailySums, daily_sums
from calculator.usage.formats import not_told
from runrate.core.text import listed

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

MOST_ASKED: Final = 20
"""So many names of models are asked for on one page."""
IN_TWO_FILES: Final = frozenset({"openai", "anthropic"})
"""Vendors whose export of usage has no money, and whose export of cost has few or no tokens."""


@dataclass(frozen=True)
class Bill:
    """All that is kept of one source in an upload, and of the other view of the same months.

    `usage` and `costs` are the exports; a source without two views has all of its exports in `usage`.
    """

    source: str
    usage: Sequence[UsageExport]
    costs: Sequence[UsageExport] = ()
    partners: Sequence[UsageUpload] = ()
    """Other uploads that one of the two views is from."""
    added: Sequence[UsageUpload] = ()
    """Other uploads of the same view whose lines are added to this one's, as parts of one bill."""
    candidates: Sequence[UsageUpload] = ()
    """Several uploads that may hold the other view: somebody has to say which, or that all of them do."""
    more: Sequence[UsageUpload] = ()
    """Uploads of the same view with other parts of these months: of one bill with all of the candidates."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    pair: Pair | None = None
    """Two views that do not agree: put together, or kept apart, as somebody said; apart until they do."""
    gaps: Sequence[Gap] = ()
    """What one of two views that are put together has and the other has not: prices are off by it."""

    @property
    def exports(self) -> list[UsageExport]:
        return [*self.usage, *self.costs]

    @property
    def format(self) -> str:
        """The format that the origin of a measured input names: that of what was used, where it is there."""
        return self.exports[0].format

    @cached_property
    def months(self) -> list[str]:
        return sorted({month for each in self.exports for month in each.months})

    @cached_property
    def currencies(self) -> list[str]:
        return sorted({currency for each in self.exports for currency in each.currencies})

    @cached_property
    def usage_lines(self) -> list[UsageLine]:
        """Lines of what was used, each in its place among all lines."""
        return self._named(self.usage)

    @cached_property
    def cost_lines(self) -> list[UsageLine]:
        """Lines of what was billed, whose places follow those of what was used."""
        first = len(self.usage_lines)
        return [replace(line, place=first + line.place) for line in self._named(self.costs)]

    @property
    def all_lines(self) -> list[UsageLine]:
        """Every kept line by its place, as both views have it."""
        return [*self.usage_lines, *self.cost_lines]

    def lines(self) -> list[UsageLine]:
        """What the analysis takes of the whole bill, two views put together."""
        if not self.costs:
            return self.usage_lines
        used, rest = paired(self.usage_lines, self.cost_lines)
        return [*used, *rest]

    def lines_for(self, choice: Choice) -> list[UsageLine]:
        """The same of a part of it, each line in its slice."""
        if not self.costs or not choice.slice:
            return self.lines()
        found, _agree = paired_in(self.usage_lines, self.cost_lines, choice.slice)
        return [replace(line, slice=choice.slice) for line in found]

    def doubts_on(self, choice: Choice) -> tuple[str, ...]:
        """What usage and cost do not know alike of a slice and month; with one view alone nothing."""
        if not self.costs or not choice.slice:
            return ()
        views = (self.usage_lines, self.cost_lines)
        used, paid = ([line for line in view if line.month == choice.month] for view in views)
        return doubts_on(used, paid, choice.slice)

    @property
    def file_names(self) -> tuple[str, str]:
        """The files of both views, all of them where several are parts of one bill."""
        return _file_names(self.usage), _file_names(self.costs)

    @property
    def more_names(self) -> str:
        return listed([f"“{each.file_name}”" for each in self.more])

    @property
    def not_told(self) -> frozenset[str]:
        """Kinds of cached tokens that none of the exports would tell."""
        kept = (each.summary.get("not_told") for each in self.usage)
        found = zip(self.usage, kept, strict=True)
        return frozenset[str]().union(
            *(not_told(each.format) if kinds is None else kinds for each, kinds in found)
        )

    @property
    def other_view(self) -> str:
        """Which export of the vendor belongs to this one and is not there: "usage", "cost", or neither."""
        if self.costs or self.candidates or self.source not in IN_TWO_FILES:
            return ""
        return "usage" if is_cost(self.format) else "cost"

    @property
    def has_tokens(self) -> bool:
        return any(line.unit == "token" and line.quantity for line in self.all_lines)

    @cached_property
    def days(self) -> list[DailySums]:
        return [day for each in self.usage for day in daily_sums(each.days)]

    @cached_property
    def raw_models(self) -> list[str]:
        """The names of models as the exports write them; what a search is called is none."""
        lines = (line for each in self.exports for line in each.lines if line.get("unit") != "search")
        return sorted({str(line["model_raw"]) for line in lines if line.get("model_raw")})

    def units_seen(self, choice: Choice) -> int | None:
        """Sessions, traces or seats of a slice and month; None where the format counts none."""
        found = [
            int(each["units"])
            for export in self.usage
            for each in export.units
            if each["month"] == choice.month
            and all(each["slice"].get(name, "") == value for name, value in choice.slice.items())
        ]
        return sum(found) if found else None

    def _named(self, exports: Iterable[UsageExport]) -> list[UsageLine]:
        lines = [line for each in exports for line in each.lines]
        named = ({**line, "model": self.aliases.get(line.get("model_raw") or "") or None} for line in lines)
        return usage_lines(named)


def bills_of(
    upload: UsageUpload,
    *,
    user: "AbstractBaseUser | AnonymousUser",
    begun: Iterable[UUID] = (),
    aliases: Mapping[str, str] | None = None,
) -> list[Bill]:
    """Each source in an upload as a bill, with the other view of its months from the person's other uploads.

    `aliases` are names of models that were chosen on this upload; those of the account are added. Exports
    with more than 1 % of their money refused are in no bill. Uploads that are read as one with this one add
    to its exports.
    """
    members = [upload, *joined_with(upload, user, begun)]
    held = {each.pk for each in members}
    own = [each for member in members for each in member.exports.select_related("upload") if each.usable]
    found = other_exports(upload, user, begun)
    others = [each for each in found if each.usable and each.upload_id not in held]
    known = names_of_models(_raw([*own, *others]), user=user, chosen=aliases or {})
    sources = dict.fromkeys(source_of(each.format) for each in own)
    return [bill for source in sources for bill in _bills(upload, source, own, others, known)]


def other_exports(
    upload: UsageUpload, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID]
) -> list[UsageExport]:
    """Exports of the person's other uploads that share a source and a month with this one, newest first.

    Our made-up sample has nothing to do with a file of their own.
    """
    own = {(source_of(each.format), month) for each in upload.exports.all() for month in each.months}
    sources = {source for source, _month in own}
    formats = [format for format, source in PAIRS.items() if source in sources] + list(sources)
    uploads = UsageUpload.objects.of(user, begun).filter(state=UploadState.READ, is_sample=upload.is_sample)
    uploads = uploads.exclude(pk=upload.pk)
    found = UsageExport.objects.filter(upload__in=uploads, format__in=formats).select_related("upload")
    return [
        each
        for each in found.order_by("-upload__created_at", "-upload", "place")
        if any((source_of(each.format), month) in own for month in each.months)
    ]


def _bills(
    upload: UsageUpload,
    source: str,
    own: Sequence[UsageExport],
    others: Sequence[UsageExport],
    aliases: Mapping[str, str],
) -> list[Bill]:
    """One bill, or two of usage and cost that are kept apart."""
    mine = [each for each in own if source_of(each.format) == source]
    alone = Bill(source, mine, aliases=aliases)
    if source not in PAIRS.values():
        return [alone]
    costs, usage = parted(mine)
    if costs and usage:
        apart = [replace(alone, source=each[0].format, usage=each) for each in (usage, costs)]
        return _asked(Bill(source, usage, costs, aliases=aliases), apart)
    months = {month for each in mine for month in each.months}
    of_source = [each for each in others if source_of(each.format) == source]
    found = other_view(upload, mine, of_source, source)
    alone = replace(alone, candidates=found.candidates, more=found.more)
    if not found.wanted:
        return [alone]
    partner = [only_in_months(each, months) for each in found.wanted]
    own_view = [*mine, *(only_in_months(each, months) for each in found.with_mine)]
    views = (partner, own_view) if costs else (own_view, partner)
    held = replace(alone, partners=found.partners, added=found.added)
    whole = replace(held, usage=views[0], costs=views[1])
    return _asked(whole, [alone])


def _asked(whole: Bill, apart: list[Bill]) -> list[Bill]:
    """Two views as one bill where all agrees that both of them say; else as somebody said, or apart.

    Of several files the same two are asked for on the page of each of them: what was said is said once.
    """
    usage, cost = (min((each.upload for each in view), key=_pk) for view in (whole.usage, whole.costs))
    listed = list_prices({line.model for line in whole.all_lines})
    days = days_of(whole.usage), days_of(whole.costs)
    found = agreement(whole.usage_lines, whole.cost_lines, days, listed)
    whole = replace(whole, gaps=found.gaps)
    if found:
        return [whole]
    formats = whole.usage[0].format, whole.costs[0].format
    pair = Pair(whole.source, usage, cost, formats, found, names=whole.file_names)
    answers = {**(usage.choice.get("together") or {}), **(cost.choice.get("together") or {})}
    pair = replace(pair, together=answers.get(pair.key))
    return [replace(bill, pair=pair) for bill in ([whole] if pair.is_one_bill else apart)]


def _pk(upload: UsageUpload) -> str:
    return str(upload.pk)


def _file_names(exports: Iterable[UsageExport]) -> str:
    return " + ".join(dict.fromkeys(each.upload.file_name for each in exports))


def _raw(exports: Iterable[UsageExport]) -> Iterator[str]:
    for each in exports:
        yield from (line["model_raw"] for line in each.lines if line.get("model_raw"))


def unknown_models(bill: Bill) -> list[tuple[str, list[str]]]:
    """Names that no rule knows and nobody has answered, with the listed names that look most like them."""
    unknown = [name for name in bill.raw_models if name not in bill.aliases][:MOST_ASKED]
    known = known_models() if unknown else []
    return [(name, nearest(name, known)) for name in unknown]
