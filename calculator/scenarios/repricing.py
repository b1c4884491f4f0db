"""Prices that changed since a scenario was saved: said beside it, and put in place only when asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate
from calculator.domain.fields import BY_NAME, TYPED_PRICES
from calculator.domain.inputs_in_use import inputs_in_use
from calculator.domain.prices.brought_notes import BROUGHT, prefix_of, still_true
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, flat_from, lists_from, parse_workload
from calculator.models import Scenario
from calculator.prices.how_known import day_of
from calculator.prices.pricing import PRICED_BY_A_MODEL, Priced, copies_in, price_inputs
from calculator.prices.provenance import CHOSEN_DAY
from runrate.core.decimals import plain


@dataclass(frozen=True, slots=True)
class Repricing:
    """The same inputs at the prices of another day."""

    before_inputs: dict[str, str]
    workload: Workload
    priced: Priced
    before: Estimate
    after: Estimate
    learnt: bool
    """No price that the scenario uses is another one: the list only knows more of the model than then."""
    chosen: tuple[date, ...] = ()
    """The days whose prices were asked for, where these alone are others than today's."""

    @property
    def change(self) -> Fraction | None:
        """By which share the total moves."""
        total = self.before.total_monthly
        return (self.after.total_monthly - total) / total if total else None

    def prices_moved(self) -> list[tuple[str, str, str]]:
        """Every input that a model brings along and that is another one now, step by step; empty of none."""
        before, after = self.before_inputs, self.workload.as_form()
        named = [name for name in {**before, **after} if name.rpartition(".")[2] in PRICED_BY_A_MODEL]
        both = ((name, _in_force(before, name), _in_force(after, name)) for name in sorted(named, key=_place))
        return [(name, then, now) for name, then, now in both if then != now]


def reprice(scenario: Scenario, today: date) -> Repricing | None:
    """What today's prices of the same models would make of it; None for typed prices and for no change.

    A price of one's own over that of a model stays, and so does the contracted share of list price.
    """
    copies = copies_in(scenario.prices_copied)
    if not copies:
        return None
    try:
        priced = price_inputs(_without_prices(scenario, copies), today)
        workload = parse_workload(priced.inputs)
        brought = still_true(scenario.prices_copied.get(BROUGHT), workload.as_form())
        priced = replace(priced, brought=brought)
    except WorkloadErrors:
        return None
    before, after = scenario.estimate(), estimate(workload, priced.notes + brought)
    differing = _prices_that_differ(scenario.workload(), workload)
    if not differing and before.total_monthly == after.total_monthly:
        return None
    chosen = _days_chosen(copies, differing)
    return Repricing(flat_from(scenario.inputs), workload, priced, before, after, not differing, chosen)


def _days_chosen(copies: Mapping[str, Mapping[str, Any]], differing: Collection[str]) -> tuple[date, ...]:
    """Of which days the prices are that differ; none where one of them is of the day it was copied on."""
    rows = [row for prefix, row in copies.items() if any(prefix_of(name) == prefix for name in differing)]
    days = {day_of(row.get(CHOSEN_DAY)) for row in rows}
    return tuple(sorted(day for day in days if day is not None)) if None not in days else ()


def _without_prices(scenario: Scenario, copies: Mapping[str, Mapping[str, Any]]) -> dict[str, object]:
    """The inputs with the models' names in place of the prices that were copied from them."""
    kept = flat_from(scenario.inputs)
    for prefix, copied in copies.items():
        for name in copied.get("filled", TYPED_PRICES):
            kept.pop(name, None)
        kept[f"{prefix}model"] = copied["model"]
    return lists_from(kept)


def _prices_that_differ(before: Workload, after: Workload) -> list[str]:
    """The prices in use that are others now; one that there was not is no change of a price.

    A batch share of 1 is that of a model without batch prices.
    """
    now, used = after.as_form(), inputs_in_use(before) | inputs_in_use(after)
    return [name for name, price in _prices_of(before).items() if name in used and now.get(name) != price]


def _prices_of(workload: Workload) -> dict[str, str]:
    return {
        name: text
        for name, text in workload.as_form().items()
        if (part := name.rpartition(".")[2]) in PRICED_BY_A_MODEL and (part in TYPED_PRICES or text != "1")
    }


def _in_force(inputs: Mapping[str, str], name: str) -> str:
    """An input, or the default that stands in for a batch share; that of no price is none."""
    default = BY_NAME["batch_factor"].default if name.endswith("batch_factor") else None
    return inputs.get(name, "" if default is None else plain(default))


def _place(name: str) -> tuple[str, int]:
    prefix, _dot, part = name.rpartition(".")
    return prefix, PRICED_BY_A_MODEL.index(part)
