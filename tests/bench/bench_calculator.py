"""The calculator against its baselines: a price library, and a bare Django view on the same server."""

import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from fractions import Fraction
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import psutil
from genai_prices import Usage, calc_price

from calculator.domain.costs import estimate, numbers
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.ranges import ranged
from calculator.domain.what_if.uncertainty import Guess
from calculator.domain.workload_input import parse_workload

ROOT = Path(__file__).resolve().parent.parent.parent
ROUNDS = 9
REQUESTS = 120
CONVERSATION = parse_workload(
    {
        "input_tokens": 5000,
        "output_tokens": 2000,
        "input_price": 3,
        "output_price": 15,
        "units_per_month": 2200,
    }
)
DESK = BY_KEY["support-desk"].workload
BARE = """
import django
from django.conf import settings
settings.configure(SECRET_KEY="x" * 50, ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
django.setup()
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("ok"))]
application = WSGIHandler()
"""


def cpu(action: Callable[[], object], times: int) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - start) / times


def engine() -> None:
    """Point estimates and ranges, in the same process and alternating rounds."""
    usage = Usage(input_tokens=5000, output_tokens=2000)
    day = datetime(2026, 11, 1, tzinfo=UTC)
    base = numbers(DESK)
    guesses = [
        Guess(name, base[name] * Fraction(4, 5), base[name], base[name] * Fraction(3, 2))
        for name in ("units_per_month", "input_tokens", "review_rate", "value_per_unit")
    ]
    library, point, full, draws = [], [], [], []
    for _ in range(ROUNDS):
        library.append(
            cpu(lambda: calc_price(usage, "gpt-4o", provider_id="openai", genai_request_timestamp=day), 300)
        )
        point.append(cpu(lambda: estimate(CONVERSATION), 300))
        full.append(cpu(lambda: estimate(DESK), 150))
        draws.append(cpu(lambda: ranged(DESK, guesses, seed=1), 1))
    medians = [statistics.median(found) for found in (library, point, full, draws)]
    rows = (
        ("genai-prices, price of one call", f"{medians[0] * 1e6:.0f} us", f"{1 / medians[0]:,.0f} a second"),
        (
            "estimate of the same conversation",
            f"{medians[1] * 1e6:.0f} us",
            f"{medians[0] / medians[1]:.2f} times as many",
        ),
        (
            "estimate with every line entered",
            f"{medians[2] * 1e6:.0f} us",
            f"{medians[0] / medians[2]:.2f} times as many",
        ),
        (
            "range of 5,000 draws",
            f"{medians[3] * 1e3:.0f} ms",
            f"{medians[3] / (100 * medians[2]):.1f} times 100 estimates",
        ),
    )
    for row in rows:
        sys.stdout.write(f"{row[0]:<40}{row[1]:>12}   {row[2]}\n")


@contextmanager
def served(
    application: str, folder: Path, environment: dict[str, str]
) -> Iterator[tuple[int, psutil.Process]]:
    """One gunicorn worker on a free port of loopback, and its process tree."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    command += ["--worker-class", "gthread", "--threads", "1", "--log-level", "error", "--chdir", str(folder)]
    with (folder / "gunicorn.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(port)
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def tree_cpu(process: psutil.Process) -> float:
    times = [part.cpu_times() for part in (process, *process.children(recursive=True))]
    return float(sum(spent.user + spent.system for spent in times))


def ask(port: int, method: str, path: str, body: str, headers: dict[str, str]) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body or None, headers)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text, response.getheader("Set-Cookie") or ""


def ask_as_another(port: int, door: tuple[str, str, str, dict[str, str]]) -> tuple[int, str, str]:
    """The same question from yet another address, so that the throttle is not measured."""
    method, path, body, headers = door
    address = f"10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}"
    return ask(port, method, path, body, {**headers, "X-Forwarded-For": address})


def pages() -> None:
    """CPU of the server's process tree per request, each page alternating with the bare view."""
    with tempfile.TemporaryDirectory(prefix="runrate-bench-") as home:
        folder = Path(home)
        (folder / "bare_site.py").write_text(BARE)
        environment = os.environ | {
            "RUNRATE_DEBUG": "off",
            "RUNRATE_SECRET_KEY": "bench-" + "x" * 60,
            "RUNRATE_ALLOWED_HOSTS": "127.0.0.1",
            "RUNRATE_SSL_REDIRECT": "off",
            "RUNRATE_BEHIND_PROXY": "on",  # the throttle is not what is measured
            "RUNRATE_LOG_LEVEL": "ERROR",
            "RUNRATE_DATA_DIR": home,
            "RUNRATE_STATIC_ROOT": str(folder / "static"),
            "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
            "CACHE_URL": "locmemcache://",
            "PYTHONPATH": str(ROOT),
        }
        for words in (["migrate", "-v0"], ["collectstatic", "-v0", "--noinput"]):
            subprocess.run([sys.executable, str(ROOT / "manage.py"), *words], env=environment, check=True)
        with (
            served("bare_site", folder, environment) as (bare_port, bare),
            served("runrate.wsgi", folder, environment) as (port, site),
        ):
            _compare(bare_port, bare, port, site)


def _compare(bare_port: int, bare: psutil.Process, port: int, site: psutil.Process) -> None:
    query = urlencode(DESK.as_json())
    _, html, cookie = ask(port, "GET", f"/calculator/?{query}", "", {})
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie.partition(";")[0]}
    posted = urlencode({**DESK.as_json(), "csrfmiddlewaretoken": token[1] if token else ""})
    doors = {
        "JSON estimate": ("POST", "/api/v1/estimates", _json(), {"Content-Type": "application/json"}),
        "calculator, live answer": ("GET", f"/calculator/?{query}", "", {"HX-Request": "true"}),
        "calculator, HTML POST": ("POST", "/calculator/", posted, form),
        "calculator, HTML GET": ("GET", f"/calculator/?{query}", "", {}),
    }
    spent: dict[str, list[float]] = {name: [] for name in ("bare", *doors)}
    statuses: dict[str, set[int]] = {name: set() for name in doors}
    for _ in range(ROUNDS):
        spent["bare"].append(_cost(bare, lambda: ask(bare_port, "GET", "/", "", {})))
        for name, door in doors.items():
            spent[name].append(_cost(site, partial(ask_as_another, port, door)))
            statuses[name].add(ask_as_another(port, door)[0])
    base = statistics.median(spent["bare"])
    sys.stdout.write(f"{'bare Django view':<40}{base * 1e3:>9.2f} ms\n")
    for name in doors:
        found = statistics.median(spent[name])
        sys.stdout.write(
            f"{name:<40}{found * 1e3:>9.2f} ms   {base / found:.2f} of bare   {statuses[name]}\n"
        )


def _json() -> str:
    return json.dumps(DESK.as_json())


def _cost(process: psutil.Process, action: Callable[[], object]) -> float:
    start = tree_cpu(process)
    for _ in range(REQUESTS):
        action()
    return (tree_cpu(process) - start) / REQUESTS


def main() -> None:
    engine()
    pages()


if __name__ == "__main__":
    main()
