"""Knows when results may be compared with those of others, and where a score stands among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

FEWEST = 20
STEP = 5
CHANGES = 5
RENEWED_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """Scored higher than this many per cent of so many, as of a day."""

    percentile: int
    n: int
    published_at: datetime


def percentile(counts: Mapping[str, int], score: Decimal) -> int | None:
    """The share of counted scores below this one, in per cent, down to a step of five; None of too few."""
    total = sum(counts.values())
    if total < FEWEST:
        return None
    below = sum(count for shown, count in counts.items() if Decimal(shown) < score)
    return 100 * below // total // STEP * STEP


def may_renew(*, changes: int, published_at: datetime | None, now: datetime) -> bool:
    """At most daily and after at least five changes; the first one only waits for enough submissions."""
    return published_at is None or (changes >= CHANGES and now - published_at >= RENEWED_AFTER)
