"""Paying volumes found by counting: month after month one unit more, and a block more when one is full."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from calculator.domain.break_even.search import StepCost
from calculator.domain.break_even.volumes import PayingVolumes, paying_volumes

type Runs = list[tuple[int, int | None]]


def counted_runs(steps: Sequence[StepCost], fixed: Fraction, margin: Fraction, upto: int) -> Runs:
    """The runs among the volumes up to `upto`, cut off there; a run of volume 0 alone is none."""
    cents = lcm(
        fixed.denominator,
        margin.denominator,
        *(step.cost.denominator for step in steps),
        *(step.every.denominator for step in steps),
    )
    parts = lcm(*(step.every.denominator for step in steps))
    sizes = [int(step.every * parts) for step in steps]
    costs = [int(step.cost * cents) for step in steps]
    started = [step.minimum for step in steps]
    rooms = [size * blocks for size, blocks in zip(sizes, started, strict=True)]
    net = -int(fixed * cents) - sum(cost * blocks for cost, blocks in zip(costs, started, strict=True))
    earned = int(margin * cents)
    found: Runs = []
    for volume in range(upto + 1):
        if volume:
            net += earned
        for which, size in enumerate(sizes):
            while rooms[which] < volume * parts:
                rooms[which] += size
                net -= costs[which]
        if net >= 0:
            if found and found[-1][1] == volume - 1:
                found[-1] = (found[-1][0], volume)
            else:
                found.append((volume, volume))
    return [run for run in found if run != (0, 0)]


def listed_as_counted(found: PayingVolumes, upto: int) -> Runs:
    """The same part of what was found by the search."""
    runs = [(first, last) for first, last in found.runs or () if first <= upto]
    return [(first, upto if last is None or last > upto else last) for first, last in runs]


def not_searched() -> PayingVolumes:
    """Six periods that nothing has in common, and next to nothing left when their blocks are paid for."""
    periods = (1009, 2203, 797, 3001, 401, 503)
    steps = [StepCost(Fraction(size), Fraction(100 * size + place)) for place, size in enumerate(periods)]
    enough = sum((step.cost / step.every for step in steps), Fraction(0))
    return paying_volumes(steps, fixed=Fraction(3500), margin_per_unit=enough + Fraction(1, 10**6))


def blocks(every: int | Fraction, cost: int | Fraction | str, minimum: int = 0) -> StepCost:
    return StepCost(Fraction(every), Fraction(cost), minimum)


def pays(*steps: StepCost, fixed: int | str = 0, margin: int | Fraction | str) -> PayingVolumes:
    return paying_volumes(steps, fixed=Fraction(fixed), margin_per_unit=Fraction(margin))
