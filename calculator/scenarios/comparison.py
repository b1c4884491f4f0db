"""Up to three scenarios side by side: what sets them apart, then what differs first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.capacity import doable
from calculator.domain.cost_lines import LINES, NOT_ENTERED, Estimate, Line
from calculator.domain.costs import numbers
from calculator.domain.formulas.bounds import (
    UNKNOWN,
    Bound,
    bound_words,
    is_least,
    line_with_bound,
    said_with_bound,
)
from calculator.domain.further_answers import not_included
from calculator.domain.shares import visible_percent
from calculator.domain.what_if.side_by_side import (
    LineKey,
    Side,
    common_lines,
    comparable,
    finding,
    keyed_lines,
    same_lines,
)
from calculator.domain.workload import Workload
from calculator.models import Scenario, names_apart
from calculator.scenarios.compared_inputs import inputs_compared
from calculator.scenarios.compared_models import models_of, models_row, rates_row
from calculator.scenarios.compared_rows import (
    Amount,
    Cell,
    Compared,
    amounts_row,
    differences_first,
    places_apart,
    points,
    row_of,
    sum_places,
    with_sign,
)
from runrate.core.numbers import count, money, percent, price_places
from runrate.core.telling_apart.figures import printed_difference

MOST_COMPARED: Final = 3
_ERRORS: Final[LineKey] = ("errors", "", 0)


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
    not_included: tuple[str, ...]
    """What no figure of them holds: one sentence, or one of each where they hold different things."""


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
        _results(found, [side.workload for side in sides]),
        _lines(found),
        (*models_row(sides, scenarios), *rates_row(scenarios), *inputs_compared(scenarios)),
        _not_included(names, found),
    )


def _not_included(names: Sequence[str], found: Sequence[Estimate]) -> tuple[str, ...]:
    said = [not_included(each) for each in found]
    if len(set(said)) == 1:
        return (said[0],)
    return tuple(f"“{name}”: {sentence}" for name, sentence in zip(names, said, strict=True))


def _results(found: Sequence[Estimate], workloads: Sequence[Workload]) -> tuple[Compared, ...]:
    """What is a sum of other lines, or counts other units, than the first's is not set against it."""
    same, units = [comparable(found[0], each) for each in found], [each.unit_name for each in workloads]
    same_unit = [of_same and each == units[0] for of_same, each in zip(same, units, strict=True)]
    totals = [_of_what_can_be(each, each.total_monthly) for each in found]
    nets = [_of_what_can_be(each, each.net_monthly) for each in found]
    each_unit = [_of_what_can_be(each, each.cost_per_unit) for each in found]
    accepted = [each.attainable_cost_per_accepted_unit for each in found]
    rows = [
        *_common_totals(found),
        _bounded(_("Total per month"), "total_monthly", totals, found, same),
        _prices(_("Cost per unit"), "cost_per_unit", each_unit, found, same_unit),
        _prices(_("Cost per accepted unit"), "cost_per_accepted_unit", accepted, found, same_unit),
        _shares(found, same),
        _bounded(_("Net per month"), "net_monthly", nets, found, same),
    ]
    further = (
        (_("Break-even volume (units per month)"), "break_even_units", _volume, same_unit),
        (_("Payback of the build (months)"), "payback_months", _months, same),
    )
    for name, output, words, may in further:
        known = [_known(output, each, workload) for each, workload in zip(found, workloads, strict=True)]
        if any(amount is not None for amount in known):
            rows.append(_counted(name, output, known, words, found, may))
    return differences_first(rows)


def _of_what_can_be(each: Estimate, amount: Amount) -> Amount:
    """None where it cannot be as entered: what it would cost is set against nothing."""
    return None if each.out_of_reach else amount


def _known(output: str, each: Estimate, workload: Workload) -> Fraction | None:
    """None where it cannot be as entered, or is a volume that its instances cannot do."""
    amount = getattr(each, output)
    if amount is None or each.out_of_reach:
        return None
    bound = doable(numbers(workload), each.attempts_per_unit) if output == "break_even_units" else None
    beyond = bound is not None and not any(bound.within(int(amount), int(amount)))
    return None if beyond else Fraction(amount)


def _months(amount: Fraction, places: int) -> str:
    return count(amount, places=places)


def _volume(amount: Fraction, places: int) -> str:
    return count(amount, places=places) if amount else _("any volume")


