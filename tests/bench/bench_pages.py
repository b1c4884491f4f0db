"""CPU per request of the main pages against a bare Django view, on gunicorn, in one alternating run."""

import http.cookiejar
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.on_postgresql import postgresql

ROUNDS = int(os.environ.get("ROUNDS", "9"))
REQUESTS = 25
AIMS = {
    "static page": "0.50",
    "question GET": "0.30",
    "all on one page GET": "",
    "all on one page POST": "0.14",
    "result": "0.15",
    "calculator, estimate": "0.12",
}


def main() -> None:
    """Prints a line for each page: milliseconds of CPU, the share of the bare view, the aim."""
    with tempfile.TemporaryDirectory() as folder, postgresql() as database:
        environment = _environment(folder, database)
        for words in (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([sys.executable, "manage.py", *words], env=environment, check=True)
        with (
            _served("tests.bench.bare:application()", environment) as (bare, bare_server),
            _served("runrate.wsgi", environment) as (site, site_server),
        ):
            calls = _calls(Visitor(site))
            yardstick = Visitor(bare)
            taken: dict[str, list[float]] = {name: [] for name in ("bare", *calls)}
            for _round in range(ROUNDS):
                taken["bare"].append(_cpu(bare_server, lambda: yardstick.get("/")))
                for name, call in calls.items():
                    taken[name].append(_cpu(site_server, call))
    base = statistics.median(taken["bare"])
    sys.stdout.write(f"{'CPU per request':<24}{'ms':>8}{'of bare':>10}{'aim':>8}\n")
    for name, times in taken.items():
        median = statistics.median(times)
        sys.stdout.write(f"{name:<24}{median:>8.2f}{base / median:>10.2f}{AIMS.get(name, ''):>8}\n")


class Visitor:
    """A browser without a screen: cookies, forms, and no redirect followed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = http.cookiejar.CookieJar(_SendsSecureCookies())
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar), _Stays())

    def get(self, path: str) -> tuple[str, str]:
        return self._open(urllib.request.Request(self.url + path))  # noqa: S310  # our own loopback address

    def post(self, path: str, fields: dict[str, str], token: str) -> tuple[str, str]:
        body = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": token}).encode()
        request = urllib.request.Request(self.url + path, body, {"Referer": self.url})  # noqa: S310  # same
        return self._open(request)

    def _open(self, request: urllib.request.Request) -> tuple[str, str]:
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.read().decode(), answer.headers.get("Location", "")
        except urllib.error.HTTPError as answer:
            if answer.code not in {301, 302, 303}:
                raise
            return "", answer.headers.get("Location", "")


class _Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


class _SendsSecureCookies(http.cookiejar.DefaultCookiePolicy):
    """Loopback stands for https here, as browsers have it."""

    def __init__(self) -> None:
        super().__init__(secure_protocols=("http", "https"))


def _calls(visitor: Visitor) -> dict[str, Callable[[], object]]:
    page, _ = visitor.get("/assessment/")
    token = _token(page)
    _page, address = visitor.post("/assessment/", {}, token)
    id = re.findall(r"/assessment/([0-9a-f-]{36})/", address)[0]
    every = f"/assessment/{id}/all/"
    fields = {f"q{number}": "2" for number in range(1, 16)}
    _done, done = _finished(visitor, fields)
    calculator, _ = visitor.get("/calculator/")
    action, inputs = "/calculator/", _inputs(calculator)
    query = urllib.parse.urlencode(inputs)
    return {
        "static page": lambda: visitor.get("/framework/"),
        "question GET": lambda: visitor.get(f"/assessment/{id}/4/"),
        "all on one page GET": lambda: visitor.get(every),
        "all on one page POST": lambda: visitor.post(every, fields, token),
        "result": lambda: visitor.get(f"/assessment/{done}/"),
        "calculator, estimate": lambda: visitor.get(f"{action}?{query}"),
    }


def _finished(visitor: Visitor, fields: dict[str, str]) -> tuple[str, str]:
    page, _ = visitor.get("/assessment/")
    token = _token(page)
    _page, address = visitor.post("/assessment/", {}, token)
    id = re.findall(r"/assessment/([0-9a-f-]{36})/", address)[0]
    visitor.post(f"/assessment/{id}/all/", fields, token)
    return visitor.post(f"/assessment/{id}/finish/", {}, token)[1], id


def _token(page: str) -> str:
    return str(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[0])


def _inputs(page: str) -> dict[str, str]:
    form = page.partition("<main")[2]
    found = re.findall(r'<input[^>]*name="([a-z_]+)"[^>]*value="([^"]*)"', form)
    return {name: value for name, value in found if value and name != "csrfmiddlewaretoken"}


def _cpu(server: psutil.Process, call: Callable[[], object]) -> float:
    """Milliseconds of CPU that the server's processes take for one of some requests."""
    before = _spent(server)
    for _ in range(REQUESTS):
        call()
    return (_spent(server) - before) * 1000 / REQUESTS


def _spent(server: psutil.Process) -> float:
    times = [process.cpu_times() for process in (server, *server.children(recursive=True))]
    return float(sum(each.user + each.system for each in times))


def _environment(folder: str, database: str) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "runrate.settings",
        "DATABASE_URL": database,
        "RUNRATE_DEBUG": "off",
        "RUNRATE_SECRET_KEY": "bench-only-" + "x" * 50,
        "RUNRATE_DATA_DIR": folder,
        "RUNRATE_STATIC_ROOT": str(Path(folder) / "static"),
        "RUNRATE_ALLOWED_HOSTS": "127.0.0.1",
        "RUNRATE_SSL_REDIRECT": "off",
        "RUNRATE_LOG_LEVEL": "ERROR",
    }


@contextmanager
def _served(application: str, environment: dict[str, str]) -> Iterator[tuple[str, psutil.Process]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    command += ["--worker-class", "gthread", "--threads", "2", "--log-level", "error"]
    server = subprocess.Popen(command, env=environment)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}", psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
