"""`make load`: five hundred visitors for a minute on the production stack, twice beside fifty slow clients.

nginx stands in front as in production where it is installed; without it gunicorn takes the visitors itself.
"""

import argparse
import multiprocessing
import random
import socket
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from tests.faults.browser import Answer, Browser, hidden_fields
from tests.faults.proxy import proxy
from tests.faults.stack import stack

CALCULATOR = (
    "/calculator/?units_per_month=2200&input_tokens=5000&output_tokens=2000&input_price=3&output_price=15"
)


class Visitors:
    """Each walks through the site with one to five seconds after each page; no report is asked for."""

    def __init__(self, address: str, size: int, seconds: float) -> None:
        self.address = address
        self.until = time.monotonic() + seconds
        self.took: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.finished: set[UUID] = set()
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._visit, daemon=True) for _ in range(size)]

    def run(self) -> None:
        """Until the time is over and everybody has left."""
        for thread in self._threads:
            thread.start()
        for thread in self._threads:
            thread.join()

    def _visit(self) -> None:
        time.sleep(random.uniform(0, 5))
        while time.monotonic() < self.until:
            browser = Browser(self.address)
            self._walk(browser)
            browser.close()

    def _walk(self, browser: Browser) -> None:
        for path in ("/", "/framework/", CALCULATOR, "/assessment/"):
            self._ask(browser, "GET", path)
            if time.monotonic() > self.until:
                return
        begun = self._ask(browser, "POST", "/assessment/", {})
        if begun.status != 302:
            return
        id = UUID(begun.location.split("/")[2])
        shown = self._ask(browser, "GET", f"/assessment/{id}/1/")
        self._ask(
            browser, "POST", f"/assessment/{id}/1/", {**hidden_fields(shown.body), "q1": "2", "then": "next"}
        )
        shown = self._ask(browser, "GET", f"/assessment/{id}/all/")
        answers = {f"q{n}": str(random.randrange(5)) for n in range(1, 16)}
        fields = {**hidden_fields(shown.body), **answers, "then": "review"}
        self._ask(browser, "POST", f"/assessment/{id}/all/", fields)
        if self._ask(browser, "POST", f"/assessment/{id}/finish/", {}).status == 302:
            with self._lock:
                self.finished.add(id)
        self._ask(browser, "GET", f"/assessment/{id}/")

    def _ask(self, browser: Browser, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        started = time.monotonic()
        answer = browser.get(path) if method == "GET" else browser.post(path, fields or {})
        with self._lock:
            self.took.append(time.monotonic() - started)
            self.statuses[answer.status] += 1
        time.sleep(random.uniform(1, 5))
        return answer


@contextmanager
def slow_clients(address: str, count: int) -> Iterator[None]:
    """Clients in a process of their own, so that they take no turn from the visitors' threads."""
    dripping = multiprocessing.get_context("spawn").Process(target=drip, args=(address, count), daemon=True)
    if count:
        dripping.start()
    yield
    if count:
        dripping.kill()
        dripping.join()


def drip(address: str, count: int) -> None:
    """Sends `count` requests a byte a second and never ends one; a line that was closed is opened again."""
    host, _, port = address.partition(":")
    request = b"POST /assessment/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5000\r\n\r\n"
    lines: list[socket.socket | None] = [None] * count
    while True:
        for number in range(count):
            try:
                line = lines[number]
                if line is None:
                    line = lines[number] = socket.create_connection((host, int(port)), timeout=5)
                    line.sendall(request)
                line.sendall(b"x")
            except OSError:
                lines[number] = None
        time.sleep(1)


def say(text: str) -> None:
    """A line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Round:
    """What one round came to: how many answers in which times, and whether its promise held."""

    answers: int
    middle: float
    slowest: float
    kept: bool

    def against(self, other: "Round") -> str:
        """This round as shares of another."""
        return (
            f"answers x{self.answers / other.answers:.2f}  p50 x{self.middle / other.middle:.2f}"
            f"  p99 x{self.slowest / other.slowest:.2f}"
        )


def told(name: str, visitors: Visitors) -> Round:
    """Prints what a round came to."""
    from assessment.models import Submission

    stored = Submission.objects.filter(pk__in=visitors.finished, finished_at__isnull=False).count()
    lost = len(visitors.finished) - stored
    cuts = statistics.quantiles(visitors.took, n=100)
    wrong = sum(n for status, n in visitors.statuses.items() if status >= 500 or status == 0)
    times = f"p50 {cuts[49] * 1000:>6.0f} ms  p99 {cuts[98] * 1000:>6.0f} ms"
    counts = f"errors {wrong}  finished {len(visitors.finished)}  lost {lost}"
    say(
        f"{name:<30}{len(visitors.took):>7} answers  {times}  {counts}"
        f"  {dict(sorted(visitors.statuses.items()))}"
    )
    return Round(len(visitors.took), cuts[49], cuts[98], kept=not (wrong or lost))


def main() -> int:
    """1 when there was an error or something was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--slow", type=int, default=50)
    chosen = parser.parse_args()
    rounds: list[Round] = []
    with stack(RUNRATE_WEB_THREADS="16") as running:
        running.start_web()
        with proxy(running) as address:
            if address == running.address:
                say("nginx is not there: gunicorn takes the visitors itself.")
            # There and back, so that what the site has stored by then weighs on both alike.
            for slow in (0, chosen.slow, chosen.slow, 0):
                visitors = Visitors(address, chosen.visitors, chosen.seconds)
                with slow_clients(address, slow):
                    visitors.run()
                rounds.append(told(f"{chosen.visitors} visitors, {slow} slow clients", visitors))
    first, slowed, again, last = rounds
    say(f"with slow clients against without, first pair   {slowed.against(first)}")
    say(f"with slow clients against without, second pair  {again.against(last)}")
    say(f"without against without, which is chance        {last.against(first)}")
    return 0 if all(each.kept for each in rounds) else 1


if __name__ == "__main__":
    sys.exit(main())
