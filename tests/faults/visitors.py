"""Visitors who answer all fifteen questions again and again, and remember every redirect they were given."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from tests.faults.browser import Answer, Browser

QUESTIONS = [f"q{number}" for number in range(1, 16)]


def random_answers() -> dict[str, str]:
    """Fifteen levels."""
    return {key: str(random.randrange(5)) for key in QUESTIONS}


@dataclass
class Ledger:
    """What the site acknowledged, and every status it gave."""

    started: set[UUID] = field(default_factory=set)
    saved: dict[UUID, dict[str, str]] = field(default_factory=dict)
    finished: set[UUID] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def acknowledged(self) -> int:
        """Every redirect after something was stored."""
        return len(self.started) + len(self.saved) + len(self.finished)

    def unexpected(self, *allowed: int) -> int:
        """Answers of 500 and above that were not among the allowed ones."""
        return sum(n for status, n in self.statuses.items() if status >= 500 and status not in allowed)


class Crowd:
    """Some visitors at once, each in a thread, until the crowd is told to go."""

    def __init__(
        self, address: str, size: int, *, pause: float = 0.0, visitor: Callable[[str], Browser] = Browser
    ) -> None:
        self.address = address
        self.visitor = visitor
        self.ledger = Ledger()
        self.pause = pause
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._stay, daemon=True) for _ in range(size)]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=90)

    def _stay(self) -> None:
        while not self._stop.is_set():
            browser = self.visitor(self.address)
            self.walk(browser)
            browser.close()
            time.sleep(self.pause)

    def walk(self, browser: Browser) -> None:
        """Start, all answers at once, finish; gives up where no redirect comes."""
        begun = self._noted(browser.submit("/assessment/", {}))
        if begun.status != 302:
            return
        id = UUID(begun.location.split("/")[2])
        given = random_answers()
        with self._lock:
            self.ledger.started.add(id)
        saved = self._noted(browser.submit(f"/assessment/{id}/all/", {**given, "then": "review"}))
        if saved.status != 302:
            return
        with self._lock:
            self.ledger.saved[id] = given
        done = self._noted(browser.post(f"/assessment/{id}/finish/", {}))
        if done.status == 302:
            with self._lock:
                self.ledger.finished.add(id)

    def _noted(self, answer: Answer) -> Answer:
        with self._lock:
            self.ledger.statuses[answer.status] += 1
        return answer
