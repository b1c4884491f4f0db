"""The shares of a month as printed: the one above the waterline, and the others so that they add up."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from calculator.domain.cost_lines import Estimate, Line
from runrate.core.decimals import Exact
from runrate.core.numbers import breakdown, half_up, percentage
from runrate.core.translation import gettext as _

_ALL = Decimal(100)
_TENTH = Decimal("0.1")
_NONE = "–"


def visible_percent(estimate: Estimate) -> str:
    """The visible share, the same wherever it is said; a dash where nothing costs anything."""
    share = estimate.visible_share
    return _NONE if share is None else shown_share(share)


def hidden_percent(estimate: Estimate) -> str:
    """What lies below the waterline: with the visible share as printed it adds up to 100.0%."""
    share = estimate.visible_share
    return _NONE if share is None else shown_rest(share)


def shown_share(share: Exact) -> str:
    """A share of both sides of the waterline as printed: `0.7%`, `under 0.1%`, `over 99.9%`."""
    exact = Fraction(share)
    return printed_share(exact, _above(exact))


def shown_rest(share: Fraction) -> str:
    """What is left beside such a share, as printed: `99.3%`."""
    return printed_share(1 - share, _ALL - _above(share))


def line_percentages(estimate: Estimate) -> tuple[Decimal, ...]:
    """Of each line listed, adding up to 100.0: those above the waterline to the visible share as printed.

    The largest line, of which sentences and formulas tell the share alone, stands at that share here too:
    what is needed for the sum is added to the others, or taken from them.
    """
    listed = estimate.listed
    if estimate.visible_share is None:
        return tuple(breakdown([line.monthly for line in listed]))
    above = _above(estimate.visible_share)
    largest = largest_of(estimate)
    of = estimate.total_monthly
    visible = iter(_shares([line for line in listed if line.visible], largest, of, above))
    hidden = iter(_shares([line for line in listed if not line.visible], largest, of, _ALL - above))
    return tuple(next(visible if line.visible else hidden) for line in listed)


def line_shares(estimate: Estimate) -> tuple[str, ...]:
    """The same as printed: a line that costs something is never said to be none of it, nor nearly all to be
    all."""
    of = estimate.total_monthly
    return tuple(
        printed_share(line.monthly / of if of else Fraction(0), share)
        for line, share in zip(estimate.listed, line_percentages(estimate), strict=True)
    )


def largest_of(estimate: Estimate) -> Line | None:
    """The first of the lines that come to most; None where nothing costs anything."""
    return max(
        (line for line in estimate.listed if line.monthly), key=lambda line: line.monthly, default=None
    )


def largest_percent(estimate: Estimate) -> str:
    """The share of the largest line, the same wherever it is said; a dash where nothing costs anything."""
    largest = largest_of(estimate)
    shares = zip(estimate.listed, line_shares(estimate), strict=True)
    return next((share for line, share in shares if line is largest), _NONE)


def _shares(lines: Sequence[Line], largest: Line | None, of: Fraction, whole: Decimal) -> list[Decimal]:
    """Of one side of the waterline, adding up to what is printed of it: each next to its own share."""
    rest = [line.monthly for line in lines if line is not largest]
    if len(rest) == len(lines) or largest is None or largest.share is None or not any(rest):
        return breakdown([line.monthly for line in lines], of=of, whole=whole)
    alone = min(half_up(largest.share * 100, 1), whole)
    others = iter(breakdown(rest, of=of, whole=whole - alone))
    return [alone if line is largest else next(others) for line in lines]


def printed_share(share: Fraction, rounded: Decimal) -> str:
    """A share that was rounded, alone or to a sum: a little is not printed as none, nor nearly all as all."""
    if share and not rounded:
        return _("under {share}").format(share=percentage(_TENTH))
    if share != 1 and rounded == _ALL:
        return _("over {share}").format(share=percentage(_ALL - _TENTH))
    return percentage(rounded)


def _above(share: Fraction) -> Decimal:
    return half_up(share * 100, 1)
