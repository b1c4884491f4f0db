"""Up to three scenarios side by side: what sets them apart, then what differs first."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.cost_lines import LINES, NOT_ENTERED, Estimate, Line
from calculator.domain.costs import numbers
from calculator.domain.fields import BY_NAME, Kind, field_of
from calculator.domain.inputs_in_use import inputs_in_use
from calculator.domain.labels import label_of, unit_of, worded
from calculator.domain.what_if.side_by_side import Side, finding, signed
from calculator.domain.workload import defaults_in_force
from calculator.domain.workload_input import flat_from
from calculator.models import Scenario, names_apart
from calculator.prices.provenance import copies_in
from runrate.core.numbers import at_least, at_most, count, money, percent, price
from runrate.core.text import listed

MOST_COMPARED: Final = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of one scenario, and by how much it differs from that of the first."""

    value: str
    difference: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: a name and its cell in each scenario, and what the values are counted by."""

    name: str
    cells: tuple[Cell, ...]
    differs: bool
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found, then results, lines and inputs; within each, rows that differ come first."""

    scenarios: tuple[tuple[Scenario, str], ...]
    """Each with a name that no other of them has."""
    findings: tuple[tuple[str, ...], ...]
    """What sets each further scenario off from the first, as sentences."""
    results: tuple[Compared, ...]
    lines: tuple[Compared, ...]
    inputs: tuple[Compared, ...]


type Amount = Fraction | None


def compare(scenarios: Sequence[Scenario]) -> Comparison:
    found = [scenario.estimate() for scenario in scenarios]
    names = names_apart(scenarios)
    sides = [
        Side(name, scenario.workload(), each, models_of(scenario))
        for name, scenario, each in zip(names, scenarios, found, strict=True)
    ]
    return Comparison(
        tuple(zip(scenarios, names, strict=True)),
        tuple(finding(sides[0], side) for side in sides[1:]),
        _results(found),
        _lines(found),
        (*_models(sides), *_inputs(scenarios)),
    )


def models_of(scenario: Scenario) -> str:
    """The models whose prices were copied, each once; empty where prices were typed or are of an example."""
    rows = copies_in(scenario.prices_copied).values()
    return listed(dict.fromkeys(str(row.get("model", "")) for row in rows if row.get("model")))


def _models(sides: Sequence[Side]) -> Iterator[Compared]:
    if any(side.models for side in sides):
        yield _row(_("Model"), [side.models or _("prices entered by hand") for side in sides])


def _results(found: Sequence[Estimate]) -> tuple[Compared, ...]:
    def costs(name: str, amounts: Sequence[Amount], words: Callable[[Fraction], str]) -> Compared:
        said = [
            "–" if amount is None else at_least(words(amount), complete=e.complete)
            for amount, e in zip(amounts, found, strict=True)
        ]
        return _counted(name, amounts, words, said)

    nets = [
        "–"
        if e.net_monthly is None or e.out_of_reach
        else at_most(_whole(e.net_monthly), complete=e.complete)
        for e in found
    ]
    visible = [_visible(e) for e in found]
    rows = [
        costs(_("Total per month"), [e.total_monthly for e in found], _whole),
        costs(_("Cost per unit"), [e.cost_per_unit for e in found], price),
        costs(_("Cost per accepted unit"), [e.cost_per_accepted_unit for e in found], price),
        _counted(
            _("Above the waterline"),
            [None if said == "–" else e.visible_share for e, said in zip(found, visible, strict=True)],
            _points,
            visible,
        ),
        _counted(
            _("Net per month"), [None if e.out_of_reach else e.net_monthly for e in found], _whole, nets
        ),
    ]
    further = (
        (_("Pays for good from (units per month)"), [e.break_even_units for e in found], count),
        (_("Payback of the build (months)"), [e.payback_months for e in found], _months),
    )
    for name, amounts, words in further:
        known = [
            None if amount is None or e.out_of_reach else Fraction(amount)
            for amount, e in zip(amounts, found, strict=True)
        ]
        if any(amount is not None for amount in known):
            rows.append(costs(name, known, words))
    return _differences_first(rows)


def _months(amount: Fraction) -> str:
    return count(amount, places=1)


def _whole(amount: Fraction) -> str:
    return money(amount, places=0)


def _points(share: Fraction) -> str:
    """A difference between two shares: `13.0 points`."""
    return _("%(number)s points") % {"number": percent(share).removesuffix("%")}


def _visible(estimate: Estimate) -> str:
    """A line that is not entered can only lower the share; that it is at most all of it says nothing."""
    share = estimate.visible_share
    if share is None or (share == 1 and not estimate.complete):
        return "–"
    return at_most(percent(share), complete=estimate.complete)


def _lines(found: Sequence[Estimate]) -> tuple[Compared, ...]:
    rows = []
    by_key = [dict(_keyed(estimate)) for estimate in found]
    names = {key: line.name for lines in by_key for key, line in lines.items()}
    order = {(key, "", 0): place for place, key in enumerate(LINES)}
    for key in sorted(names, key=lambda key: order.get(key, len(LINES))):
        lines = [each.get(key) for each in by_key]
        amounts = [line.monthly if line and line.entered else None for line in lines]
        rows.append(_counted(names[key], amounts, money, [_amount(line) for line in lines]))
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
    return money(line.monthly) if line.entered else _(NOT_ENTERED)


def _inputs(scenarios: Sequence[Scenario]) -> tuple[Compared, ...]:
    given = [_given(scenario) for scenario in scenarios]
    in_force = [numbers(scenario.workload()) for scenario in scenarios]
    rows = []
    for name in _names(scenarios):
        amounts = [
            values.get(name) if name in said else None for values, said in zip(in_force, given, strict=True)
        ]
        said = [each.get(name, "–") for each in given]
        rows.append(_counted(label_of(name), amounts, _difference_of(name), said, unit_of(name)))
    return _differences_first(rows)


def _difference_of(name: str) -> Callable[[Fraction], str]:
    field = field_of(name)
    return _points if field is not None and field.kind is Kind.SHARE else partial(worded, name)


def _names(scenarios: Sequence[Scenario]) -> list[str]:
    """The inputs that any of them has, in the order of the table; those of steps and own lines after it."""
    found = dict.fromkeys(name for scenario in scenarios for name in flat_from(scenario.inputs))
    # Models bring prices and factors along that no step of theirs uses: they tell nobody anything.
    used = frozenset().union(*(inputs_in_use(scenario.workload()) for scenario in scenarios))
    found = {name: None for name in found if name in used}
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
    cells = [Cell(value, _("same") if value == values[0] else _("differs")) for value in values]
    return Compared(name, tuple(cells), len(set(values)) > 1, unit)


def _counted(
    name: str,
    amounts: Sequence[Amount],
    words: Callable[[Fraction], str],
    values: Sequence[str],
    unit: str = "",
) -> Compared:
    """A row of numbers: `values` say each, `words` what lies between one and the first."""
    row, first = _row(name, values, unit), amounts[0]
    cells = tuple(
        cell if first is None or amount is None else Cell(cell.value, _signed(amount - first, words))
        for amount, cell in zip(amounts, row.cells, strict=True)
    )
    return replace(row, cells=cells, differs=row.differs or any(amount != first for amount in amounts))


def _signed(difference: Fraction, words: Callable[[Fraction], str]) -> str:
    return signed(difference, words(difference)) if difference else _("same")


def _differences_first(rows: Sequence[Compared]) -> tuple[Compared, ...]:
    return tuple(sorted(rows, key=lambda row: not row.differs))
