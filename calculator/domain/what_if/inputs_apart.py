"""Which inputs say something else in two workloads: a default entered as a number is no difference."""

from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import LINE_FIELDS, OPTIONAL_LINES
from calculator.domain.costs import numbers
from calculator.domain.fields import BY_NAME, REPLACED_BY_STEPS
from calculator.domain.inputs_in_use import inputs_in_use
from calculator.domain.labels import inside_of, worded
from calculator.domain.workload import Workload
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

MOST_NAMED: Final = 3
"""Of more inputs that differ the number alone is told; the table below has them all."""

_NONE_UNLESS_ENTERED: Final = OPTIONAL_LINES - {"errors"}
"""Lines that a workload has not where nobody entered them; that nothing goes wrong nobody said."""
_CATCHES: Final = "review_catch_rate"
"""Of errors that were not entered there is no share that reviews catch."""
_HALVES: Final = LINE_FIELDS["human_review"] | {
    "input_tokens",
    "output_tokens",
    "input_price",
    "output_price",
}
"""Inputs of which nobody knows anything where they were not entered, though others of their line were."""


class Inputs:
    """The inputs of one workload as its estimate reads them."""

    def __init__(self, workload: Workload) -> None:
        self.in_use = inputs_in_use(workload)
        self.entered = workload.as_form()
        self.numbers = numbers(workload)
        self._absent = frozenset(
            field
            for key, fields in LINE_FIELDS.items()
            if key not in _NONE_UNLESS_ENTERED and not any(workload.given(each) for each in fields)
            for field in (fields | {_CATCHES} if key == "errors" else fields)
        ) | {name for name in _HALVES if not workload.given(name) and not BY_NAME[name].default}
        if workload.steps:
            self._absent |= REPLACED_BY_STEPS

    def value(self, name: str) -> Fraction | str | None:
        """What was entered, or the default in its place; None where it, or its line, was not entered.

        Where there are model steps each has its own, and none of a unit holds.
        """
        if name in self._absent:
            return None
        found = self.numbers.get(name)
        return self.entered.get(name) if found is None else found


def differing_inputs(first: Inputs, second: Inputs) -> tuple[str, ...]:
    """In the order of the tables; prices and factors of what neither buys apart."""
    used = first.in_use | second.in_use
    order = dict.fromkeys([*BY_NAME, *first.numbers, *second.numbers, *sorted(used)])
    return tuple(name for name in order if name in used and first.value(name) != second.value(name))


def inputs_sentence(first: Workload, second: Workload, *, models_differ: bool) -> str:
    """Which inputs differ: one with both its values, a few by name, many by number."""
    one, other = Inputs(first), Inputs(second)
    names = differing_inputs(one, other)
    differing = [inside_of(name) for name in names]
    if models_differ:
        differing.insert(0, _("model"))
    if not differing:
        return _("Their inputs are the same.")
    if len(differing) == 1 and names:
        return _("One input differs, {name}: {other} instead of {one}.").format(
            name=differing[0], one=_worded(names[0], one), other=_worded(names[0], other)
        )
    if len(differing) <= MOST_NAMED:
        return ngettext(
            "{number} input differs: {names}.", "{number} inputs differ: {names}.", len(differing)
        ).format(number=len(differing), names=listed(differing))
    return _("{number} inputs differ.").format(number=len(differing))


def _worded(name: str, inputs: Inputs) -> str:
    value = inputs.value(name)
    return _("nothing") if value is None else worded(name, value)
