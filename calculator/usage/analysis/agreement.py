"""Whether a usage and a cost export are of the same work: what both of them name, compared."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from calculator.usage.analysis.bill import ZERO, UsageLine, usage_lines
from calculator.usage.analysis.model_use import uses_of
from calculator.usage.analysis.odd_prices import Gap, OddPrice, as_periods, odd_prices
from calculator.usage.analysis.pairing import COSTS, are_a_pair, paired
from calculator.usage.analysis.ranges import Period, ends_of, length, within
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

OWNERS: Final = ("account", "project", "workspace")
"""What a slice names that two exports of one month have in common, or have not."""
PERIOD: Final = "period"
MODELS: Final = "models"
TOKENS: Final = "tokens"
_IDS: Final = re.compile(r"(?:proj|wrkspc)_.*", re.ASCII)
_DAY: Final = re.compile(r"-?20\d\d-?[01]\d-?[0-3]\d(?!\d)", re.ASCII)
_VERSION: Final = re.compile(r"-v\d+(?::\d+)?$", re.ASCII)
_MARKS: Final = re.compile(r"[^a-z0-9]", re.ASCII)
_COUNTS: Final = Fraction(1, 100)
"""A model with less of the tokens, or of the money, than this may be in one export alone."""
_NEAR: Final = Fraction(11, 10)
_TOLD: Final = Fraction(1, 1000)
"""By so much one may count more of the same tokens without a word."""
_LONG: Final = 10
"""Of so many days one may be in one export alone: zones differ."""

NAMES: Final[Mapping[str, str]] = {
    "account": gettext_noop("Account"),
    "project": gettext_noop("Project"),
    "workspace": gettext_noop("Workspace"),
    PERIOD: gettext_noop("Days"),
    MODELS: gettext_noop("Models"),
    TOKENS: gettext_noop("Tokens of {model}"),
}

KINDS: Final[Mapping[str, str]] = {
    "input": gettext_noop("input that is not cached"),
    "cache_read": gettext_noop("cache reads"),
    "cache_write": gettext_noop("cache writes"),
    "cache_write_5m": gettext_noop("cache writes for five minutes"),
    "cache_write_1h": gettext_noop("cache writes for an hour"),
    "output": gettext_noop("output"),
    "other": gettext_noop("other tokens"),
}

type Days = Sequence[Period]
"""The days that exports have rows of, in order; none where they do not say."""

NO_PRICE: Final = gettext_noop(
    "Money and tokens of different days make no price, so nothing is calculated from both: export both for "
    "the same days."
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that the usage and the cost both name, and name differently."""

    about: str
    usage: tuple[str, ...]
    cost: tuple[str, ...]
    model: str = ""
    kinds: tuple[str, ...] = ()
    """Of tokens the kinds that are compared, where the usage has others that the cost does not count."""

    @property
    def name(self) -> str:
        """What the two differ in."""
        said = _(NAMES[self.about]).format(model=self.model or _("no model"))
        if not self.kinds:
            return said
        return _("{said}, only {kinds}").format(
            said=said, kinds=", ".join(_(KINDS[each]) for each in self.kinds)
        )

    def in_words(self) -> str:
        """Both sides, as programs spell them."""
        sides = {"usage": ", ".join(self.usage), "cost": ", ".join(self.cost)}
        if self.about == PERIOD:
            sides = {"usage": as_periods(self.usage), "cost": as_periods(self.cost)}
        said = _("The usage and the cost do not agree. {name}: {usage} in the usage, {cost} in the cost.")
        return said.format(name=self.name, **sides)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Why two exports may be of different work; nothing where all that both of them say agrees."""

    doubts: tuple[Doubt, ...] = ()
    odd_prices: tuple[OddPrice, ...] = ()
    gaps: tuple[Gap, ...] = ()

    def __bool__(self) -> bool:
        return not self.doubts and not self.odd_prices

    @property
    def other_days(self) -> Doubt | None:
        """Both sides' days, where they are not the same: then no price follows, whatever somebody says."""
        return other_days(self.doubts)


def other_days(doubts: Iterable[Doubt]) -> Doubt | None:
    return next((each for each in doubts if each.about == PERIOD), None)


