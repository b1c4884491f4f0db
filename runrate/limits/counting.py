"""Counts in one statement, so that those who ask at the same moment are counted one after another."""

import logging
from contextlib import nullcontext
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from runrate.limits.models import Tally

logger = logging.getLogger("runrate.limits")

# One statement on both databases: begin a window, or count on within it.
_ONE_MORE: Final = (
    'INSERT INTO "limits_tally" ("key", "count", "ends_at") VALUES (%s, 1, %s) '
    'ON CONFLICT ("key") DO UPDATE SET '
    '"count" = CASE WHEN "limits_tally"."ends_at" <= %s THEN 1 ELSE "limits_tally"."count" + 1 END, '
    '"ends_at" = CASE WHEN "limits_tally"."ends_at" <= %s THEN excluded."ends_at" '
    'ELSE "limits_tally"."ends_at" END '
    'RETURNING "count", "ends_at"'
)


def one_more(*words: str, seconds: float) -> tuple[int, float]:
    """Counts what these words name: how often it happened in its window, and how long that still lasts.

    Raises DatabaseError.
    """
    now = timezone.now()
    key = sha256("\0".join(words).encode()).hexdigest()
    ends = _bound(now + timedelta(seconds=seconds))
    with connection.cursor() as cursor:
        cursor.execute(_ONE_MORE, [key, ends, _bound(now), _bound(now)])
        count, until = cursor.fetchone()
    left = (_read(until) - now).total_seconds()
    return int(count), max(left, 0.0)


def within(*words: str, amount: int, seconds: float) -> float | None:
    """Counts once more; None while that is within `amount`, else the seconds until it is again.

    A counter that cannot be reached lets everybody pass and says so in the log: it guards the site from too
    much, and is no reason to be closed.
    """
    try:
        # Alone it is one statement; within somebody's transaction its failure must not spoil the rest.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            count, left = one_more(*words, seconds=seconds)
    except DatabaseError as error:
        logger.warning("a limit was not counted: %s", type(error).__name__)
        return None
    return None if count <= amount else left


def first_in(*words: str, seconds: float) -> bool:
    """Whether this is the first time in its window. Raises DatabaseError."""
    return one_more(*words, seconds=seconds)[0] == 1


def forget_over(*, now: datetime) -> int:
    """Takes away counts whose time is over; how many."""
    return Tally.objects.filter(ends_at__lte=now).delete()[0]


def _bound(moment: datetime) -> str | datetime | None:
    """A moment as the database compares it."""
    bound: str | datetime | None = connection.ops.adapt_datetimefield_value(moment)
    return bound


def _read(found: object) -> datetime:
    if isinstance(found, datetime):
        return (
            found if timezone.is_aware(found) else timezone.make_aware(found, timezone.get_default_timezone())
        )
    parsed = datetime.fromisoformat(str(found))
    return (
        parsed if timezone.is_aware(parsed) else timezone.make_aware(parsed, timezone.get_default_timezone())
    )
