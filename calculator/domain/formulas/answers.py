"""An estimate as programs get it, over HTTP and on the command line: its sentences and formulas with it."""

from calculator.domain.capacity import most_units
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.formulas.bounds import bounds_of
from calculator.domain.formulas.outcomes import outcomes
from calculator.domain.further_answers import not_included
from calculator.domain.verdict import verdict
from calculator.domain.workload import Workload


def answer_as_json(workload: Workload, found: Estimate) -> dict[str, object]:
    """All that an estimate says: its numbers, whether a unit is worth them, and how each came about."""
    most = most_units(numbers(workload), found.attempts_per_unit)
    return {
        **found.as_json(),
        "capacity_most_units": None if most is None else str(most),
        "bounds": bounds_of(found),
        "verdict": list(verdict(workload, found)),
        "not_included": not_included(found),
        "formulas": [
            {
                "key": each.key,
                "name": each.name,
                "formula": each.formula,
                "figures": each.substituted,
                "printed": each.printed,
            }
            for each in outcomes(workload, found)
        ],
    }
