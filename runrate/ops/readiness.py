"""Can this machine do its work? Each part is asked apart, and no wait is without end."""

import secrets
import threading
import time
from collections.abc import Callable
from typing import Final

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

WAIT_SECONDS: Final = 1.5
"""Nobody who probes is kept longer, whatever a part does."""
KEPT_SECONDS: Final = 2.0
"""Many who probe at once are one who asks."""
# About what a report takes: a disk on which one byte fits is full all the same.
_ON_DISK: Final = 100_000


class Part:
    """One thing that the work needs; never asked twice at a time, so that what hangs holds one thread."""

    def __init__(self, ask: Callable[[], bool]) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._done = threading.Event()
        self._asking = False
        self._answer = False
        self._answered_at = float("-inf")

    def start(self) -> None:
        """Asks in a thread of its own, unless that is under way or has just been done."""
        with self._lock:
            if self._asking or time.monotonic() - self._answered_at < KEPT_SECONDS:
                return
            self._asking = True
            self._done.clear()
        threading.Thread(target=self._run, name="readiness", daemon=True).start()

    def answer(self, *, until: float) -> bool:
        """What the part said; no when it has not said anything by then."""
        return self._done.wait(max(until - time.monotonic(), 0)) and self._answer

    def forget(self) -> None:
        """The next one who asks gets a fresh answer."""
        with self._lock:
            self._answered_at = float("-inf")

    def _run(self) -> None:
        answer = False
        try:
            answer = self._ask()
        except Exception:  # noqa: BLE001  # whatever a part's own client raises, the answer is the same
            answer = False
        finally:
            for each in connections.all(initialized_only=True):
                # The base class's: SQLite in memory would keep the connection of a thread that ends.
                BaseDatabaseWrapper.close(each)
            with self._lock:
                self._answer, self._answered_at, self._asking = answer, time.monotonic(), False
            self._done.set()


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def storage_takes() -> bool:
    """A file is written and taken away again: a full disk answers every question and takes nothing."""
    on_disk = isinstance(default_storage, FileSystemStorage)
    body = b"x" * (_ON_DISK if on_disk else 1)
    name = default_storage.save(f"readyz/{secrets.token_hex(8)}", ContentFile(body))
    default_storage.delete(name)
    return True


def cache_answers() -> bool:
    """Of a cache that the database stands in for; any other is a part of the process or the database."""
    asked = getattr(cache, "primary_answers", None)
    return bool(asked()) if asked else True


PARTS: Final = {
    "database": Part(database_answers),
    "storage": Part(storage_takes),
    "cache": Part(cache_answers),
}
NEEDED: Final = ("database", "storage")
"""Without its cache the site works on: it is named, and is no reason to take a machine away."""


def look() -> dict[str, bool]:
    """What each part says now, within `WAIT_SECONDS`."""
    until = time.monotonic() + WAIT_SECONDS
    for part in PARTS.values():
        part.start()
    return {name: part.answer(until=until) for name, part in PARTS.items()}


def ready(parts: dict[str, bool]) -> bool:
    return all(parts[name] for name in NEEDED)
