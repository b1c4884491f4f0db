"""Prices that changed since a scenario was saved: said beside it, and put in place only when asked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.prices.brought_notes import BROUGHT, still_true
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, flat_from, lists_from, parse_workload
from calculator.models import Scenario
from calculator.prices.pricing import Priced, price_inputs
from calculator.prices.provenance import copies_in


@dataclass(frozen=True, slots=True)
class Repricing:
    """The same inputs at the prices of another day."""

    before_inputs: dict[str, str]
    workload: Workload
    priced: Priced
    before: Estimate
    after: Estimate
    learnt: bool
    """No price that the scenario holds is another one: the list only knows more of the model than then."""

    @property
    def change(self) -> Fraction | None:
        """By which share the total moves."""
        total = self.before.total_monthly
        return (self.after.total_monthly - total) / total if total else None


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
    learnt = not _prices_differ(scenario.workload(), workload)
    if learnt and before.total_monthly == after.total_monthly:
        return None
    return Repricing(flat_from(scenario.inputs), workload, priced, before, after, learnt)


def _without_prices(scenario: Scenario, copies: Mapping[str, Mapping[str, Any]]) -> dict[str, object]:
    """The inputs with the models' names in place of the prices that were copied from them."""
    kept = flat_from(scenario.inputs)
    for prefix, copied in copies.items():
        for name in copied.get("filled", TYPED_PRICES):
            kept.pop(name, None)
        kept[f"{prefix}model"] = copied["model"]
    return lists_from(kept)


def _prices_differ(before: Workload, after: Workload) -> bool:
    """Whether a price that there was is another one now; one that there was not is no change of a price."""
    now = _prices_of(after)
    return any(now.get(name) != price for name, price in _prices_of(before).items())


def _prices_of(workload: Workload) -> dict[str, str]:
    return {
        name: text for name, text in workload.as_form().items() if name.rpartition(".")[2] in TYPED_PRICES
    }
