"""What days say: an input low, likely and high, measured instead of guessed; how much of a month is there."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Final

from calculator.usage.analysis.bill import Choice
from calculator.usage.analysis.forecast import quantile

LEAST_DAYS: Final = 5
TENTHS: Final = (Fraction(1, 10), Fraction(1, 2), Fraction(9, 10))
_DAY: Final = timedelta(days=1)

type Period = tuple[date, date]
"""From a first to a last day, both of them in it."""


@dataclass(frozen=True, slots=True)
class DailySums:
    """Sums of one day of a slice; calls are those that were billed, None where nobody knows."""

    day: str
    slice: Mapping[str, str]
    input: Fraction
    cache_read: Fraction
    output: Fraction
    calls: int | None


@dataclass(frozen=True, slots=True)
class Range:
    """The days' P10, P50 and P90, and how many days there were."""

    low: Fraction
    likely: Fraction
    high: Fraction
    days: int


@dataclass(frozen=True, slots=True)
class Cover:
    """From the first to the last day of a month that a bill has rows of, where that is not all of it."""

    first: date
    last: date
    of: int
    missing: tuple[Period, ...] = ()
    """Days between them that none of several files has."""

    @property
    def days(self) -> int:
        return length((self.first, self.last)) - sum(map(length, self.missing))

    @property
    def numbers(self) -> str:
        """The days as an origin keeps them behind their month: `1-15`, `1-5+20-31`, `7`."""
        begins = [self.first, *(gap[1] + _DAY for gap in self.missing)]
        ends = [*(gap[0] - _DAY for gap in self.missing), self.last]
        spans = ((one.day, other.day) for one, other in zip(begins, ends, strict=True))
        return "+".join(f"{one}" if one == other else f"{one}-{other}" for one, other in spans)

    @property
    def scale(self) -> Fraction:
        """How many times these days a month has."""
        return Fraction(self.of, self.days)


def ends_of(month: str) -> tuple[date, date]:
    """The first and the last day of a month such as `2026-10`."""
    begin = date.fromisoformat(f"{month}-01")
    return begin, begin.replace(day=monthrange(begin.year, begin.month)[1])


def merged(periods: Iterable[Period]) -> list[Period]:
    """Days together, in order; days that none of them has stand between two periods."""
    found: list[Period] = []
    for first, last in sorted(periods):
        if found and first <= found[-1][1] + _DAY:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def within(periods: Iterable[Period], span: Period) -> list[Period]:
    """What of these days is in a span."""
    cut = ((max(first, span[0]), min(last, span[1])) for first, last in periods)
    return [(first, last) for first, last in cut if first <= last]


def length(period: Period) -> int:
    """How many days."""
    return (period[1] - period[0]).days + 1


def cover(periods: Iterable[Period], month: str) -> Cover | None:
    """Of days in a month the first to the last; None where that is all of it, or none."""
    held = merged(periods)
    if not held:
        return None
    missing = tuple((one[1] + _DAY, other[0] - _DAY) for one, other in pairwise(held))
    found = Cover(held[0][0], held[-1][1], ends_of(month)[1].day, missing)
    return found if 0 < found.days < found.of else None


def daily_sums(data: Iterable[Mapping[str, object]]) -> list[DailySums]:
    """Days as they are printed and kept, read back as numbers."""
    found = []
    for each in data:
        slice_, calls = each.get("slice"), each.get("calls")
        held = {str(name): str(value) for name, value in slice_.items()} if isinstance(slice_, dict) else {}
        given, read, output = (
            Fraction(Decimal(str(each.get(name) or 0))) for name in ("input", "cache_read", "output")
        )
        billed = None if calls is None else int(str(calls))
        found.append(DailySums(str(each["day"]), held, given, read, output, billed))
    return found


def ranges(days: Iterable[DailySums], choice: Choice, calls_per_unit: Fraction) -> dict[str, Range]:
    """Ranges of the inputs that days can say: tokens of a unit from those of a call, and the cached share.

    What fewer than five days know is left out. `choice.models` is not asked: days know no models.
    """
    held: dict[str, DailySums] = {}
    for each in days:
        if each.day[:7] == choice.month and _holds(each.slice, choice.slice):
            held[each.day] = _added(held.get(each.day), each)
    with_calls = [day for day in held.values() if day.calls]
    with_input = [day for day in held.values() if day.input > 0]
    found = {
        "input_tokens": [day.input / Fraction(day.calls or 1) * calls_per_unit for day in with_calls],
        "output_tokens": [day.output / Fraction(day.calls or 1) * calls_per_unit for day in with_calls],
        "cache_read_share": [day.cache_read / day.input for day in with_input],
    }
    return {name: _range(values) for name, values in found.items() if len(values) >= LEAST_DAYS}


def _range(values: list[Fraction]) -> Range:
    low, likely, high = (quantile(values, tenth) for tenth in TENTHS)
    return Range(low, likely, high, len(values))


def _holds(slice_: Mapping[str, str], chosen: Mapping[str, str]) -> bool:
    return all(slice_.get(name, "") == value for name, value in chosen.items())


def _added(one: DailySums | None, more: DailySums) -> DailySums:
    if one is None:
        return more
    calls = None if one.calls is None or more.calls is None else one.calls + more.calls
    return DailySums(
        one.day,
        {},
        one.input + more.input,
        one.cache_read + more.cache_read,
        one.output + more.output,
        calls,
    )
