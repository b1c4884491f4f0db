"""Which files hold the other view of a bill, usage or cost: one that goes with it, or all as parts of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from calculator.models import UsageExport, UsageUpload
from calculator.uploads.joined import groups_of
from calculator.uploads.pairs import ALL, told_of
from calculator.usage.analysis.agreement import OWNERS
from calculator.usage.analysis.pairing import COSTS, PAIRS


def source_of(format: str) -> str:
    """Whose month a format is a view of: usage and cost of one vendor are one source."""
    return PAIRS.get(format, format)


def is_cost(format: str) -> bool:
    """Whether a format holds what was billed and not what was used."""
    return format in COSTS


def parted(exports: Iterable[UsageExport]) -> tuple[list[UsageExport], list[UsageExport]]:
    """Costs, and usage."""
    exports = list(exports)
    costs = [each for each in exports if is_cost(each.format)]
    return costs, [each for each in exports if not is_cost(each.format)]


@dataclass(frozen=True, slots=True)
class OtherView:
    """What of a person's other files is read together with one of them."""

    wanted: Sequence[UsageExport] = ()
    """The other view."""
    with_mine: Sequence[UsageExport] = ()
    """The same view, where all of them are parts of one bill."""
    candidates: Sequence[UsageUpload] = ()
    """Of two bills of one month, all that may be the other view."""
    more: Sequence[UsageUpload] = ()
    """Files of the same view with other parts, which are of one bill with all of the candidates."""

    @property
    def partners(self) -> list[UsageUpload]:
        return _uploads(self.wanted)

    @property
    def added(self) -> list[UsageUpload]:
        return _uploads(self.with_mine)


def other_view(
    upload: UsageUpload, mine: Sequence[UsageExport], others: Sequence[UsageExport], source: str
) -> OtherView:
    """With several files it is the one that somebody named, or all that they said are one bill, and no more.

    Until somebody has said it is none. Those that are read as one are one here too.
    """
    views = {is_cost(each.format) for each in mine}
    wanted = [each for each in others if is_cost(each.format) not in views]
    beside = [each for each in others if is_cost(each.format) in views]
    group = groups_of(_uploads(others))
    firsts = {group[str(each.pk)]: each for each in reversed(_uploads(wanted))}
    if not beside and len(firsts) == 1:
        return OtherView(wanted)
    asked = OtherView(
        candidates=[each for each in _uploads(wanted) if each in firsts.values()],
        more=_uploads(each for each in beside if any(_is_another_part(one, each) for one in mine)),
    )
    said = told_of(upload, source)
    if said != ALL:
        found = [each for each in wanted if group[str(each.upload_id)] == group.get(said)]
        return OtherView(found, (), asked.candidates, asked.more)
    held = [[each for each in view if told_of(each.upload, source) == ALL] for view in (wanted, beside)]
    return OtherView(held[0], held[1], asked.candidates, asked.more)


def only_in_months(export: UsageExport, months: set[str]) -> UsageExport:
    """The export without the months that the other view knows nothing of; read, not to be saved."""
    export.lines = [line for line in export.lines if line["month"] in months]
    export.days = [day for day in export.days if day["day"][:7] in months]
    export.units = [each for each in export.units if each["month"] in months]
    export.months = [month for month in export.months if month in months]
    return export


def _is_another_part(one: UsageExport, other: UsageExport) -> bool:
    """Whether two exports are of other projects, workspaces or accounts: neither restates the other."""
    named = [
        {key: {line["slice"][key] for line in each.lines if line["slice"].get(key)} for key in OWNERS}
        for each in (one, other)
    ]
    return any(named[0][key] and named[1][key] and not named[0][key] & named[1][key] for key in OWNERS)


def _uploads(exports: Iterable[UsageExport]) -> list[UsageUpload]:
    return list({each.upload_id: each.upload for each in exports}.values())
