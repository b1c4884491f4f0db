"""Where the draws lie: three of their ends, and how far chance leaves each of them open."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Final

ENDS: Final = (0.1, 0.5, 0.9)
SPREAD: Final = 1.96
"""So many standard errors either way hold what endless draws would come to in 19 of 20 cases."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """One draw in ten is below p10, half are below p50, nine in ten below p90."""

    p10: float
    p50: float
    p90: float
    spans: tuple[tuple[float, float], ...] = ()
    """Between which draws each of the three lies in 19 of 20 cases; none of a single draw."""
    extremes: tuple[float, float] | None = None
    """The lowest and the highest of all draws; None of a single draw."""

    @property
    def lowest(self) -> float:
        """The least of all draws."""
        return self.extremes[0] if self.extremes else self.p10

    @property
    def highest(self) -> float:
        """The most of all draws."""
        return self.extremes[1] if self.extremes else self.p90


def percentiles(drawn: Sequence[float], independent: int | None = None) -> Percentiles:
    """The three ends; where draws share outcomes of a pool, so many of them are independent at least."""
    ordered = sorted(drawn)
    low, middle, high = (ordered[max(ceil(share * len(ordered)) - 1, 0)] for share in ENDS)
    if len(ordered) == 1:
        return Percentiles(low, middle, high)
    cases = min(independent or len(ordered), len(ordered))
    spans = tuple(_span(ordered, share, cases) for share in ENDS)
    return Percentiles(low, middle, high, spans, (ordered[0], ordered[-1]))


def _span(ordered: Sequence[float], share: float, cases: int) -> tuple[float, float]:
    """By order statistics: how many draws fall below a quantile is a count of independent cases."""
    away = SPREAD * sqrt(share * (1 - share) / cases)
    last = len(ordered) - 1
    first = max(floor((share - away) * len(ordered)) - 1, 0)
    return ordered[first], ordered[min(ceil((share + away) * len(ordered)), last)]
