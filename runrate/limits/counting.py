"""Counts in one statement, so that those who ask at the same moment are counted one after another."""

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from runrate.limits.models import Tally

logger = logging.getLogger("runrate.limits")

# One statement on both databases, for any number of keys: begin a window, or count on within it.
_COUNT: Final = (
    'INSERT INTO "limits_tally" ("key", "count", "ends_at") VALUES {rows} '
    'ON CONFLICT ("key") DO UPDATE SET '
    '"count" = CASE WHEN "limits_tally"."ends_at" <= %s THEN excluded."count" '
    'WHEN "limits_tally"."count" + %s < 0 THEN 0 ELSE "limits_tally"."count" + %s END, '
    '"ends_at" = CASE WHEN "limits_tally"."ends_at" <= %s THEN excluded."ends_at" {renewed}'
    'ELSE "limits_tally"."ends_at" END '
    'RETURNING "key", "count", "ends_at"'
)


_RENEWED: Final = (
    'WHEN "limits_tally"."count" < CASE "limits_tally"."key" {amounts} ELSE 0 END THEN excluded."ends_at" '
)


@dataclass(frozen=True, slots=True)
class Limit:
    """What these words name may happen so often in a window of so many seconds.

    A window that `renews` is begun by each time that was within the amount, so that no stretch of so many
    seconds ever holds more; one that does not may hold twice the amount where two windows meet.
    """

    words: tuple[str, ...]
    amount: int
    seconds: float
    renews: bool = False

    @property
    def key(self) -> str:
        return sha256("\0".join(self.words).encode()).hexdigest()


def one_more(*words: str, seconds: float) -> tuple[int, float]:
    """Counts what these words name: how often it happened in its window, and how long that still lasts.

    Raises DatabaseError.
    """
    return _counted([Limit(words, 0, seconds)], by=1)[0]


def within(*words: str, amount: int, seconds: float) -> float | None:
    """Counts once more; None while that is within `amount`, else the seconds until it is again.

    A counter that cannot be reached lets everybody pass and says so in the log: it guards the site from too
    much, and is no reason to be closed.
    """
    return within_each([Limit(words, amount, seconds)])[0]


def within_each(limits: Sequence[Limit]) -> list[float | None]:
    """The same for several at once, in their order, in one statement."""
    try:
        found = _safely(limits, by=1)
    except DatabaseError as error:
        logger.warning("a limit was not counted: %s", type(error).__name__)
        return [None] * len(limits)
    return [
        None if count <= limit.amount else left for limit, (count, left) in zip(limits, found, strict=True)
    ]


def give_back(limits: Sequence[Limit]) -> None:
    """What was counted before it was known to be right counts no more."""
    try:
        _safely(limits, by=-1)
    except DatabaseError as error:
        logger.warning("a limit was not given back: %s", type(error).__name__)


def forget(*words: str) -> None:
    """Begins what these words name anew."""
    Tally.objects.filter(key=Limit(words, 0, 0).key).delete()


def _safely(limits: Sequence[Limit], *, by: int) -> list[tuple[int, float]]:
    """Alone it is one statement; within somebody's transaction its failure must not spoil the rest."""
    if not limits:
        return []
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        return _counted(limits, by=by)


def _counted(limits: Sequence[Limit], *, by: int) -> list[tuple[int, float]]:
    now = timezone.now()
    # In one order for all, so that no two statements wait for each other's rows.
    ordered = sorted(limits, key=lambda limit: limit.key)
    rows = [(limit.key, max(by, 0), _bound(now + timedelta(seconds=limit.seconds))) for limit in ordered]
    renewing = [limit for limit in ordered if limit.renews and by > 0]
    renewed = _RENEWED.format(amounts="WHEN %s THEN %s " * len(renewing)) if renewing else ""
    statement = _COUNT.format(rows=", ".join(["(%s, %s, %s)"] * len(rows)), renewed=renewed)
    words = [word for row in rows for word in row]
    amounts = [word for limit in renewing for word in (limit.key, limit.amount)]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*words, _bound(now), by, by, _bound(now), *amounts])
        found = {
            key: (int(count), max((_read(until) - now).total_seconds(), 0.0)) for key, count, until in cursor
        }
    return [found[limit.key] for limit in limits]


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
