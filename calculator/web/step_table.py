"""The model steps of an estimate side by side, and contracted prices beside those of the list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.costs import numbers
from calculator.domain.labels import worded
from calculator.domain.token_cost import Names, step_cost, steps_of
from calculator.domain.workload import Workload
from runrate.core.numbers import breakdown, money, percent, percentage, price

FLAT: Final = ""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One model step: what it takes, what it costs for one unit, and its part of one attempt."""

    number: int
    name: str
    model: str
    calls: str
    input_tokens: str
    output_tokens: str
    cached: str
    growth: str
    cost: str
    share: str
    contract: str


def step_rows(workload: Workload, models: Mapping[str, str]) -> tuple[StepRow, ...]:
    """The steps of a workload; `models` are those of the price list, by prefix: `steps.2.`."""
    if not workload.steps:
        return ()
    v = numbers(workload)
    costs = [step_cost(v, names) for names in steps_of(v)]
    places = 2 if min(costs) >= 1 else 4
    shares = breakdown(costs) if any(costs) else [None for _cost in costs]
    return tuple(
        StepRow(
            number=number,
            name=workload.steps[number - 1].name or "",
            model=models.get(f"steps.{number}.", ""),
            calls=_worded(v, names, "calls"),
            input_tokens=_worded(v, names, "input_tokens"),
            output_tokens=_worded(v, names, "output_tokens"),
            cached=percent(v[names["cache_read_share"]]),
            growth=_worded(v, names, "input_growth") if v[names["input_growth"]] else "",
            cost=money(cost, places=places),
            share="–" if share is None else percentage(share),
            contract=contract(workload, f"steps.{number}."),
        )
        for number, (names, cost, share) in enumerate(zip(steps_of(v), costs, shares, strict=True), start=1)
    )


def _worded(v: Mapping[str, Fraction], names: Names, name: str) -> str:
    return worded(name if name in {"calls", "input_growth"} else names[name], v[names[name]])


def contract(workload: Workload, prefix: str = FLAT) -> str:
    """What list prices come to at a contracted factor; nothing where the list price is paid."""
    factor = workload.get(f"{prefix}price_factor")
    if factor is None or factor == 1:
        return ""
    shown = list(_both(workload, prefix, Fraction(factor)))
    if not shown:
        return ""
    words = {
        "listed": " / ".join(each for each, _own in shown),
        "own": " / ".join(own for _each, own in shown),
    }
    return _("List %(listed)s, yours %(own)s per million tokens.") % words


def _both(workload: Workload, prefix: str, factor: Fraction) -> Iterator[tuple[str, str]]:
    """Input and output price: of the list, and as contracted."""
    for name in ("input_price", "output_price"):
        listed = workload.get(prefix + name)
        if listed is not None and not isinstance(listed, str):
            yield worded(name, listed), price(Fraction(listed) * factor)