def _counted(
    name: str,
    output: str,
    amounts: Sequence[Amount],
    words: Callable[[Fraction, int], str],
    found: Sequence[Estimate],
    comparable: Sequence[bool],
) -> Compared:
    """Units or months: the more is missing, the later it pays. All have the digits that tell them apart."""
    places = places_apart(amounts)
    values = [
        "–" if amount is None else said_with_bound(output, words(amount, places), each)
        for amount, each in zip(amounts, found, strict=True)
    ]
    row, first, written = row_of(name, values), amounts[0], partial(_months, places=places)
    cells = [
        Cell(cell.value, _("not comparable"))
        if not may
        else cell
        if first is None or amount is None
        else Cell(cell.value, with_sign(printed_difference(first, amount, places), written))
        for amount, cell, may in zip(amounts, row.cells, comparable, strict=True)
    ]
    return Compared(name, tuple(cells), row.differs)


def _prices(
    name: str,
    output: str,
    amounts: Sequence[Amount],
    found: Sequence[Estimate],
    comparable: Sequence[bool],
) -> Compared:
    places = price_places([amount for amount in amounts if amount is not None])
    return _bounded(name, output, amounts, found, comparable, places=places)


def _bounded(
    name: str,
    output: str,
    amounts: Sequence[Amount],
    found: Sequence[Estimate],
    comparable: Sequence[bool],
    *,
    places: int | None = None,
) -> Compared:
    places = sum_places(amounts) if places is None else places
    values = [
        _without(output, each)
        if amount is None
        else said_with_bound(output, money(amount, places=places), each)
        for amount, each in zip(amounts, found, strict=True)
    ]
    return amounts_row(name, amounts, values, places, comparable)


def _without(output: str, each: Estimate) -> str:
    """What stands for a sum that there is not; of the month's that it cannot be as entered."""
    if output == "total_monthly" and each.out_of_reach:
        return bound_words(output, Bound.OUT_OF_REACH)
    return UNKNOWN


def _common_totals(found: Sequence[Estimate]) -> Iterator[Compared]:
    """Where a line of one is not entered in the other: what the lines that stand in all of them come to."""
    common = common_lines(found)
    same = all(same_lines(found[0], each) for each in found)
    nothing = not any(line.monthly for lines in common for line in lines)
    if same or nothing or any(each.tokens_too_low or each.out_of_reach for each in found):
        return
    sums = [sum((line.monthly for line in lines), Fraction(0)) for lines in common]
    places = sum_places(sums)
    yield amounts_row(
        _("Lines entered in all of them"), sums, [money(each, places=places) for each in sums], places
    )


def _shares(found: Sequence[Estimate], same: Sequence[bool]) -> Compared:
    """With the digits that tell them apart, as units and months have them."""
    shares = [_of_what_can_be(each, each.visible_share) for each in found]
    percents = [None if share is None else share * 100 for share in shares]
    places = places_apart(percents)
    cells = []
    for share, each, may in zip(percents, found, same, strict=True):
        value = _visible(each, places)
        if not may:
            cells.append(Cell(value, _("not comparable")))
        elif share is None or percents[0] is None:
            cells.append(Cell(value, _("same") if share is percents[0] else _("differs")))
        else:
            by, words = printed_difference(percents[0], share, places) / 100, partial(points, places=places)
            cells.append(Cell(value, with_sign(by, words)))
    return Compared(_("Above the waterline"), tuple(cells), len({cell.value for cell in cells}) > 1)


def _visible(estimate: Estimate, places: int) -> str:
    if estimate.visible_share is None or estimate.out_of_reach:
        return UNKNOWN
    usual = places == 1
    said = visible_percent(estimate) if usual else percent(estimate.visible_share, places=places)
    return said_with_bound("visible_share", said, estimate)


def _lines(found: Sequence[Estimate]) -> tuple[Compared, ...]:
    rows = []
    by_key = [keyed_lines(estimate) for estimate in found]
    fees = {key for lines in by_key for key, line in lines.items() if line.with_fees}
    names = {k: line._replace(with_fees=k in fees).name for lines in by_key for k, line in lines.items()}
    order = {(key, "", 0): place for place, key in enumerate(LINES)}
    for key in sorted(names, key=lambda key: order.get(key, len(LINES))):
        lines = [each.get(key) for each in by_key]
        amounts = [line.monthly if line and line.entered else None for line in lines]
        both = list(zip(lines, found, strict=True))
        exact = [line is None or not is_least(line, each) for line, each in both]
        exact = [each and not side.out_of_reach for each, side in zip(exact, found, strict=True)]
        may = [place == 0 or (exact[0] and each) for place, each in enumerate(exact)]
        said = [_amount(line, each, key) for line, each in both]
        rows.append(amounts_row(names[key], amounts, said, places=2, comparable=may))
    return differences_first(rows)


def _amount(line: Line | None, estimate: Estimate, key: LineKey) -> str:
    """A line of the month; a dash where a scenario has no such line. Every one has errors, entered or not."""
    if line is None:
        return _(NOT_ENTERED) if key == _ERRORS else "–"
    return line_with_bound(line, estimate) if line.entered else _(NOT_ENTERED)
