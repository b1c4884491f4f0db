"""Searches the volumes that pay among all of them, without looking at each start of a block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm
from typing import Final, NamedTuple

MOST_RUNS: Final = 20
MOST_STARTS: Final = 200_000
"""Starts of steps, and stretches between them, that one search looks at: below 0.15 s of work."""
USUAL_BITS: Final = 640
"""Numbers up to this length cost the same to work with; a start among longer ones counts as several."""


@dataclass(frozen=True, slots=True)
class StepCost:
    """A cost that comes in blocks: max(minimum, ceil(units / every)) * cost dollars per month.

    `every` is a volume above 0, `cost` is not negative; `line` is the key of the cost line it belongs to.
    """

    every: Fraction
    cost: Fraction
    minimum: int = 0
    line: str = ""

    def blocks(self, units: Fraction | int) -> int:
        """How many are paid for at this volume."""
        return max(self.minimum, ceil(units / self.every))

    def monthly(self, units: Fraction | int) -> Fraction:
        return self.blocks(units) * self.cost


class Run(NamedTuple):
    """Whole monthly volumes from `first` to `last`, or on without end where `last` is None."""

    first: int
    last: int | None


class TooManyStarts(Exception):  # noqa: N818  # it ends a search and is no error
    """More starts of steps to look at than one request may cost."""


class _Level(NamedTuple):
    """What is still open when the blocks of the larger steps are known, and the next step to split by.

    Net is at most slope * units - constant, and at least that less `swing`; dollars are whole numbers of a
    common part, the slope is `rise / run` of them, `swing` is times `run`.
    """

    rise: int
    run: int
    swing: int
    volumes: int
    blocks: int
    cost: int


class _Stretch(NamedTuple):
    """Volumes between which no minimum is outgrown, the constant of their cost, and their levels."""

    first: int
    last: int | None
    constant: int
    levels: tuple[_Level, ...]


class Search:
    """Looks for paying volumes from below and for the last losing one from above.

    Whole stretches are decided by the two bounds of net; only between them it looks at the starts of the
    step with the longest period, and inside of each of its blocks the same way at the next step's.
    """

    def __init__(self, steps: Sequence[StepCost], fixed: Fraction, margin: Fraction) -> None:
        parts = lcm(fixed.denominator, *(step.cost.denominator for step in steps))
        self.stretches = tuple(_stretches(steps, fixed, margin, parts))
        longest = max(
            level.rise.bit_length() + level.run.bit_length()
            for stretch in self.stretches
            for level in stretch.levels
        )
        self.left = MOST_STARTS * USUAL_BITS // max(USUAL_BITS, longest)

    def runs(self) -> tuple[tuple[Run, ...], bool]:
        """The first runs and the last, and whether there are more, which takes a search from above too."""
        found: list[Run] = []
        for first, last in self._all_paying():
            if found and found[-1].last == first - 1:
                found[-1] = Run(found[-1].first, last)
                continue
            if found == [Run(0, 0)]:
                found.clear()
            if len(found) == MOST_RUNS - 1:
                endless = self._last_losing() + 1
                return (*found, Run(endless, None)), endless != first
            found.append(Run(first, last))
        return tuple(found), False

    def _all_paying(self) -> Iterator[tuple[int, int | None]]:
        for first, last, constant, levels in self.stretches:
            if last is None:
                end = max(_surely_from(levels[0], constant), first)
                yield from self._paying(levels, 0, first, end - 1, constant)
                yield end, None
            else:
                yield from self._paying(levels, 0, first, last, constant)

    def _last_losing(self) -> int:
        """The greatest volume that does not pay, -1 where each pays."""
        for first, last, constant, levels in reversed(self.stretches):
            end = _surely_from(levels[0], constant) if last is None else last
            found = self._losing(levels, 0, first, end, constant)
            if found is not None:
                return found
        return -1

    def _paying(
        self, levels: tuple[_Level, ...], depth: int, first: int, last: int, constant: int
    ) -> Iterator[tuple[int, int]]:
        """Paying parts of a stretch, ascending; two of them may touch."""
        self._look()
        level = levels[depth]
        surely = max(_surely_from(level, constant), first)
        if level.swing:
            _rise, _run, _swing, volumes, blocks, cost = level
            rise, run = levels[depth + 1][:2]
            at, open_end = max(_possibly_from(level, constant), first), min(surely - 1, last)
            while at <= open_end:
                self._look()
                started = -(-at * blocks // volumes)
                until = min(started * volumes // blocks, open_end)
                within = constant + started * cost
                if rise * until >= within * run:
                    yield from self._paying(levels, depth + 1, at, until, within)
                at = until + 1
        if surely <= last:
            yield surely, last

    def _losing(
        self, levels: tuple[_Level, ...], depth: int, first: int, last: int, constant: int
    ) -> int | None:
        """The greatest volume of a stretch that does not pay."""
        self._look()
        level = levels[depth]
        possibly = _possibly_from(level, constant)
        if level.swing:
            _rise, _run, _swing, volumes, blocks, cost = level
            rise, run, swing = levels[depth + 1][:3]
            at, open_start = min(_surely_from(level, constant) - 1, last), max(possibly, first)
            while at >= open_start:
                self._look()
                started = -(-at * blocks // volumes)
                since = max((started - 1) * volumes // blocks + 1, open_start)
                within = constant + started * cost
                if rise * since < within * run + swing:
                    found = self._losing(levels, depth + 1, since, at, within)
                    if found is not None:
                        return found
                at = since - 1
        surely = min(possibly - 1, last)
        return surely if surely >= first else None

    def _look(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooManyStarts


def _possibly_from(level: _Level, constant: int) -> int:
    """The first volume at which net may be 0 or more: below, it is not."""
    return -(-constant * level.run // level.rise)


def _surely_from(level: _Level, constant: int) -> int:
    """The first volume from which net is 0 or more whatever the open steps cost."""
    return -(-(constant * level.run + level.swing) // level.rise)


def _stretches(
    steps: Sequence[StepCost], fixed: Fraction, margin: Fraction, parts: int
) -> Iterator[_Stretch]:
    """All volumes, cut where a minimum is outgrown: below, the step costs the same each month."""
    outgrown = {step: int(step.minimum * step.every) for step in steps if step.minimum}
    first = 0
    for last in (*sorted(set(outgrown.values())), None):
        kept = [step for step in outgrown if last is not None and outgrown[step] >= last]
        moving = [step for step in steps if step not in kept]
        constant = fixed + sum(step.minimum * step.cost for step in steps if step in kept)
        yield _Stretch(first, last, int(constant * parts), tuple(_levels(moving, margin * parts, parts)))
        first = 0 if last is None else last + 1


def _levels(steps: Sequence[StepCost], margin: Fraction, parts: int) -> Iterator[_Level]:
    """From nothing known to every block known. Steps of one period are one step; a step that starts with
    each unit alike is no step but a cost of the unit."""
    costs: dict[Fraction, int] = {}
    for step in steps:
        costs[step.every] = costs.get(step.every, 0) + int(step.cost * parts)
    ordered = sorted((every for every in costs if every.numerator > 1), reverse=True)
    slope = margin - sum((cost / every for every, cost in costs.items()), Fraction(0))
    swing = sum((costs[every] * (1 - Fraction(1, every.numerator)) for every in ordered), Fraction(0))
    for every in ordered:
        yield _level(slope, swing, every, costs[every])
        slope += costs[every] / every
        swing -= costs[every] * (1 - Fraction(1, every.numerator))
    yield _level(slope, swing, Fraction(1), 0)


def _level(slope: Fraction, swing: Fraction, every: Fraction, cost: int) -> _Level:
    rise, run = slope.numerator, slope.denominator
    return _Level(rise, run, ceil(swing * run), every.numerator, every.denominator, cost)
