"""Usage and cost of one vendor and month: two views of the same calls, put together and never added up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from typing import Final

from calculator.usage.analysis.bill import UsageLine
from runrate.core.translation import gettext_noop

PAIRS: Final[Mapping[str, str]] = {
    "openai-usage": "openai",
    "openai-costs": "openai",
    "openai-dashboard-usage": "openai",
    "openai-dashboard-cost": "openai",
    "anthropic-usage-report": "anthropic",
    "anthropic-cost-report": "anthropic",
    "anthropic-console-tokens": "anthropic",
    "anthropic-console-cost": "anthropic",
    "aws-cur2": "bedrock",
    "bedrock-invocation-log": "bedrock",
}
"""Which vendor's month a format is a view of."""
COSTS: Final = frozenset(
    {"openai-costs", "openai-dashboard-cost", "anthropic-cost-report", "anthropic-console-cost", "aws-cur2"}
)
"""Formats that hold what was billed; the others of a vendor hold what was used."""
DISAGREE: Final = gettext_noop(
    "“{usage}” and “{cost}” do not agree on “{part}”: its money is its share, by tokens of each kind, of "
    "what the cost states for no part of the usage, and its prices follow from that."
)
STATED: Final = gettext_noop(
    "“{usage}” and “{cost}” do not agree on “{part}”: its money is what the cost states for it, its tokens "
    "are those of the usage, and its prices follow from both."
)
NOT_STATED: Final = gettext_noop(
    "“{usage}” has tokens of “{part}” for which “{cost}” states no money, though it states some for others."
)
_NEAR: Final = Fraction(11, 10)
"""So far apart two counts of the same tokens may be: days are cut in zones."""
_BATCH: Final = Fraction(1, 2)
"""What a batch token costs of another one where the money does not say."""

type _Key = tuple[str, str, str, str]
type _Part = tuple[str, ...]


def are_a_pair(one: str, other: str) -> bool:
    """Whether two formats are the usage and the cost of one vendor."""
    vendor = PAIRS.get(one)
    return vendor is not None and vendor == PAIRS.get(other) and (one in COSTS) != (other in COSTS)


def paired(
    usage: Iterable[UsageLine], costs: Iterable[UsageLine], same: Mapping[str, str] | None = None
) -> tuple[list[UsageLine], list[UsageLine]]:
    """Quantities of the one with the money of the other, and the money for which nothing was used.

    Slices are left out: the two views rarely know the same. `same` leads a model's name in the cost to the
    one in usage: consoles write `Claude Opus 4.6` there and an id here. Where a month's usage is there, what
    a cost export counts of tokens is not: they are the same ones.
    """
    names = same or {}
    money: dict[_Key, UsageLine] = {}
    for line in costs:
        named = replace(line, model=names.get(line.model, line.model), slice={})
        key = _key(named)
        money[key] = _added(money[key], named) if key in money else named
    used: dict[_Key, dict[str, UsageLine]] = {}
    for line in usage:
        by_model = used.setdefault(_key(line), {})
        bare = replace(line, slice={})
        by_model[line.model] = _added(by_model[line.model], bare) if line.model in by_model else bare
    found: list[UsageLine] = []
    for key, by_model in used.items():
        paid = money.pop(key, None)
        lines = list(by_model.values())
        found += lines if paid is None else _with_money(lines, paid)
    counted = {line.month for line in found if line.unit == "token"}
    return found, [
        replace(line, quantity=None) if line.unit == "token" and line.month in counted else line
        for line in money.values()
    ]


def paired_in(
    usage: Iterable[UsageLine], costs: Iterable[UsageLine], slice_: Mapping[str, str]
) -> tuple[list[UsageLine], bool]:
    """The same of one slice, and whether both views know it alike.

    Its money is what the cost states for it, whatever others pay. What the cost states for no part of the
    usage is shared by tokens among the parts for which it states none. So the parts of one name have all of
    the money together.
    """
    usage, costs, part = list(usage), list(costs), tuple(slice_.values())
    counted = {line.month for line in usage if line.unit == "token"}
    held: list[UsageLine] = []
    paid: list[UsageLine] = []
    shared: list[UsageLine] = []
    pools = _pools(usage, costs, tuple(slice_))
    for pool in pools:
        if part in pool.shared:
            shared += pool.share_of(part)
        else:
            held += pool.used.get(part, ())
            paid += pool.paid.get(part, ())
    own, left = paired(held, paid)
    left = [replace(each, quantity=None) if _again(each, counted) else each for each in left]
    return [*own, *shared, *left], not any(pool.doubt_of(part) for pool in pools)


