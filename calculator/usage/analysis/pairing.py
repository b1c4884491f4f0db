"""Usage and cost of one vendor and month: two views of the same calls, put together and never added up."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from calculator.usage.analysis.bill import UsageLine

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
    one in usage: consoles write `Claude Opus 4.6` there and an id here.
    """
    names = same or {}
    money: dict[_Key, UsageLine] = {}
    for line in costs:
        named = replace(line, model=names.get(line.model, line.model), slice={})
        key = _key(named)
        money[key] = _added(money[key], named) if key in money else named
    used: dict[_Key, UsageLine] = {}
    for line in usage:
        key = _key(line)
        bare = replace(line, slice={})
        used[key] = _added(used[key], bare) if key in used else bare
    found = []
    for key, line in used.items():
        paid = money.pop(key, None)
        found.append(line if paid is None else _with_money(line, paid))
    return found, list(money.values())


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


def _with_money(line: UsageLine, paid: UsageLine) -> UsageLine:
    return replace(
        line,
        billed=paid.billed,
        on_list=paid.on_list,
        dollars=paid.dollars,
        currency=paid.currency,
        money_kind=paid.money_kind,
        rows=line.rows + paid.rows,
    )
