"""How long the site waits for a store, by the settings as they are shipped."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from botocore.config import Config
from storages.backends.s3 import S3Storage

from runrate import env
from runrate.core.store_away import STORE_AWAY

LONGEST_SECONDS = 15
QUICK = 0.2


@contextmanager
def stalling(at: str) -> Iterator[tuple[int, Counter[str]]]:
    """The port of a store that says nothing from some point on, and how often it was asked for what."""
    asked: Counter[str] = Counter()
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            asked["HEAD"] += 1
            if at == "head":
                over.wait()
            self._begin()

        def do_GET(self) -> None:
            asked["GET"] += 1
            if at == "answer":
                over.wait()
            self._begin()
            self.wfile.write(b"%P")
            self.wfile.flush()
            over.wait()

        def _begin(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.send_header("ETag", '"e"')
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is said."""

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # whoever asked has gone

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.server_address[1], asked
        over.set()
        server.shutdown()


@pytest.mark.parametrize(
    ("at", "waits"),
    # What is found is asked about twice, once by each of the two libraries.
    [("head", {"HEAD": 3}), ("answer", {"HEAD": 2, "GET": 3}), ("body", {"HEAD": 2, "GET": 1})],
)
def test_wherever_a_store_falls_silent_a_download_waits_no_longer_than_fifteen_seconds(
    at: str, waits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with stalling(at) as (port, asked):
        monkeypatch.setenv("RUNRATE_S3_ENDPOINT", f"http://127.0.0.1:{port}")
        monkeypatch.setenv("RUNRATE_S3_ACCESS_KEY", "a")
        monkeypatch.setenv("RUNRATE_S3_SECRET_KEY", "b")
        shipped = env.store("reports")["OPTIONS"]
        # The shipped number of tries, each of them shorter.
        quick = {**shipped, "client_config": shipped["client_config"].merge(Config(read_timeout=QUICK))}
        started = time.monotonic()
        with pytest.raises(STORE_AWAY), S3Storage(**quick).open("r.pdf") as stored:
            stored.read()
        took = time.monotonic() - started

    assert asked == waits
    silent = max(asked.values())
    assert silent * shipped["client_config"].read_timeout <= LONGEST_SECONDS
    assert took < silent * QUICK + 5  # between tries the library pauses for up to three seconds in all
