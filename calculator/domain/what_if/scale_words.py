"""What volume does to the cost of one unit, as the title of its curve."""

from collections.abc import Sequence
from fractions import Fraction

from calculator.domain.what_if.volume_curve import Point, can_be_done
from runrate.core.numbers import price
from runrate.core.telling_apart.figures import prices_apart
from runrate.core.translation import gettext as _


def scale_title(points: Sequence[Point], unit: str, *, complete: bool) -> str:
    """What one unit costs at the volumes of the curve; nothing without any."""
    if not points:
        return ""
    done = can_be_done(points)
    if not done:
        return _(
            "The instances can do no volume between a hundredth and a hundred times today's: none has a cost"
        )
    costs = [point.cost_per_unit for point in done]
    if not points[-1].within:
        return _as_far_as_done(costs, unit, complete=complete)
    if len({price(cost) for cost in costs}) == 1:
        said = (
            _("One {unit} costs {cost}, the same at any volume")
            if complete
            else _("As far as entered, one {unit} costs {cost}, the same at any volume")
        )
        return said.format(unit=unit, cost=price(costs[0]))
    if {price(costs[0]), price(costs[-1])} == {price(min(costs)), price(max(costs))}:
        return _from_end_to_end(costs[0], costs[-1], unit, complete=complete)
    low, high = prices_apart(min(costs), max(costs))
    said = (
        _("One {unit} costs {low} to {high} between a hundredth and a hundred times today's volume")
        if complete
        else _(
            "As far as entered, one {unit} costs {low} to {high} between a hundredth and a hundred times "
            "today's volume"
        )
    )
    return said.format(unit=unit, low=low, high=high)


def _as_far_as_done(costs: Sequence[Fraction], unit: str, *, complete: bool) -> str:
    """What one costs at the volumes of the curve that its instances can do."""
    if len({price(cost) for cost in costs}) == 1:
        said = (
            _("One {unit} costs {cost}, the same at any volume that the instances can do")
            if complete
            else _(
                "As far as entered, one {unit} costs {cost}, the same at any volume that the instances can do"
            )
        )
        return said.format(unit=unit, cost=price(costs[0]))
    low, high = prices_apart(min(costs), max(costs))
    said = (
        _("One {unit} costs {low} to {high} from a hundredth of today's volume to all the instances can do")
        if complete
        else _(
            "As far as entered, one {unit} costs {low} to {high} from a hundredth of today's volume to all "
            "the instances can do"
        )
    )
    return said.format(unit=unit, low=low, high=high)


def _from_end_to_end(least: Fraction, most: Fraction, unit: str, *, complete: bool) -> str:
    """Which cost belongs to which volume, where the two ends are the highest and the lowest."""
    at_least, at_most = prices_apart(least, most)
    said = (
        _("One {unit} costs {fewest} at a hundredth of today's volume and {most} at a hundred times it")
        if complete
        else _(
            "As far as entered, one {unit} costs {fewest} at a hundredth of today's volume and {most} at a "
            "hundred times it"
        )
    )
    return said.format(unit=unit, fewest=at_least, most=at_most)
