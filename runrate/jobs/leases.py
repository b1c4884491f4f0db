"""A lease on a piece of background work: held for a minute, renewed while its worker lives."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import connections
from django.utils import timezone

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=settings.LEASE_SECONDS)
"""Who holds a lease and is silent for so long is dead."""
LONGEST = timedelta(minutes=15)
"""No piece of work takes so long: a lease is not renewed beyond it, so that what hangs ends too."""


class Heartbeat:
    """Renews a lease from a thread of its own; killed with its process, it falls silent with it.

    `renew(old, new)` moves the end of the lease in its row and says whether it was still held. `until` is
    where the lease ends now: whoever writes a result writes it only where the row says the same. Where the
    answer to a renewal is lost the row may have either end: both are asked for until one of them is it.
    """

    def __init__(self, renew: Callable[[datetime, datetime], bool], *, until: datetime) -> None:
        self.until = until
        self._unheard: list[datetime] = []
        self._renew = renew
        self._every = LEASE / 3
        self._last = timezone.now() + LONGEST
        self._stopped = Event()
        self._thread = Thread(target=self._beat, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._thread.join()
        if self._unheard:
            self._ask()

    def _beat(self) -> None:
        while not self._stopped.wait(self._every.total_seconds()) and timezone.now() < self._last:
            try:
                if not self._ask():
                    return
            finally:
                connections.close_all()

    def _ask(self) -> bool:
        """Moves the end of the lease; whether it may still be held."""
        later = timezone.now() + LEASE
        try:
            held = any(self._renew(old, later) for old in (self.until, *self._unheard))
        except Exception:
            # A database that is away may be back before the lease has ended; what it did last nobody heard.
            self._unheard.append(later)
            log.warning("a lease could not be renewed", exc_info=True)
            return True
        if held:
            self.until, self._unheard = later, []
        return held
