"""Prices that changed since a scenario was saved: said beside it, and put in place only when asked."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from calculator.costs import Estimate, estimate
from calculator.models import Scenario
from calculator.prices import Priced, price_inputs
from calculator.workload import TYPED_PRICES, Workload, WorkloadErrors, parse_workload


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
    model = scenario.prices_copied.get("model")
    if not model:
        return None
    filled = {*TYPED_PRICES, *scenario.prices_copied.get("filled", ())}
    kept = {name: text for name, text in scenario.inputs.items() if name not in filled}
    try:
        priced = price_inputs({**kept, "model": model}, today)
        workload = parse_workload(priced.inputs)
    except WorkloadErrors:
        return None
    if workload == scenario.workload():
        return None
    return Repricing(scenario.inputs, workload, priced, scenario.estimate(), estimate(workload, priced.notes))
