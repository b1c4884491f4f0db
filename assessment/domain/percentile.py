"""Knows when results may be compared with those of others, and where a score stands among them.

One submission is worth less than what is published of it: scores are rounded to five before they are
counted, a place is told in steps of ten, among fifty at least of as many accounts, and what is published
changes a week later at the earliest and by ten accounts at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

FEWEST = 50
"""Submissions, and accounts that they are of."""
STEP = 10
ROUNDED_TO = 5
CHANGES = 10
"""Accounts whose part has changed before anything is published anew."""
RENEWED_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standing:
    """Scored higher than this many per cent of so many, as of a day."""

    percentile: int
    n: int
    published_at: datetime


def rounded(score: Decimal) -> int:
    """A score as it is counted and asked for: to the nearest five, a half up."""
    return int((score / ROUNDED_TO).quantize(Decimal(1), ROUND_HALF_UP)) * ROUNDED_TO


def percentile(counts: Mapping[str, int], score: Decimal) -> int | None:
    """The share of counted scores below this one, in per cent, down to a step of ten; None of too few."""
    total = sum(counts.values())
    if total < FEWEST:
        return None
    mine = rounded(score)
    below = sum(count for shown, count in counts.items() if rounded(Decimal(shown)) < mine)
    return 100 * below // total // STEP * STEP


def may_look(*, published_at: datetime | None, now: datetime) -> bool:
    """Whether it is long enough ago that something was published."""
    return published_at is None or now - published_at >= RENEWED_AFTER


def may_publish(*, submissions: int, accounts: int, changed: int, was_published: bool) -> bool:
    """The first time there have to be enough of enough people; later enough people that have changed."""
    if was_published:
        return changed >= CHANGES
    return submissions >= FEWEST and accounts >= FEWEST