def agreement(
    usage: Iterable[UsageLine],
    cost: Iterable[UsageLine],
    days: tuple[Days, Days] = ((), ()),
    prices: Mapping[str, Mapping[str, Fraction]] | None = None,
) -> Agreement:
    """Of the months that both know; `prices` are those on the list, in dollars per million."""
    months, used, paid = _of_both(list(usage), list(cost))
    doubts = [*_owners(used, paid), *_period(*days, months), *_models(used, paid), *_tokens(used, paid)]
    together, _left = paired(used, [line for line in paid if line.currency in {"", "USD"}])
    uses = uses_of(together)
    listed = prices or {}
    for use in uses:
        use.price_by(listed, {})
    gaps = tuple(_gaps(used, paid, days, months))
    return Agreement(tuple(doubts), tuple(odd_prices(uses, listed)), gaps)


def _of_both(
    usage: Sequence[UsageLine], cost: Sequence[UsageLine]
) -> tuple[set[str], list[UsageLine], list[UsageLine]]:
    """The months that both know, and what each has of tokens in these."""
    months = {line.month for line in usage} & {line.month for line in cost}
    used, paid = (
        [line for line in each if line.month in months and line.part == "tokens"] for each in (usage, cost)
    )
    return months, used, paid


def _owners(used: Sequence[UsageLine], paid: Sequence[UsageLine]) -> Iterator[Doubt]:
    for key in OWNERS:
        one, other = ({line.slice[key] for line in side if line.slice.get(key)} for side in (used, paid))
        if one and other and one != other and _comparable(one, other):
            yield Doubt(key, tuple(sorted(one)), tuple(sorted(other)))


def _comparable(one: set[str], other: set[str]) -> bool:
    """An id in one export and a name in the other say nothing of each other."""
    return _has_ids(one) == _has_ids(other)


def _has_ids(names: set[str]) -> bool:
    return all(_IDS.fullmatch(name) for name in names)


def _period(usage: Days, cost: Days, months: set[str]) -> Iterator[Doubt]:
    if not months:
        return
    span = ends_of(min(months))[0], ends_of(max(months))[1]
    one, other = (within(each, span) for each in (usage, cost))
    if not one or not other:
        return
    ends = [(each[0][0], each[-1][1]) for each in (one, other)]
    longest = max((last - first).days + 1 for first, last in ends)
    apart = max(abs((ends[0][at] - ends[1][at]).days) for at in (0, 1))
    both = max(first for first, _last in ends), min(last for _first, last in ends)
    if apart > (1 if longest >= _LONG else 0) or within(one, both) != within(other, both):
        said = [tuple(day.isoformat() for period in each for day in period) for each in (one, other)]
        yield Doubt(PERIOD, said[0], said[1])


def _models(used: Sequence[UsageLine], paid: Sequence[UsageLine]) -> Iterator[Doubt]:
    one = _that_count({line.model: _tokens_of(used, line.model) for line in used})
    other = _that_count({line.model: _money_of(paid, line.model) for line in paid})
    if one and other and {_bare(name) for name in one} != {_bare(name) for name in other}:
        yield Doubt(MODELS, tuple(sorted(one)), tuple(sorted(other)))


def _that_count(weights: Mapping[str, Fraction]) -> set[str]:
    total = sum(weights.values(), ZERO)
    return {name for name, weight in weights.items() if name and total and weight >= total * _COUNTS}


def _tokens_of(lines: Iterable[UsageLine], model: str) -> Fraction:
    return sum((line.quantity or ZERO for line in lines if line.model == model), ZERO)


def _money_of(lines: Iterable[UsageLine], model: str) -> Fraction:
    return sum((abs(line.billed or ZERO) for line in lines if line.model == model), ZERO)


def _bare(model: str) -> str:
    """A model's name without its writing: `Claude Opus 4.6` in a console, an id with its day in logs."""
    name = _VERSION.sub("", _DAY.sub("", model.rpartition("/")[2].lower()))
    return _MARKS.sub("", name)


