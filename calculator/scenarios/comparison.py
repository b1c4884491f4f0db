"""Up to three scenarios side by side, what differs first."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import LINES, Estimate, Line
from calculator.domain.fields import BY_NAME
from calculator.domain.labels import label_of, unit_of, worded
from calculator.domain.workload import defaults_in_force
from calculator.domain.workload_input import flat_from
from calculator.models import Scenario
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
        (_("Total per month"), [at_least(money(e.total_monthly), complete=e.complete) for e in found]),
        (_("Cost per unit"), [_unit(e, e.cost_per_unit) for e in found]),
        (_("Cost per accepted unit"), [_unit(e, e.cost_per_accepted_unit) for e in found]),
        (
            _("Above the waterline"),
            ["–" if e.visible_share is None else percent(e.visible_share) for e in found],
        ),
        (
            _("Net per month"),
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
    listed = [dict(_keyed(estimate)) for estimate in found]
    names = {key: line.name for lines in listed for key, line in lines.items()}
    order = {(key, "", 0): place for place, key in enumerate(LINES)}
    for key in sorted(names, key=lambda key: order.get(key, len(LINES))):
        values = [_amount(lines.get(key)) for lines in listed]
        rows.append(_row(names[key], values))
    return _differences_first(rows)


def _keyed(estimate: Estimate) -> Iterator[tuple[tuple[str, str, int], Line]]:
    """Our lines by their key, those of one's own by name; the second of a name is another line."""
    seen: Counter[str] = Counter()
    for line in estimate.listed:
        if line.own_name:
            seen[line.own_name] += 1
            yield ("", line.own_name, seen[line.own_name]), line
        else:
            yield (line.key, "", 0), line


def _amount(line: Line | None) -> str:
    """A line of the month; a dash where a scenario has no such line."""
    if line is None:
        return "–"
    return money(line.monthly) if line.entered else _("not entered")


def _inputs(scenarios: Sequence[Scenario]) -> tuple[Compared, ...]:
    given = [_given(scenario) for scenario in scenarios]
    rows = [
        _row(label_of(name), [values.get(name, "–") for values in given], unit_of(name))
        for name in _names(scenarios)
    ]
    return _differences_first(rows)


def _names(scenarios: Sequence[Scenario]) -> list[str]:
    """The inputs that any of them has, in the order of the table; those of steps and own lines after it."""
    found = dict.fromkeys(name for scenario in scenarios for name in flat_from(scenario.inputs))
    flat = [name for name in BY_NAME if name in found]
    return flat + sorted((name for name in found if "." in name), key=_place)


def _place(name: str) -> tuple[str, int]:
    group, number, _part = name.split(".")
    return group, int(number)


def _given(scenario: Scenario) -> dict[str, str]:
    """What was entered, and beside it what a default of ours stands in for."""
    workload = scenario.workload()
    said = {
        name: _("%(value)s, our default") % {"value": worded(name, workload.value(name) or 0)}
        for name in defaults_in_force(workload)
    }
    return said | {name: worded(name, value) for name, value in flat_from(scenario.inputs).items()}


def _row(name: str, values: Sequence[str], unit: str = "") -> Compared:
    return Compared(name, tuple(values), len(set(values)) > 1, unit)


def _differences_first(rows: Sequence[Compared]) -> tuple[Compared, ...]:
    return tuple(sorted(rows, key=lambda row: not row.differs))
