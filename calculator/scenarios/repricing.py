"""Prices that changed since a scenario was saved: said beside it, and put in place only when asked."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import estimate
from calculator.domain.workload import TYPED_PRICES, Workload
from calculator.domain.workload_input import WorkloadErrors, parse_workload
from calculator.models import Scenario
from calculator.prices.lookup import Priced, price_inputs

ALWAYS_PRICED: Final = ("input_price", "output_price")


@dataclass(frozen=True, slots=True)
class Repricing:
    """The same inputs at the prices of another day."""

    before_inputs: dict[str, str]
    workload: Workload
    priced: Priced
    before: Estimate
    after: Estimate

    @property
    def change(self) -> Fraction | None:
        """By which share the total moves."""
        total = self.before.total_monthly
        return (self.after.total_monthly - total) / total if total else None


def reprice(scenario: Scenario, today: date) -> Repricing | None:
    """What today's prices of the same model would make of it; None for typed prices and for no change."""
    copied = scenario.prices_copied
    filled = set(copied.get("filled", TYPED_PRICES))
    if not copied.get("model") or not filled.issuperset(ALWAYS_PRICED):
        return None
    own = {name: scenario.inputs[name] for name in TYPED_PRICES if name in scenario.inputs.keys() - filled}
    kept = {name: text for name, text in scenario.inputs.items() if name not in filled | own.keys()}
    try:
        priced = price_inputs({**kept, "model": copied["model"]}, today)
        priced = replace(priced, inputs={**priced.inputs, **own}, filled=priced.filled - own.keys())
        workload = parse_workload(priced.inputs)
    except WorkloadErrors:
        return None
    before, after = scenario.estimate(), estimate(workload, priced.notes)
    if before.total_monthly == after.total_monthly and not _prices_differ(scenario.workload(), workload):
        return None
    return Repricing(scenario.inputs, workload, priced, before, after)


def _prices_differ(before: Workload, after: Workload) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in TYPED_PRICES)
