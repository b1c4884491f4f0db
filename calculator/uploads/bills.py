"""From uploads that were read to the lines of a bill: of one source, usage and cost put together, named."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils import timezone

from calculator.domain.prices.aliases import nearest, resolve
from calculator.models import ModelAlias, PriceRow, UploadState, UsageExport, UsageUpload
from calculator.prices.search import MAKERS, known_models
from calculator.usage.analysis.bill import Choice, UsageLine, usage_lines
from calculator.usage.analysis.pairing import COSTS, PAIRS, paired, paired_in
from calculator.usage.analysis.ranges import DailySums, daily_sums
from calculator.usage.formats import not_told

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

MOST_ASKED: Final = 20
"""So many names of models are asked for on one page."""
MOST_RESOLVED: Final = 100
"""So many are looked for by the list's rules, at some 2 ms of CPU each, on each page of a bill; a gateway may
name a deployment for each of its customers. Those beyond are unknown until somebody says what they are."""
IN_TWO_FILES: Final = frozenset({"openai", "anthropic"})
"""Vendors whose export of usage has no money, and whose export of cost has few or no tokens."""
_PRICES: Final = {
    "input": "input_price",
    "output": "output_price",
    "cache_read": "cache_read_price",
    "cache_write": "cache_write_price",
    "cache_write_1h": "cache_write_1h_price",
}


def source_of(format: str) -> str:
    """Whose month a format is a view of: usage and cost of one vendor are one source."""
    return PAIRS.get(format, format)


def is_cost(format: str) -> bool:
    """Whether a format holds what was billed and not what was used."""
    return format in COSTS


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
    aliases: Mapping[str, str] = field(default_factory=dict)

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

    def agrees_on(self, choice: Choice) -> bool:
        """Whether usage and cost know the same of a slice; with one view alone they do."""
        if not self.costs or not choice.slice:
            return True
        return paired_in(self.usage_lines, self.cost_lines, choice.slice)[1]

    @property
    def not_told(self) -> frozenset[str]:
        """Kinds of cached tokens that none of the exports would tell."""
        return frozenset[str]().union(*(not_told(each.format) for each in self.usage))

    @property
    def other_view(self) -> str:
        """Which export of the vendor belongs to this one and is not there: "usage", "cost", or neither."""
        if self.costs or self.source not in IN_TWO_FILES:
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
        """The names of models as the exports write them."""
        lines = (line for each in self.exports for line in each.lines)
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
    with more than 1 % of their money refused are in no bill.
    """
    own = [each for each in upload.exports.all() if each.usable]
    others = [each for each in other_exports(upload, user, begun) if each.usable]
    known = names_of_models(_raw([*own, *others]), user=user, chosen=aliases or {})
    return [_bill(source, own, others, known) for source in dict.fromkeys(source_of(x.format) for x in own)]


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


def rivals_of(
    upload: UsageUpload, user: "AbstractBaseUser | AnonymousUser", begun: Iterable[UUID] = ()
) -> list[UsageUpload]:
    """Other uploads with the same view of a month that this one has: a bill that was restated, perhaps."""
    views = {
        (source_of(x.format), is_cost(x.format), month) for x in upload.exports.all() for month in x.months
    }
    rivals = {
        each.upload_id: each.upload
        for each in other_exports(upload, user, begun)
        if any((source_of(each.format), is_cost(each.format), month) in views for month in each.months)
    }
    return list(rivals.values())


def _bill(
    source: str, own: Sequence[UsageExport], others: Sequence[UsageExport], aliases: Mapping[str, str]
) -> Bill:
    mine = [each for each in own if source_of(each.format) == source]
    months = {month for each in mine for month in each.months}
    costs = [each for each in mine if is_cost(each.format)]
    usage = [each for each in mine if not is_cost(each.format)]
    if source not in PAIRS.values() or (costs and usage):
        return Bill(source, usage, costs, aliases=aliases) if usage else Bill(source, costs, aliases=aliases)
    wanted = _other_view(mine, [each for each in others if source_of(each.format) == source])
    partner = [_only(each, months) for each in wanted]
    if not partner:
        return Bill(source, mine, aliases=aliases)
    uploads = [wanted[0].upload]
    return Bill(source, *((partner, costs) if costs else (usage, partner)), partners=uploads, aliases=aliases)


def _other_view(mine: Sequence[UsageExport], others: Sequence[UsageExport]) -> list[UsageExport]:
    """The other view of these exports where nobody can doubt it: not with two bills of one month."""
    views = {is_cost(each.format) for each in mine}
    wanted = [each for each in others if is_cost(each.format) not in views]
    alone = len(wanted) == len(others) and len({each.upload_id for each in wanted}) == 1
    return wanted if alone else []


def _only(export: UsageExport, months: set[str]) -> UsageExport:
    """The export without the months that the other view knows nothing of; read, not to be saved."""
    export.lines = [line for line in export.lines if line["month"] in months]
    export.days = [day for day in export.days if day["day"][:7] in months]
    export.units = [each for each in export.units if each["month"] in months]
    export.months = [month for month in export.months if month in months]
    return export


def _raw(exports: Iterable[UsageExport]) -> Iterator[str]:
    for each in exports:
        yield from (line["model_raw"] for line in each.lines if line.get("model_raw"))


def names_of_models(
    names: Iterable[str], *, user: "AbstractBaseUser | AnonymousUser", chosen: Mapping[str, str]
) -> dict[str, str]:
    """`provider/model` by the name in an export: as somebody chose, else by the price list's own rules.

    A name without one is unknown; one that leads to "" is known to be on no list.
    """
    wanted = dict.fromkeys(names)
    if not wanted:
        return {}
    own = ModelAlias.objects.filter(owner=user.pk) if user.is_authenticated else ModelAlias.objects.none()
    answered = dict(own.values_list("name", "reference")) | dict(chosen)
    known = known_models()
    found = {name: answered[name] for name in wanted if name in answered}
    for name in [name for name in wanted if name not in answered][:MOST_RESOLVED]:
        if (row := resolve(name, known, MAKERS)) is not None:
            found[name] = row.reference
    return found


def unknown_models(bill: Bill) -> list[tuple[str, list[str]]]:
    """Names that no rule knows and nobody has answered, with the listed names that look most like them."""
    unknown = [name for name in bill.raw_models if name not in bill.aliases][:MOST_ASKED]
    known = known_models() if unknown else []
    return [(name, nearest(name, known)) for name in unknown]


def list_prices(models: Iterable[str], day: date | None = None) -> dict[str, dict[str, Fraction]]:
    """Dollars per million by kind of token, of listed models in force on a day, by `provider/model`."""
    wanted = {name for name in models if "/" in name}
    if not wanted:
        return {}
    bare = {name.partition("/")[2] for name in wanted}
    rows = PriceRow.objects.open().filter(model__in=bare).in_force_on(day or timezone.now().date())
    return {
        row.reference: {
            kind: Fraction(price)
            for kind, name in _PRICES.items()
            if (price := getattr(row, name)) is not None
        }
        for row in rows
        if row.reference in wanted
    }
