"""A variance to the cent, rounded so that what is printed adds up: page, API, report and drawing alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.domain.costs import numbers, volume
from calculator.domain.workload import Workload
from calculator.usage.analysis.bill_variance import BillVariance, usage_at
from calculator.usage.analysis.variance import UNTOLD, ZERO, Cause, Variance
from runrate.core.numbers import count, half_up, money
from runrate.core.telling_apart.figures import prices_apart
from runrate.core.translation import gettext as _

CENT: Final = Fraction(1, 100)
HIDDEN: Final = frozenset({"rounding"})
"""What stands apart and is less than anybody can see."""


@dataclass(frozen=True, slots=True)
class Cents:
    """From the estimate to the bill in whole cents: `estimated` and all `causes` add up to `actual`.

    Causes that are too small to be listed are one, where they come to a cent together.
    """

    estimated: Fraction
    actual: Fraction
    causes: tuple[Cause, ...]

    @property
    def difference(self) -> Fraction:
        return self.actual - self.estimated


@dataclass(frozen=True, slots=True)
class BillCents:
    """The whole bill in whole cents: `usage`, all that stands `apart` and `unexplained` add up to `total`."""

    usage: Fraction
    apart: tuple[tuple[str, Fraction], ...]
    """Why something stands apart, and how much it is."""
    unexplained: Fraction
    total: Fraction


def in_cents(found: Variance) -> Cents:
    """Both ends rounded half up; the causes so that they add up, none by a cent more than it has to be."""
    estimated, actual = to_the_cent(found.estimated), to_the_cent(found.actual)
    if any(each.key == UNTOLD for each in found.causes):
        told = sorted(_at_one_volume(found), key=lambda each: -abs(each.amount))
        return Cents(estimated, actual, tuple(each for each in told if each.amount))
    listed = [each for each in found.largest_first() if to_the_cent(each.amount)]
    gap = actual - estimated
    left = sum((each.amount for each in found.causes), ZERO) - sum((each.amount for each in listed), ZERO)
    rest = to_the_cent(left) if listed else gap
    shares = shared([each.amount for each in listed], gap - rest)
    causes = [Cause(each.key, share) for each, share in zip(listed, shares, strict=True)]
    if rest:
        causes.append(Cause("rest", rest))
    return Cents(estimated, actual, tuple(causes))


def _at_one_volume(found: Variance) -> Iterator[Cause]:
    """Of money that tells no cause but the volume: each as the sums beside it are printed."""
    at = found.estimated
    for each in found.in_order:
        before, at = at, at + each.amount
        yield Cause(each.key, to_the_cent(at) - to_the_cent(before))


def order_in_cents(found: Variance) -> tuple[Cause, ...]:
    """The causes one after another, rounded so that they add up to the same difference."""
    if any(each.key == UNTOLD for each in found.causes):
        return tuple(_at_one_volume(found))
    ends = in_cents(found)
    shares = shared([each.amount for each in found.in_order], ends.difference)
    return tuple(Cause(each.key, share) for each, share in zip(found.in_order, shares, strict=True))


def bill_in_cents(found: BillVariance) -> BillCents:
    """The bill beside usage; what nobody can see is in no row."""
    usage = to_the_cent(found.variance.actual)
    apart = [each for each in found.apart if each.key not in HIDDEN]
    amounts = [*(each.amount for each in apart), found.unexplained]
    total = to_the_cent(found.total) if any(map(to_the_cent, amounts)) else usage
    *shares, unexplained = shared(amounts, total - usage)
    named = tuple((each.reason, share) for each, share in zip(apart, shares, strict=True))
    return BillCents(usage, named, unexplained, total)


def to_the_cent(amount: Fraction) -> Fraction:
    return Fraction(half_up(amount, 2))


def shared(amounts: Sequence[Fraction], total: Fraction) -> list[Fraction]:
    """Amounts in whole cents that add up to `total`, which is in whole cents too.

    Each is rounded half up; cents too many or too few go to those whose rounding was the furthest off.
    """
    rounded = [to_the_cent(amount) for amount in amounts]
    off = round((total - sum(rounded, ZERO)) / CENT)
    step = CENT if off > 0 else -CENT
    counted = [place for place, amount in enumerate(amounts) if to_the_cent(amount)] or list(
        range(len(amounts))
    )
    counted.sort(key=lambda place: (amounts[place] - rounded[place]) / step, reverse=True)
    for turn in range(abs(off) if counted else 0):
        rounded[counted[turn % len(counted)]] += step
    return rounded


def of_volumes(found: BillVariance, estimated: Workload, actual: Workload) -> Iterator[str]:
    """What a unit came to on both sides, and what is between them at one volume, where theirs are two."""
    ours, theirs = (volume(numbers(each)) for each in (estimated, actual))
    if ours == theirs or not ours * theirs:
        return
    cents = in_cents(found.variance)
    alike = to_the_cent(usage_at(estimated, theirs, found.compared, found.own))
    one, other = prices_apart(found.variance.estimated / ours, found.variance.actual / theirs)
    yield _(
        "The estimate is for {ours} units per month and what it is set against for {theirs}: {one} per "
        "unit estimated, {other} measured."
    ).format(ours=count(ours), theirs=count(theirs), one=one, other=other)
    words = {"theirs": count(theirs), "alike": money(alike), "actual": money(cents.actual)}
    if alike == cents.actual:
        yield _("For {theirs} units the estimate comes to {alike}, just what was measured.").format(**words)
        return
    said = _("For {theirs} units the estimate comes to {alike}, {gap} less than the {actual} measured.")
    if alike > cents.actual:
        said = _("For {theirs} units the estimate comes to {alike}, {gap} more than the {actual} measured.")
    yield said.format(**words, gap=money(abs(cents.actual - alike)))
