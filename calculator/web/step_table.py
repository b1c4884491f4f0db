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
from calculator.prices.list_prices import ListPrices
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


def step_rows(workload: Workload, models: Mapping[str, ListPrices]) -> tuple[StepRow, ...]:
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
            model=models[f"steps.{number}."].model if f"steps.{number}." in models else "",
            calls=_worded(v, names, "calls"),
            input_tokens=_worded(v, names, "input_tokens"),
            output_tokens=_worded(v, names, "output_tokens"),
            cached=percent(v[names["cache_read_share"]]),
            growth=_worded(v, names, "input_growth") if v[names["input_growth"]] else "",
            cost=money(cost, places=places),
            share="–" if share is None else percentage(share),
            contract=contract(workload, f"steps.{number}.", models.get(f"steps.{number}.")),
        )
        for number, (names, cost, share) in enumerate(zip(steps_of(v), costs, shares, strict=True), start=1)
    )


def _worded(v: Mapping[str, Fraction], names: Names, name: str) -> str:
    return worded(name if name in {"calls", "input_growth"} else names[name], v[names[name]])


def contract(workload: Workload, prefix: str = FLAT, listed: ListPrices | None = None) -> str:
    """List prices beside what is paid; nothing where the list price is paid.

    Where no model of the list has priced it, the price that was entered is the list's.
    """
    shown = list(_both(workload, prefix, listed))
    if all(in_list == paid for _name, in_list, paid in shown):
        return ""
    words = {
        "listed": " / ".join(worded(name, in_list) for name, in_list, _paid in shown),
        "own": " / ".join(price(paid) for _name, _in_list, paid in shown),
    }
    return _("List %(listed)s, yours %(own)s per million tokens.") % words


def _both(
    workload: Workload, prefix: str, listed: ListPrices | None
) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Input and output price: of the list, and as paid, at a contracted share; none where one is missing."""
    factor = workload.get(f"{prefix}price_factor")
    share = Fraction(1) if factor is None or isinstance(factor, str) else Fraction(factor)
    entered = {name: workload.get(prefix + name) for name in ("input_price", "output_price")}
    in_list = {name: listed.prices.get(name) if listed else each for name, each in entered.items()}
    if None not in (*entered.values(), *in_list.values()):
        for name, each in entered.items():
            yield name, Fraction(in_list[name] or 0), Fraction(each or 0) * share
