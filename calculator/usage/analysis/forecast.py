"""The next three months of a bill, by whichever way would have been least wrong so far."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

AHEAD: Final = 3
FIRST: Final = 6
"""Months that a way is shown before it is asked for the next; a band needs as many."""
_LEVEL, _TREND, _DAMPING = Fraction(1, 2), Fraction(3, 10), Fraction(9, 10)
_RECENT: Final = 3
BAND: Final = (Fraction(1, 10), Fraction(9, 10))
NAMES: Final[Mapping[str, str]] = {
    "last_month": _("Same as last month"),
    "drift": _("The average change so far goes on"),
    "damped_trend": _("The trend goes on and fades"),
    "units": _("Units go on, at the cost per unit of three months"),
}

type Way = Callable[[Sequence[Fraction], Sequence[Fraction] | None], list[Fraction] | None]
"""From billed months and their units to the next three; None where it cannot say."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One way: its next months, and its errors one month ahead so far, actual less forecast."""

    key: str
    months: tuple[Fraction, ...]
    errors: tuple[Fraction, ...]

    @property
    def name(self) -> str:
        return gettext(NAMES[self.key])

    @property
    def mean_absolute_error(self) -> Fraction | None:
        if not self.errors:
            return None
        return sum((abs(error) for error in self.errors), Fraction(0)) / len(self.errors)


@dataclass(frozen=True, slots=True)
class Forecast:
    """The way taken, the plainest beside it, and the band around the first by its own errors."""

    taken: Candidate
    candidates: tuple[Candidate, ...]
    band: tuple[tuple[Fraction, Fraction], ...] | None

    @property
    def last_month(self) -> Candidate:
        return self.candidates[0]


def forecast(billed: Sequence[Fraction], units: Sequence[Fraction] | None = None) -> Forecast | None:
    """Three months on from those billed, oldest first; None of no month at all.

    With fewer than six months there are no errors to compare: then it is last month, without a band.
    """
    if not billed:
        return None
    candidates = tuple(
        Candidate(key, tuple(months), _errors(way, billed, units))
        for key, way in WAYS.items()
        if (months := way(billed, units)) is not None
    )
    compared = [each for each in candidates if each.errors and len(each.errors) == len(candidates[0].errors)]
    taken = min(compared, key=lambda each: each.mean_absolute_error or 0, default=candidates[0])
    return Forecast(taken, candidates, _band(taken))


def _errors(way: Way, billed: Sequence[Fraction], units: Sequence[Fraction] | None) -> tuple[Fraction, ...]:
    """One month ahead from each month on, with no more than was known by then."""
    found = []
    for known in range(FIRST, len(billed)):
        ahead = way(billed[:known], None if units is None else units[:known])
        if ahead is not None:
            found.append(billed[known] - ahead[0])
    return tuple(found)


def _band(taken: Candidate) -> tuple[tuple[Fraction, Fraction], ...] | None:
    if len(taken.errors) < FIRST:
        return None
    low, high = (quantile(taken.errors, share) for share in BAND)
    return tuple((month + low, month + high) for month in taken.months)


def quantile(values: Sequence[Fraction], share: Fraction) -> Fraction:
    """Between the two values around it, in proportion."""
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def _last_month(billed: Sequence[Fraction], _units: Sequence[Fraction] | None) -> list[Fraction]:
    return [billed[-1]] * AHEAD


def _drift(billed: Sequence[Fraction], _units: Sequence[Fraction] | None) -> list[Fraction] | None:
    if len(billed) < 2:
        return None
    step = (billed[-1] - billed[0]) / (len(billed) - 1)
    return [billed[-1] + step * ahead for ahead in range(1, AHEAD + 1)]


def _damped_trend(billed: Sequence[Fraction], _units: Sequence[Fraction] | None) -> list[Fraction] | None:
    """Holt's two sums with a trend that fades (0.5, 0.3, 0.9)."""
    if len(billed) < 2:
        return None
    level, trend = billed[0], billed[1] - billed[0]
    for month in billed[1:]:
        before = level
        level = _LEVEL * month + (1 - _LEVEL) * (level + _DAMPING * trend)
        trend = _TREND * (level - before) + (1 - _TREND) * _DAMPING * trend
    found, reach = [], Fraction(0)
    for ahead in range(1, AHEAD + 1):
        reach += _DAMPING**ahead
        found.append(level + reach * trend)
    return found


def _units(billed: Sequence[Fraction], units: Sequence[Fraction] | None) -> list[Fraction] | None:
    """Units drift on; each costs what units of the last three months did on average."""
    if units is None or len(units) < 2 or not all(units[-_RECENT:]):
        return None
    each = [cost / count for cost, count in zip(billed[-_RECENT:], units[-_RECENT:], strict=True)]
    mean = sum(each, Fraction(0)) / len(each)
    ahead = _drift(units, None) or []
    return [max(count, Fraction(0)) * mean for count in ahead]


WAYS: Final[Mapping[str, Way]] = {
    "last_month": _last_month,
    "drift": _drift,
    "damped_trend": _damped_trend,
    "units": _units,
}