def doubts_on(
    usage: Iterable[UsageLine], costs: Iterable[UsageLine], slice_: Mapping[str, str]
) -> tuple[str, ...]:
    """What has to be said of the money of a slice that both views do not know alike."""
    pools = _pools(usage, costs, tuple(slice_))
    found = {pool.doubt_of(tuple(slice_.values())) for pool in pools}
    return tuple(each for each in (STATED, DISAGREE, NOT_STATED) if each in found)


def _again(line: UsageLine, counted: set[str]) -> bool:
    """Whether what a cost counts are tokens that the usage of its month has counted."""
    return line.unit == "token" and line.month in counted


@dataclass(slots=True)
class _Pool:
    """What was used of one kind of a model in a month, and what was billed for it, by part of the bill."""

    used: dict[_Part, list[UsageLine]] = field(default_factory=dict)
    paid: dict[_Part, list[UsageLine]] = field(default_factory=dict)
    shared: frozenset[_Part] = frozenset()
    """Parts that have no money of their own, and those whose money is therefore theirs."""

    @property
    def has_one_part(self) -> bool:
        """Whether there is nothing to share: either view has one part, whatever they call it."""
        return len(self.using) == len(self.paid) == 1

    @property
    def using(self) -> set[_Part]:
        return {part for part in self.used if self.tokens_of(part)}

    def tokens_of(self, part: _Part) -> Fraction:
        return _sum_of(self.used.get(part, ()))

    def settle(self, *, same_names: bool) -> None:
        """Finds money that is stated for no part of the usage, and the parts for which none is stated."""
        blank = {part for part in self.paid if not any(part)}
        nobodys = blank | (set() if same_names else self.paid.keys() - self.used.keys())
        without = self.using - (self.paid.keys() - blank)
        self.shared = frozenset(nobodys | without) if nobodys and without else frozenset()

    def doubt_of(self, part: _Part) -> str:
        """What is to be said of a part's money; nothing where both views know it alike."""
        if not self.tokens_of(part) or not self.paid:
            return ""
        if part in self.shared:
            return "" if self.has_one_part else DISAGREE
        if part not in self.paid:
            return NOT_STATED
        told = all(line.quantity for line in self.paid[part])
        alike = self._counts_alike(part) if told else bool(self.shared) or self.using <= self.paid.keys()
        return "" if alike else STATED

    def _counts_alike(self, part: _Part) -> bool:
        """Whether the cost counts as much of a part as the usage, or as much less as of all of them."""
        every = [line for lines in self.paid.values() for line in lines]
        whole = _sum_of(every) / _sum_of(line for lines in self.used.values() for line in lines)
        own = _sum_of(self.paid[part]) / self.tokens_of(part)
        return _near(own, Fraction(1)) or _near(own, whole)

    def share_of(self, part: _Part) -> list[UsageLine]:
        """A part's lines with their share, by tokens, of the money that is nobody's alone, lane by lane.

        Where the cost knows other lanes than the usage, a batch token weighs half.
        """
        used = [line for each, lines in self.used.items() if each in self.shared for line in lines]
        paid = [line for each, lines in self.paid.items() if each in self.shared for line in lines]
        by_lane = {line.lane for line in used if line.quantity} == {line.lane for line in paid}
        found = []
        for line in paired(self.used.get(part, ()), ())[0]:
            beside = [each for each in used if not by_lane or each.lane == line.lane]
            money = [each for each in paid if not by_lane or each.lane == line.lane]
            weight = sum(map(_weight, beside), Fraction(0))
            found.append(
                _with_part(line, reduce(_added, money), _weight(line) / weight) if money and weight else line
            )
        return found


_SIDES: Final[tuple[Callable[[_Pool], dict[_Part, list[UsageLine]]], ...]] = (
    lambda pool: pool.used,
    lambda pool: pool.paid,
)


