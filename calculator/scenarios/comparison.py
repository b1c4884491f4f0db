"""Up to three scenarios side by side, what differs first."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import LINES, Estimate, line_name
from calculator.domain.labels import LABELS, unit_of, worded
from calculator.domain.workload import BY_NAME
from calculator.models import Scenario
from calculator.prices.provenance import defaults_in_force
from runrate.core.numbers import at_least, at_most, money, percent, price

MOST_COMPARED: Final = 3


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a name and its value in each scenario, and what the values are counted by."""

    name: str
    values: tuple[str, ...]
    differs: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Results, lines and inputs; within each, rows that differ come first."""

    scenarios: tuple[Scenario, ...]
    results: tuple[Compared, ...]
    lines: tuple[Compared, ...]
    inputs: tuple[Compared, ...]


def compare(scenarios: Sequence[Scenario]) -> Comparison:
    found = [scenario.estimate() for scenario in scenarios]
    return Comparison(tuple(scenarios), _results(found), _lines(found), _inputs(scenarios))


def _results(found: Sequence[Estimate]) -> tuple[Compared, ...]:
    rows = [
        (_("Total a month"), [at_least(money(e.total_monthly), complete=e.complete) for e in found]),
        (_("Cost of a unit"), [_unit(e, e.cost_per_unit) for e in found]),
        (_("Cost of an accepted unit"), [_unit(e, e.cost_per_accepted_unit) for e in found]),
        (
            _("Tokens, above the waterline"),
            ["–" if e.visible_share is None else percent(e.visible_share) for e in found],
        ),
        (
            _("Net a month"),
            [
                "–" if e.net_monthly is None else at_most(money(e.net_monthly, places=0), complete=e.complete)
                for e in found
            ],
        ),
    ]
    return _differences_first([_row(name, values) for name, values in rows])


def _unit(estimate: Estimate, amount: Fraction | None) -> str:
    return "–" if amount is None else at_least(price(amount), complete=estimate.complete)


def _lines(found: Sequence[Estimate]) -> tuple[Compared, ...]:
    rows = []
    for place, key in enumerate(LINES):
        lines = [estimate.lines[place] for estimate in found]
        values = [money(line.monthly) if line.entered else _("not entered") for line in lines]
        rows.append(_row(line_name(key), values))
    return _differences_first(rows)


def _inputs(scenarios: Sequence[Scenario]) -> tuple[Compared, ...]:
    given = [_given(scenario) for scenario in scenarios]
    rows = [
        _row(LABELS[name].text, [values.get(name, "–") for values in given], unit_of(name))
        for name in BY_NAME
        if any(name in scenario.inputs for scenario in scenarios)
    ]
    return _differences_first(rows)


def _given(scenario: Scenario) -> dict[str, str]:
    """What was entered, and beside it what a default of ours stands in for."""
    workload = scenario.workload()
    said = {
        name: _("%(value)s, our default") % {"value": worded(name, workload.value(name) or 0)}
        for name in defaults_in_force(workload)
    }
    return said | {name: worded(name, value) for name, value in scenario.inputs.items()}


def _row(name: str, values: Sequence[str], unit: str = "") -> Compared:
    return Compared(name, tuple(values), len(set(values)) > 1, unit)


def _differences_first(rows: Sequence[Compared]) -> tuple[Compared, ...]:
    return tuple(sorted(rows, key=lambda row: not row.differs))
