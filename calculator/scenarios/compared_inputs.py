"""The inputs of scenarios side by side, each with what is calculated with where nobody entered it."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.fields import BY_NAME, Kind, field_of
from calculator.domain.labels import label_of, read_short, unit_of, worded, worded_short
from calculator.domain.what_if.inputs_apart import Inputs
from calculator.domain.workload_input import flat_from
from calculator.models import Scenario
from calculator.scenarios.compared_rows import Cell, Compared, differences_first, points, with_sign

_A_SHARE: Final = "review_rate"


def inputs_compared(scenarios: Sequence[Scenario]) -> tuple[Compared, ...]:
    """What differs is what the sentences above count: `differing_inputs` reads the same values."""
    read = [Inputs(scenario.workload()) for scenario in scenarios]
    units = [scenario.workload().unit_name for scenario in scenarios]
    used = frozenset().union(*(each.in_use for each in read))
    rows = []
    for name in _names(scenarios, used):
        values = [each.value(name) for each in read]
        cells = [
            Cell(
                _said(name, each, value),
                _input_difference(name, values[0], value, comparable=unit == units[0] or not _of_units(name)),
            )
            for each, value, unit in zip(read, values, units, strict=True)
        ]
        rows.append(Compared(label_of(name), tuple(cells), len(set(values)) > 1, unit_of(name)))
    return differences_first(rows)


def _said(name: str, inputs: Inputs, value: Fraction | str | None) -> str:
    """What was entered; the default that stands in for it is called ours."""
    if value is None:
        return "–"
    if name in inputs.entered:
        return worded_short(name, inputs.entered[name])
    return _("%(value)s, our default") % {"value": worded_short(name, value)}


def _of_units(name: str) -> bool:
    """Whether an input counts units, or is so much for each of them: tickets less loans are nothing."""
    part = name.rpartition(".")[2]
    return part != "unit_name" and "unit" in part


def _input_difference(
    name: str, first: Fraction | str | None, value: Fraction | str | None, *, comparable: bool
) -> str:
    if not comparable and first is not None and value is not None:
        return _("not comparable")
    if value == first:
        return _("same")
    if isinstance(first, Fraction) and isinstance(value, Fraction):
        one, other = (Fraction(read_short(name, each)) for each in (first, value))
        return with_sign(other - one or value - first, _difference_of(name))
    return _("differs")


def _difference_of(name: str) -> Callable[[Fraction], str]:
    """With every digit of what lies between two inputs as they are printed."""
    field = field_of(name)
    return _points if field is not None and field.kind is Kind.SHARE else partial(worded, name)


def _points(share: Fraction) -> str:
    decimals = len(worded(_A_SHARE, share).rstrip("%").partition(".")[2])
    return points(share, places=max(decimals, 1))


def _names(scenarios: Sequence[Scenario], used: frozenset[str]) -> list[str]:
    """The inputs that any of them has, in the order of the table; those of steps and own lines after it.

    Models bring prices and factors along that no step of theirs uses: they tell nobody anything.
    """
    found = dict.fromkeys(name for scenario in scenarios for name in flat_from(scenario.inputs))
    found = {name: None for name in found if name in used}
    flat = [name for name in BY_NAME if name in found]
    return flat + sorted((name for name in found if "." in name), key=_place)


def _place(name: str) -> tuple[str, int]:
    group, number, _part = name.split(".")
    return group, int(number)
