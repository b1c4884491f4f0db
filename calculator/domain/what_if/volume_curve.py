"""What volume does to the cost: from a hundredth of today's to a hundred times, and month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from calculator.domain.break_even.falling_review import at_its_review_rate
from calculator.domain.capacity import CapacityUse, doable
from calculator.domain.cost_lines import LINES, VISIBLE_LINES
from calculator.domain.costs import Amounts, amounts, numbers
from calculator.domain.estimate_notes import overloaded
from calculator.domain.fields import spread_over
from calculator.domain.what_if.sensitivity import total_of
from calculator.domain.workload import Workload

POINTS_A_DECADE: Final = 16
MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One volume and what it costs."""

    units: Fraction
    total: Fraction
    cost_per_unit: Fraction
    visible_share: Fraction
    within: bool = True
    """Whether the instances that are paid for can do so much; it has no cost where they cannot."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month ahead; the first is today's."""

    number: int
    units: Fraction
    total: Fraction
    so_far: Fraction
    within: bool = True
    """Whether the instances can do so much; more of them would cost more than is counted."""
    sure: bool = True
    """Whether they can in all months so far."""


def scale_curve(workload: Workload, *, review_rate_decay: Fraction = Fraction(0)) -> tuple[Point, ...]:
    """Cost at volumes from a hundredth to a hundred times today's; empty without any volume.

    What instances cannot do is marked, today's volume too.
    The review rate may fall with volume: rho(V) = clamp(rate x (V/U)^-decay, 0, 1).
    """
    base = numbers(workload)
    now = amounts(base)
    today = now.units
    if not today:
        return ()
    own = (len(LINES) + place for place, line in enumerate(workload.other_lines) if line.visible)
    visible = [place for place, key in enumerate(LINES) if key in VISIBLE_LINES] + list(own)
    bound = doable(base, 1 + now.repeats)

    def point(times: Fraction) -> Point:
        return _point(base, now, today * times, review_rate_decay, visible)

    points = [
        replace(point(times), within=bound is None or _sustained(base, now, today * times))
        for times in _multiples()
    ]
    if bound is not None and points[0].units < bound.most < points[-1].units:
        # Between two points that no table shows the curve ends where the work does.
        place = next(at for at, each in enumerate(points) if each.units > bound.most)
        place = place if place % POINTS_A_DECADE else place - 1
        points[place] = point(bound.most / today)
    return tuple(points)


def _sustained(base: Mapping[str, Fraction], now: Amounts[Fraction], units: Fraction) -> bool:
    """Whether the instances of a volume do its work."""
    return not overloaded(CapacityUse.of(base, units, 1 + now.repeats).utilisation)


def can_be_done(points: Sequence[Point]) -> list[Point]:
    """The points of a curve that have a cost: as far as its instances can do the work."""
    return [point for point in points if point.within]


def twelve_months(
    workload: Workload, *, growth: Fraction = Fraction(0), review_rate_decay: Fraction = Fraction(0)
) -> tuple[Month, ...]:
    """A year in which volume grows by the same share every month; a build is paid until it is paid off.

    The review rate falls with volume as on the curve.
    """
    base = numbers(workload)
    spread = spread_over(base)
    build = base["build_cost"] / spread if base["build_cost"] else Fraction(0)
    now, so_far, found = amounts(base), Fraction(0), []
    units, sure = now.units, True
    for number in range(1, MONTHS + 1):
        left = min(max(spread - number + 1, Fraction(0)), Fraction(1))
        paid_off = build * (1 - left)
        moved = at_its_review_rate({**base, "units_per_month": units}, now.units, review_rate_decay)
        total = total_of(amounts(moved, now.attempt)) - paid_off
        so_far += total
        within = _sustained(base, now, units)
        sure = sure and within
        found.append(Month(number, units, total, so_far, within, sure))
        units *= 1 + growth
    return tuple(found)


def _multiples() -> list[Fraction]:
    """Evenly spaced on a logarithmic scale, exact at every power of ten and at today's volume."""
    steps = range(-2 * POINTS_A_DECADE, 2 * POINTS_A_DECADE + 1)
    return [
        Fraction(10) ** (step // POINTS_A_DECADE)
        if step % POINTS_A_DECADE == 0
        else Fraction(10 ** (step / POINTS_A_DECADE)).limit_denominator(10**6)
        for step in steps
    ]


def _point(
    base: Mapping[str, Fraction],
    now: Amounts[Fraction],
    units: Fraction,
    decay: Fraction,
    visible: Sequence[int],
) -> Point:
    found = amounts(at_its_review_rate({**base, "units_per_month": units}, now.units, decay), now.attempt)
    total = total_of(found)
    seen = sum((found.lines[place][0] + found.lines[place][1] * units for place in visible), Fraction(0))
    return Point(units, total, total / units, seen / total if total else Fraction(0))
