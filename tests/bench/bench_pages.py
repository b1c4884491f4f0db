"""CPU per request of the main pages against a bare Django view, on the production server, in one run."""

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil

from tests.faults.browser import Answer, Browser
from tests.faults.stack import ROOT, Stack, free_port, stack

ROUNDS = int(os.environ.get("ROUNDS", "9"))
REQUESTS = 25
AIMS = {
    "static page": "0.50",
    "question GET": "0.30",
    "answer POST": "0.14",
    "result": "0.15",
    "calculator POST": "0.12",
    "report enqueue": "0.12",
}
SERVER = ("-m", "gunicorn", "-c", "runrate/deploy/gunicorn.py")
# One connection each is kept over the whole run, on both sides alike, and no process is renewed within it.
SAME_FOR_BOTH = ("--workers", "1", "--threads", "2", "--keep-alive", "600", "--max-requests", "0")


def main() -> None:
    """Prints a line for each page: milliseconds of CPU, the share of the bare view, the aim."""
    limits = {"RUNRATE_REPORT_QUEUE_LIMIT": "1000000", "RUNRATE_REPORT_QUEUE_LIMIT_OF_ONE": "1000000"}
    with (
        stack(DJANGO_SETTINGS_MODULE="tests.bench.settings", RUNRATE_LOG_LEVEL="INFO", **limits) as running,
        _served(running, "tests.bench.bare:application()") as (bare, yardstick),
        _served(running, "runrate.wsgi") as (site, address),
    ):
        visitor = Browser(yardstick)
        calls = {"bare": (bare, lambda: visitor.get("/"))}
        calls |= {name: (site, call) for name, call in _calls(address).items()}
        taken: dict[str, list[float]] = {name: [] for name in calls}
        for name, (server, call) in calls.items():
            _cpu(name, server, call)  # the first time fills caches of templates and statements
        for _round in range(ROUNDS):
            for name, (server, call) in calls.items():
                taken[name].append(_cpu(name, server, call))
    base = statistics.median(taken["bare"])
    sys.stdout.write(f"{'CPU per request':<24}{'ms':>8}{'of bare':>10}{'aim':>8}\n")
    for name, times in taken.items():
        median = statistics.median(times)
        sys.stdout.write(f"{name:<24}{median:>8.2f}{base / median:>10.2f}{AIMS.get(name, ''):>8}\n")


def _calls(address: str) -> dict[str, Callable[[], Answer]]:
    """What is asked for, by somebody without an account; only a report needs one."""
    visitor = Browser(address)
    draft, done = _begun(visitor), _begun(visitor)
    every, levels = f"/assessment/{draft}/all/", {f"q{number}": "2" for number in range(1, 16)}
    visitor.submit(f"/assessment/{done}/all/", {**levels, "then": "review"})
    visitor.post(f"/assessment/{done}/finish/", {})
    inputs = dict(
        re.findall(r'<input[^>]* name="([a-z_]+)" value="([^"]*)"', visitor.get("/calculator/").body)
    )
    asking, waiting = _somebody(address, (ROUNDS + 1) * REQUESTS)
    return {
        "static page": lambda: visitor.get("/framework/"),
        "question GET": lambda: visitor.get(f"/assessment/{draft}/4/"),
        "answer POST": lambda: visitor.post(f"/assessment/{draft}/4/", {"q4": "2", "then": ""}),
        "all on one page GET": lambda: visitor.get(every),
        "all on one page POST": lambda: visitor.post(every, {**levels, "then": "review"}),
        "result": lambda: visitor.get(f"/assessment/{done}/"),
        "calculator POST": lambda: visitor.post("/calculator/", inputs),
        "report enqueue": lambda: asking.post("/reports/start/", {"submission": next(waiting)}),
    }


def _begun(visitor: Browser) -> str:
    location = visitor.submit("/assessment/", {}).location
    return str(re.findall(r"/assessment/([0-9a-f-]{36})/", location)[0])


def _somebody(address: str, count: int) -> tuple[Browser, Iterator[str]]:
    """Somebody signed in, and that many finished assessments of theirs."""
    from assessment.domain.answer_sheet import parse_sheet
    from assessment.services import submissions
    from tests.faults.work import someone

    user, session = someone()
    sheet = parse_sheet({"version": "1", "answers": {f"q{number}": 2 for number in range(1, 16)}})
    made = [
        submissions.record(sheet=sheet, owner=user, context={"workload_name": f"Workload {number}"})
        for number in range(count)
    ]
    browser = Browser(address, {"__Host-session": session})
    browser.get("/assessment/")
    return browser, iter([str(submission.pk) for submission in made])


def _cpu(name: str, server: psutil.Process, call: Callable[[], Answer]) -> float:
    """Milliseconds of CPU that the server's processes take for one of some requests."""
    statuses, taken = _cpu_of(server, call, REQUESTS)
    if not statuses <= {200, 302}:
        raise SystemExit(f"{name}: answered {statuses}")
    return taken


def _cpu_of(server: psutil.Process, call: Callable[[], Answer], times: int) -> tuple[set[int], float]:
    """What was answered, and milliseconds of CPU for one of so many requests."""
    before = _spent(server)
    statuses = {call().status for _ in range(times)}
    return statuses, (_spent(server) - before) * 1000 / times


def _spent(server: psutil.Process) -> float:
    """From the kernel's own clock of each process: psutil's counts are in hundredths of a second."""
    each = [server, *server.children(recursive=True)]
    return sum(time.clock_gettime((~process.pid << 3) | 2) for process in each)


@contextmanager
def _served(running: Stack, application: str) -> Iterator[tuple[psutil.Process, str]]:
    port = free_port()
    command = [sys.executable, *SERVER, *SAME_FOR_BOTH, "--bind", f"127.0.0.1:{port}", application]
    with (running.folder / "log").open("ab") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=running.environment, stdout=log, stderr=log)
    address = f"127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while Browser(address).get("/").status != 200:
            if time.monotonic() > until:
                raise SystemExit("the server did not start")
            time.sleep(0.2)
        yield psutil.Process(server.pid), address
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
