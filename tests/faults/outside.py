"""Around the stack, what may be away: the database, a mail server, a Redis, a store; and who watches."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.faults.browser import FORM, Answer, Browser
from tests.faults.peers import BUCKET
from tests.faults.stack import ROOT, Stack, free_port

SILENCE: float = 3
"""Seconds that this stack waits for a silent database; the site's own ten would only make the run longer."""


@dataclass
class Neighbour:
    """One process beside the site."""

    kind: str
    folder: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Ready when this returns."""
        words = [sys.executable, "-m", "tests.faults.peers", self.kind, str(self.port), str(self.folder)]
        self.process = subprocess.Popen(words, cwd=ROOT)
        self._until(listening=True)

    def refuse(self) -> None:
        """Nothing listens; what was kept is kept."""
        self._send(signal.SIGUSR1)
        self._until(listening=False)

    def listen(self) -> None:
        """The end of `refuse`."""
        self._send(signal.SIGUSR2)
        self._until(listening=True)

    def freeze(self) -> None:
        """The machine's kernel still takes connections, and nothing answers them."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """The end of `freeze`."""
        self._send(signal.SIGCONT)

    def stop(self) -> None:
        """For good."""
        if self.process:
            self.process.kill()
            self.process.wait()

    def _send(self, number: signal.Signals) -> None:
        if self.process:
            self.process.send_signal(number)

    def _until(self, *, listening: bool) -> None:
        until = time.monotonic() + 30
        while _listens(self.port) != listening:
            if time.monotonic() > until:
                raise RuntimeError(f"{self.kind} did not get ready")
            time.sleep(0.02)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        line.settimeout(1)
        return line.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Outside:
    """The neighbours of one stack, started by the first fault that needs them."""

    stack: Stack
    mail: Neighbour
    cache: Neighbour
    store: Neighbour
    there: bool = False

    def begin(self) -> Stack:
        """The stack beside its neighbours."""
        if not self.there:
            for each in (self.mail, self.cache, self.store):
                each.start()
            self.stack.environment.update(self._settings())
            self.stack.manage("shell", "--verbosity", "0", "-c", _MAKE_BUCKET)
            self.stack.stop_web()
            self.stack.start_web()
            self.there = True
        self.stack.wait_until_up(path="/readyz")
        return self.stack

    def begin_with_workers(self) -> Stack:
        """The same, with two workers."""
        self.begin()
        while len(self.stack.workers) < 2:
            self.stack.start_worker()
        return self.stack

    def _settings(self) -> dict[str, str]:
        return {
            "RUNRATE_DB_SILENCE_MS": str(int(SILENCE * 1000)),
            "CACHE_URL": f"rediscache://127.0.0.1:{self.cache.port}/0",
            "RUNRATE_SMTP_HOST": "127.0.0.1",
            "RUNRATE_SMTP_PORT": str(self.mail.port),
            "RUNRATE_SMTP_TLS": "off",
            "RUNRATE_S3_BUCKET": BUCKET,
            "RUNRATE_S3_ENDPOINT": f"http://127.0.0.1:{self.store.port}",
            "RUNRATE_S3_ACCESS_KEY": "testing",
            "RUNRATE_S3_SECRET_KEY": "testing",
        }


_MAKE_BUCKET = "from django.core.files.storage import default_storage as s; s.bucket.create()"


@contextmanager
def outside(stack: Stack) -> Iterator[Outside]:
    """What lies around the stack; nothing of it outlives the run."""
    kinds = {kind: stack.folder / kind for kind in ("letters", "cache", "store")}
    for folder in kinds.values():
        folder.mkdir()
    mail, cache, store = (
        Neighbour("mail", kinds["letters"]),
        *(Neighbour(kind, kinds[kind]) for kind in ("cache", "store")),
    )
    found = Outside(stack, mail, cache, store)
    try:
        yield found
    finally:
        for each in (mail, cache, store):
            each.stop()


@contextmanager
def frozen_database(stack: Stack) -> Iterator[None]:
    """Every process of PostgreSQL stands still, its postmaster first so that it makes no other."""
    first = psutil.Process(int((Path(stack.server.pgdata) / "postmaster.pid").read_text().split()[0]))
    first.suspend()
    stopped = [first, *first.children(recursive=True)]
    for each in stopped[1:]:
        each.suspend()
    try:
        yield
    finally:
        for each in stopped:
            each.resume()


class Notes:
    """Statuses and waits of many visitors, whichever thread they are in."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.longest = 0.0
        self._lock = threading.Lock()

    def add(self, status: int, seconds: float) -> None:
        """One answer."""
        with self._lock:
            self.statuses[status] += 1
            self.longest = max(self.longest, seconds)

    def __str__(self) -> str:
        said = ", ".join(f"{status or 'cut'}: {n}" for status, n in sorted(self.statuses.items()))
        return f"{self.statuses.total()} requests ({said}), longest {self.longest:.1f} s"


@dataclass
class Timed(Browser):
    """A visitor with a watch."""

    notes: Notes = field(default_factory=Notes)

    def _ask(
        self,
        method: str,
        path: str,
        body: str | bytes | None = None,
        kind: str = FORM,
        also: Mapping[str, str] | None = None,
    ) -> Answer:
        started = time.monotonic()
        answer = super()._ask(method, path, body, kind, also)
        self.notes.add(answer.status, time.monotonic() - started)
        return answer


@contextmanager
def pulse(stack: Stack) -> Iterator[Notes]:
    """Asks `/healthz` ten times a second, each time on a new line, as a cluster does."""
    notes, stop = Notes(), threading.Event()

    def ask() -> None:
        while not stop.wait(0.1):
            probe = Timed(stack.address, timeout=5, notes=notes)
            probe.get("/healthz")
            probe.close()

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    try:
        yield notes
    finally:
        stop.set()
        thread.join()
