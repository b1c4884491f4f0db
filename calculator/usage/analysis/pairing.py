"""Usage and cost of one vendor and month: two views of the same calls, put together and never added up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
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
    "what the whole month cost, and its prices follow from that."
)
_NEAR: Final = Fraction(11, 10)
"""So far apart the price of a part of a bill and that of all of it may be: tiers differ a little."""

type _Key = tuple[str, str, str, str]


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
    """The same of one slice, and whether both views know it and its prices are those of the whole month.

    Where they do not agree, each quantity has its share of what the whole month's cost.
    """
    usage, costs = list(usage), list(costs)
    held = [line for line in usage if _is_in(line, slice_)]
    own, left = paired(held, [line for line in costs if _is_in(line, slice_)])
    whole = {(line.model, *_key(line)): line for line in paired(usage, costs)[0]}
    if all(_near(_price(line), _price(whole[line.model, *_key(line)])) for line in own):
        return [*own, *left], True
    return [_with_share(line, whole[line.model, *_key(line)]) for line in paired(held, [])[0]], False


def _is_in(line: UsageLine, slice_: Mapping[str, str]) -> bool:
    return all(line.slice.get(name, "") == value for name, value in slice_.items())


def _price(line: UsageLine) -> Fraction | None:
    return line.billed / line.quantity if line.billed is not None and line.quantity else None


def _near(one: Fraction | None, other: Fraction | None) -> bool:
    if not one or not other:
        return one == other
    return 1 / _NEAR <= one / other <= _NEAR


def _with_share(line: UsageLine, whole: UsageLine) -> UsageLine:
    """The line with its part, by quantity, of the money that the whole month's line has."""
    if not whole.quantity or line.quantity is None:
        return line
    part = line.quantity / whole.quantity
    return replace(
        line,
        currency=whole.currency,
        money_kind=whole.money_kind,
        billed=None if whole.billed is None else whole.billed * part,
        on_list=None if whole.on_list is None else whole.on_list * part,
        dollars=None if whole.dollars is None else whole.dollars * part,
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
        on_list=_sum(one.on_list, more.on_list),
        credit=_sum(one.credit, more.credit),
        dollars=_sum(one.dollars, more.dollars),
        calls=_sum(one.calls, more.calls),
        failed=one.failed + more.failed,
        rows=one.rows + more.rows,
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
    )
