"""Which line of a cost is the largest, which come to as much, and capacity among them that stands idle."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from calculator.domain.capacity import Spare, spare
from calculator.domain.cost_lines import Line
from calculator.domain.costs import numbers
from calculator.domain.shares import largest_percent
from runrate.core.numbers import count
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.reports.domain.evaluation import Scenario

AMONG_THE_LARGEST: Final = 3


def largest_lines(scenario: Scenario, lines: Sequence[Line]) -> str:
    """The largest line and the one after it; where several come to as much, all of them."""
    top = _as_large(scenario, lines)
    if len(top) > 1:
        return _as_large_as_each_other(scenario, top)
    rest = _as_large(scenario, lines[1:])
    said = (
        _("The largest line is {line}: {amount} per month, {share} of {total}{next}.")
        if scenario.estimate.complete
        else _(
            "The largest line entered is {line}: {amount} per month, {share} of the {total} entered{next}."
        )
    )
    return said.format(
        line=named(top[0]),
        amount=scenario.swing(top[0].monthly),
        share=largest_percent(scenario.estimate),
        total=scenario.headed(scenario.estimate.total_monthly),
        next=(
            _(", followed by {lines} with {amount} each")
            if len(rest) > 1
            else _(", followed by {lines} with {amount}")
        ).format(lines=listed(map(named, rest)), amount=scenario.swing(rest[0].monthly)),
    )


def _as_large(scenario: Scenario, lines: Sequence[Line]) -> list[Line]:
    """The first of lines in their order, and all that are shown to come to as much."""
    return [line for line in lines if scenario.swing(line.monthly) == scenario.swing(lines[0].monthly)]


def _as_large_as_each_other(scenario: Scenario, top: Sequence[Line]) -> str:
    said = (
        _("The largest lines are {lines}: {amount} per month each, of {total}.")
        if scenario.estimate.complete
        else _("The largest lines entered are {lines}: {amount} per month each, of the {total} entered.")
    )
    return said.format(
        lines=listed(map(named, top)),
        amount=scenario.swing(top[0].monthly),
        total=scenario.headed(scenario.estimate.total_monthly),
    )


def named(line: Line) -> str:
    """A line inside a sentence: without the remark that some names carry after a comma."""
    return line.own_name or line.name.partition(",")[0].lower()


def idle_capacity(scenario: Scenario) -> Spare | None:
    """Instances that no volume of today needs, where capacity is one of the largest lines; else None.

    Nothing is told where tokens alone decide it and retries, which take as many again, are not known; nor
    where nothing is done on them: whether any stays is then no question of how many.
    """
    estimate = scenario.estimate
    largest = sorted(estimate.lines, key=lambda line: -line.monthly)[:AMONG_THE_LARGEST]
    if estimate.untold or not estimate.line("capacity").monthly or estimate.line("capacity") not in largest:
        return None
    found = spare(numbers(scenario.workload), Fraction(estimate.units_per_month), estimate.attempts_per_unit)
    if found is None or not found.needed or not found.monthly:
        return None
    if found.by_tokens and not estimate.line("retries").entered:
        return None
    return found


def use_or_retire(scenario: Scenario, *, planned: bool) -> Iterator[str]:
    """What a step would say of it; `planned` tells why none of the steps of this report does."""
    found = idle_capacity(scenario)
    if found is None:
        return
    yield _(
        "Today's volume needs {needed} of the {kept} instances of capacity: use the others for more work, or "
        "retire those that are no reserve, which saves up to {amount} per month."
    ).format(needed=count(found.needed), kept=count(found.kept), amount=scenario.swing(found.monthly)) + (
        _(" No step counts this: the planning table has no figure for capacity.") if planned else ""
    )
