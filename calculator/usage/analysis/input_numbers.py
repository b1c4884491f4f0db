"""Exact results as inputs of a workload, which have thirty digits at most."""

from collections.abc import Iterable
from fractions import Fraction
from math import isqrt
from typing import Final

from runrate.core.decimals import plain

DIGITS: Final = 28
"""Significant digits of an input whose decimals never end."""
LONGEST: Final = 30
MOST_ATTEMPTS: Final = 3
"""Of a unit: more than two retries are not told apart."""
ZERO: Final = Fraction(0)


def spelled(value: Fraction) -> str:
    """A number as an input: every digit if it ends within thirty, else 28 significant ones."""
    whole = plain(value)
    if sum(map(str.isdigit, whole)) <= LONGEST and Fraction(whole) == value:
        return whole
    return plain(value, digits=DIGITS) if value >= 1 else _small(value)


def billed_calls(counted: Iterable[tuple[int | None, int]]) -> int | None:
    """Calls, with how many of them failed and so were mostly not billed; None where none are counted."""
    known = [calls - failed for calls, failed in counted if calls is not None]
    return sum(known) if known else None


def cut(value: Fraction) -> Fraction:
    """A share, never rounded up: several that are all of a thing would be more than all of it."""
    places = LONGEST - 2
    return Fraction(value * 10**places // 1, 10**places)


def _small(value: Fraction) -> str:
    """Below 1 the zeros before the first digit count as digits too."""
    places = LONGEST - 2
    return plain(Fraction(round(value * 10**places), 10**places))


def retry_rate_of(attempts: Fraction) -> Fraction:
    """The rate r, 0 to 1, at which a unit takes so many attempts: 1 + r + r^2, with two retries at most."""
    scale = 10**80
    inside = 4 * min(max(attempts, Fraction(1)), Fraction(MOST_ATTEMPTS)) - 3
    root = Fraction(isqrt(inside.numerator * scale // inside.denominator), 10**40)
    return max(min((root - 1) / 2, Fraction(1)), ZERO)
