"""At which monthly volumes a workload pays, with every block, instance and reviewer that they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, lcm
from typing import Final

from calculator.domain.break_even.doable import Doable
from calculator.domain.break_even.search import MOST_RUNS, Run, Search, StepCost, TooManyStarts
from calculator.domain.fields import MOST_OTHER_LINES
from runrate.core.translation import gettext_noop

TOO_MANY_STARTS: Final = gettext_noop(
    "From which volume it pays was not calculated: its blocks start at too many different volumes."
)


@dataclass(frozen=True)
class PayingVolumes:
    """At which volumes `margin_per_unit` dollars per unit cover `fixed` dollars per month and the steps.

    The search runs when somebody first asks for the runs: a portfolio of estimates never does.
    """

    steps: tuple[StepCost, ...]
    fixed: Fraction
    margin_per_unit: Fraction

    @cached_property
    def left_per_unit(self) -> Fraction:
        """What is left of a unit's margin once it has paid its part of blocks that are full."""
        return self.margin_per_unit - sum((step.cost / step.every for step in self.steps), Fraction(0))

    @property
    def runs(self) -> tuple[Run, ...] | None:
        """The maximal runs of volumes at which net is not negative; None where the search is too long."""
        return self._searched[0]

    @property
    def more(self) -> bool:
        """Whether there are runs that are not listed: before the last one or, if that ends, after it."""
        return self._searched[1]

    @cached_property
    def _searched(self) -> tuple[tuple[Run, ...] | None, bool]:
        """In the long run a step costs cost/every a unit and never less, so that only a margin above the sum
        of these pays for good, and one below it pays at no volume at all."""
        left = self.left_per_unit
        if left < 0 or (self.fixed and not left):
            return (), False
        if not left:
            return _at_full_blocks(self.steps)
        if not self.steps:
            return (Run(ceil(self.fixed / left), None),), False
        try:
            return Search(self.steps, self.fixed, self.margin_per_unit).runs()
        except TooManyStarts:
            return None, False

    @property
    def looked_at(self) -> int | None:
        """The greatest volume that was looked at; None where all were."""
        return None

    @property
    def pays_nowhere(self) -> bool:
        """Whether no volume at all pays."""
        return self.runs == ()

    @property
    def break_even_units(self) -> int | None:
        """The volume from which it pays for good; None where there is none or it is not known."""
        return self.runs[-1].first if self.runs and self.runs[-1].last is None else None

    def as_json(self) -> list[list[int | None]] | None:
        """The runs as the contract spells them: `[[1698, 2200], [2955, null]]`."""
        return None if self.runs is None else [list(run) for run in self.runs]

    def up_to(self, bound: Doable) -> tuple[tuple[Run, ...], bool]:
        """The listed runs of one unit or more that can be done, and whether there are more of them."""
        found: list[Run] = []
        for first, last in self.runs or ():
            for run in bound.within(max(first, 1), last):
                if len(found) == MOST_RUNS:
                    return tuple(found), True
                found.append(Run(*run))
        return tuple(found), self.more and bool(found) and found[-1].last != bound.most

    def lists(self, volume: Fraction) -> bool | None:
        """Whether a volume is within what is listed; None where not all of it is."""
        if self.runs is None or self.more:
            return None
        return any(first <= volume and (last is None or volume <= last) for first, last in self.runs)

    def starting_at(self, volume: int) -> tuple[StepCost, ...]:
        """The steps that start another block with the unit that makes up this volume."""
        return tuple(step for step in self.steps if step.blocks(volume) > step.blocks(volume - 1))


def step_costs(values: Mapping[str, Fraction]) -> tuple[StepCost, ...]:
    """The steps among a workload's numbers, defaults filled in; optional ones may be absent."""
    steps = []
    if "infrastructure_step_units" in values:
        every, cost = values["infrastructure_step_units"], values["infrastructure_step_monthly"]
        steps.append(StepCost(every, cost, line="infrastructure"))
    if "reviews_per_reviewer" in values and values["review_rate"]:
        every = values["reviews_per_reviewer"] / values["review_rate"]
        steps.append(StepCost(every, values["reviewer_monthly_cost"], line="human_review"))
    if "capacity_units_per_instance" in values:
        cost = values["capacity_hourly"] * values["capacity_hours"]
        kept = int(values["capacity_instances"])
        steps.append(StepCost(values["capacity_units_per_instance"], cost, kept, line="capacity"))
    for number in range(1, MOST_OTHER_LINES + 1):
        own = f"other_lines.{number}."
        if f"{own}step_units" in values:
            every, cost = values[f"{own}step_units"], values[f"{own}step_monthly"]
            steps.append(StepCost(every, cost, line=f"other_{number}"))
    return tuple(step for step in steps if step.cost)


def paying_volumes(steps: Sequence[StepCost], *, fixed: Fraction, margin_per_unit: Fraction) -> PayingVolumes:
    """What pays where these are costs of a month at every volume, of its steps, and what a unit earns."""
    return PayingVolumes(tuple(step for step in steps if step.cost), fixed, margin_per_unit)


def _at_full_blocks(steps: Sequence[StepCost]) -> tuple[tuple[Run, ...], bool]:
    """Nothing fixed and nothing left over: net is 0 where every block is full, and negative elsewhere."""
    whole = lcm(*(step.every.numerator for step in steps))
    least = max((step.every * (step.minimum - 1) for step in steps if step.minimum), default=Fraction(-1))
    first = least.numerator // least.denominator + 1
    if whole == 1:
        return (Run(first, None),), False
    begin = max(-(-first // whole), 1) * whole
    return tuple(Run(volume, volume) for volume in range(begin, begin + MOST_RUNS * whole, whole)), True