def _tokens(used: Sequence[UsageLine], paid: Sequence[UsageLine]) -> Iterator[Doubt]:
    """A cost that counts tokens too counts those of the usage, kind by kind."""
    for model, told, was, is_ in _both_count(used, paid):
        if not 1 / _NEAR <= was / is_ <= _NEAR:
            yield Doubt(TOKENS, (str(round(was)),), (str(round(is_)),), model, told)


def _both_count(
    used: Sequence[UsageLine], paid: Sequence[UsageLine]
) -> Iterator[tuple[str, tuple[str, ...], Fraction, Fraction]]:
    """By model the tokens of the usage and of the cost, with the kinds that are in it where not all are."""
    one, other = (_counted(side) for side in (used, paid))
    for name, kinds in other.items():
        here = one.get(name, {})
        was, is_ = (sum((side.get(kind, ZERO) for kind in kinds), ZERO) for side in (here, kinds))
        if was:
            model = next(line.model for line in used if _bare(line.model) == name)
            told = tuple(kind for kind in KINDS if kind in kinds) if here.keys() - kinds.keys() else ()
            yield model, told, was, is_


def _gaps(
    used: Sequence[UsageLine], paid: Sequence[UsageLine], days: tuple[Days, Days], months: Iterable[str]
) -> Iterator[Gap]:
    for month in sorted(months):
        yield from _gaps_in(used, paid, days, month)


def _gaps_in(
    used: Sequence[UsageLine], paid: Sequence[UsageLine], days: tuple[Days, Days], month: str
) -> Iterator[Gap]:
    """Of one month: the days where they are not the same, and tokens that both count."""
    sides = ([line for line in side if line.month == month] for side in (used, paid))
    both = list(_both_count(*sides))
    one, other = (within(each, ends_of(month)) for each in days)
    if one and other and one != other:
        said = [tuple(day.isoformat() for period in each for day in period) for each in (one, other)]
        times = Fraction(sum(map(length, other)), sum(map(length, one)))
        yield Gap(month, said[0], said[1], None if both else times)
    for model, _kinds, was, is_ in both:
        if abs(is_ / was - 1) >= _TOLD:
            yield Gap(month, (str(round(was)),), (str(round(is_)),), is_ / was, model)


def _counted(lines: Iterable[UsageLine]) -> dict[str, dict[str, Fraction]]:
    """Tokens by model and kind, of what has any."""
    found: dict[str, dict[str, Fraction]] = {}
    for line in lines:
        if line.unit == "token" and line.quantity and line.quantity > 0:
            kinds = found.setdefault(_bare(line.model), {})
            kinds[line.kind] = kinds.get(line.kind, ZERO) + line.quantity
    return found


def days_of(summary: Mapping[str, Any]) -> Days:
    """From the first to the last day with tokens; without any, with rows."""
    days = [date.fromisoformat(each["day"]) for each in summary["days"]]
    period = summary["period"]
    if not days and period:
        days = [date.fromisoformat(period["first"]), date.fromisoformat(period["last"])]
    return [(min(days), max(days))] if days else []


@dataclass(frozen=True, slots=True)
class View:
    """What of a file says whether another one is of the same days."""

    file: str
    format: str
    months: frozenset[str]
    days: Days
    lines: tuple[UsageLine, ...] = ()


def view_of(summary: Mapping[str, Any]) -> View:
    lines = tuple(usage_lines(summary["lines"]))
    return View(summary["file"], summary["format"], frozenset(summary["months"]), days_of(summary), lines)


def days_apart(one: View, other: View) -> str:
    """Why no price follows from a usage and a cost of one month, or how far it is off; else nothing."""
    if not are_a_pair(one.format, other.format):
        return ""
    usage, cost = (other, one) if one.format in COSTS else (one, other)
    found = next(_period(usage.days, cost.days, {*(one.months & other.months)}), None)
    if found:
        return f"{found.in_words()} {_(NO_PRICE)}"
    months, used, paid = _of_both(usage.lines, cost.lines)
    doubts = [*_owners(used, paid), *_models(used, paid), *_tokens(used, paid)]
    said = doubts or _gaps(used, paid, (usage.days, cost.days), months)
    return " ".join(each.in_words() for each in said)
