"""A worker whose threads are all busy says that it lives; who has not spoken yet holds no thread."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection

import pytest

from tests.faults.stack import ROOT, free_port

THREADS = 2


class Running:
    """gunicorn with one process and two threads."""

    def __init__(self, port: int, until: Path) -> None:
        self.port = port
        self.until = until
        self.answered: Counter[int] = Counter()
        self._asking: list[threading.Thread] = []

    def ask(self, path: str, *, method: str = "GET") -> tuple[int, float]:
        """The status, and the seconds it took."""
        started = time.monotonic()
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            line.request(method, path)
            answer = line.getresponse()
            answer.read()
        return answer.status, time.monotonic() - started

    def ask_beside(self, path: str, times: int) -> None:
        """Asks in threads and does not wait for the answers."""

        def go() -> None:
            self.answered[self.ask(path)[0]] += 1

        for _ in range(times):
            self._asking.append(threading.Thread(target=go))
            self._asking[-1].start()
        time.sleep(0.3)

    def let_go(self) -> None:
        """What is stuck goes on; returns when everybody was answered."""
        self.until.touch()
        for each in self._asking:
            each.join(timeout=20)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    port, until = free_port(), tmp_path / "until"
    words = ["--worker-class", "runrate.ops.worker.ProbedWorker", "--threads", str(THREADS), "--workers", "1"]
    words += ["--bind", f"127.0.0.1:{port}", "--graceful-timeout", "2", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", "-c", os.devnull, *words, "tests.ops.stuck:site"]
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "STUCK_UNTIL": str(until)}, stdout=log, stderr=log
        )
    found = Running(port, until)
    try:
        _wait_for(found, server)
        yield found
    finally:
        found.let_go()
        server.terminate()
        server.wait(timeout=20)


def _wait_for(running: Running, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and server.poll() is None:
        try:
            if running.ask("/quick")[0] == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("gunicorn did not start")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_with_every_thread_stuck_and_twenty_in_the_queue_a_probe_is_answered_at_once(
    running: Running, method: str
) -> None:
    running.ask_beside("/stuck", THREADS + 20)

    asked = [running.ask("/healthz", method=method) for _ in range(10)]
    waiting = running.answered.total()
    running.let_go()

    assert ({status for status, _ in asked}, waiting) == ({200}, 0)
    assert max(took for _, took in asked) < 1
    assert running.answered == {200: THREADS + 20}


def test_many_who_ask_for_readiness_and_wait_for_a_part_keep_nobody_from_liveness(running: Running) -> None:
    running.ask_beside("/readyz", 10)

    asked = [running.ask("/healthz") for _ in range(3)]
    waiting = running.answered.total()
    page, took = running.ask("/quick")

    assert ([status for status, _ in asked], waiting, page) == ([200, 200, 200], 0, 200)
    assert max(took, *(took for _, took in asked)) < 1


def test_a_page_that_is_called_almost_like_a_probe_takes_no_probes_thread(running: Running) -> None:
    running.ask_beside("/healthzebra", 10)

    assert running.ask("/healthz")[1] < 1
    assert running.ask("/healthz?from=cluster")[1] < 1


def test_twenty_who_have_come_and_say_nothing_hold_no_thread(running: Running) -> None:
    with ExitStack() as lines:
        for _ in range(20):
            lines.enter_context(create_connection(("127.0.0.1", running.port)))
        time.sleep(0.3)
        status, took = running.ask("/quick")

    assert (status, took < 1) == (200, True)


def test_a_line_that_was_used_for_a_page_is_as_good_for_a_probe(running: Running) -> None:
    line = HTTPConnection("127.0.0.1", running.port, timeout=5)
    said = []
    for path in ("/quick", "/healthz", "/quick", "/healthz"):
        if path == "/healthz":
            running.ask_beside("/stuck", THREADS)
        line.request("GET", path)
        said.append(line.getresponse().read())
        if path == "/healthz":
            running.let_go()
            running.until.unlink()
    line.close()

    assert said == [b"done\n", b"ok\n", b"done\n", b"ok\n"]
