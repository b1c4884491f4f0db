"""The shares of a month as printed: the one above the waterline, and the others so that they add up."""

from decimal import Decimal
from fractions import Fraction

from calculator.domain.cost_lines import Estimate
from runrate.core.numbers import breakdown, half_up, percentage

_ALL = Decimal(100)
_NONE = "–"


def visible_percent(estimate: Estimate) -> str:
    """The visible share, the same wherever it is said; a dash where nothing costs anything."""
    return _NONE if estimate.visible_share is None else percentage(_above(estimate.visible_share))


def hidden_percent(estimate: Estimate) -> str:
    """What lies below the waterline: with the visible share as printed it adds up to 100.0%."""
    if estimate.visible_share is None:
        return _NONE
    return percentage(_ALL - _above(estimate.visible_share))


def line_percentages(estimate: Estimate) -> tuple[Decimal, ...]:
    """Of each line listed, adding up to 100.0: those above the waterline to the visible share as printed."""
    listed = estimate.listed
    if estimate.visible_share is None:
        return tuple(breakdown([line.monthly for line in listed]))
    above = _above(estimate.visible_share)
    visible = iter(breakdown([line.monthly for line in listed if line.visible], whole=above))
    hidden = iter(breakdown([line.monthly for line in listed if not line.visible], whole=_ALL - above))
    return tuple(next(visible if line.visible else hidden) for line in listed)


def _above(share: Fraction) -> Decimal:
    return half_up(share * 100, 1)