def _weight(line: UsageLine) -> Fraction:
    return (line.quantity or Fraction(0)) * (_BATCH if line.lane == "batch" else 1)


def _pools(usage: Iterable[UsageLine], costs: Iterable[UsageLine], names: Sequence[str]) -> list[_Pool]:
    """All lines of both views, by what was used and the words that they have of these names."""
    pools: dict[tuple[str, str, str], _Pool] = {}

    def part_in(side: Callable[[_Pool], dict[_Part, list[UsageLine]]], line: UsageLine) -> list[UsageLine]:
        month, model, _lane, kind = _key(line)
        pool = pools.setdefault((month, model, kind), _Pool())
        return side(pool).setdefault(tuple(line.slice.get(name, "") for name in names), [])

    for line in usage:
        part_in(lambda pool: pool.used, line).append(line)
    for line in costs:
        part_in(lambda pool: pool.paid, line).append(line)
    used, paid = ({part for pool in pools.values() for part in side(pool)} for side in _SIDES)
    same_names = any(map(any, used & paid))
    for pool in pools.values():
        pool.settle(same_names=same_names)
    return list(pools.values())


def _near(one: Fraction, other: Fraction) -> bool:
    return bool(other) and 1 / _NEAR <= one / other <= _NEAR


def _with_share(line: UsageLine, whole: UsageLine) -> UsageLine:
    """The line with its part, by quantity, of the money that the whole month's line has."""
    if not whole.quantity or line.quantity is None:
        return line
    return _with_part(line, whole, line.quantity / whole.quantity)


def _with_part(line: UsageLine, whole: UsageLine, part: Fraction) -> UsageLine:
    return replace(
        line,
        currency=whole.currency,
        money_kind=whole.money_kind,
        billed=None if whole.billed is None else whole.billed * part,
        on_list=None if whole.on_list is None else whole.on_list * part,
        dollars=None if whole.dollars is None else whole.dollars * part,
        unpriced=Fraction(0),
        paid_by=frozenset(whole.places),
    )


def _key(line: UsageLine) -> _Key:
    """Searches are billed for no model and in no lane."""
    kind = line.unit if line.kind == "other" else line.kind
    return (line.month, "", "", kind) if kind == "search" else (line.month, line.model, line.lane, kind)


def _added(one: UsageLine, more: UsageLine) -> UsageLine:
    return replace(
        one,
        quantity=_sum(one.quantity, more.quantity),
        billed=_sum(one.billed, more.billed),
        effective=_sum(one.effective, more.effective),
        on_list=_sum(one.on_list, more.on_list),
        credit=_sum(one.credit, more.credit),
        dollars=_sum(one.dollars, more.dollars),
        calls=_sum(one.calls, more.calls),
        failed=one.failed + more.failed,
        rows=one.rows + more.rows,
        unpriced=one.unpriced + more.unpriced,
        added=(one.added, more.place, more.added),
        paid_by=one.paid_by | more.paid_by,
    )


def _sum[N](one: N | None, more: N | None) -> N | None:
    return more if one is None else one if more is None else one + more  # type: ignore[operator]


def _with_money(lines: list[UsageLine], paid: UsageLine) -> list[UsageLine]:
    """Money of several models, where the cost does not tell them apart, by how much each of them had."""
    total = _sum_of(lines)
    if len(lines) == 1 or not total:
        return [_paid_by(lines[0], paid), *lines[1:]]
    whole = replace(paid, quantity=total)
    shared = [_with_share(line, whole) for line in lines]
    return [replace(shared[0], rows=shared[0].rows + paid.rows), *shared[1:]]


def _sum_of(lines: Iterable[UsageLine]) -> Fraction:
    return sum((line.quantity or Fraction(0) for line in lines), Fraction(0))


def _paid_by(line: UsageLine, paid: UsageLine) -> UsageLine:
    return replace(
        line,
        billed=paid.billed,
        on_list=paid.on_list,
        dollars=paid.dollars,
        currency=paid.currency,
        money_kind=paid.money_kind,
        rows=line.rows + paid.rows,
        unpriced=Fraction(0),
        paid_by=frozenset(paid.places),
    )
