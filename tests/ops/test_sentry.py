"""A crash report says where the code broke, and nothing about the person in front of it."""

import gzip
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest

from runrate.ops.sentry import stripped

ROOT = Path(__file__).resolve().parent.parent.parent
# The service's own library packs with whatever is installed.
UNPACKED: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}
CRASH = """
import logging, sys
from runrate.ops import sentry
dsn, person, link, secret = sys.argv[1:]
sentry.start(dsn)
def view(address, token):
    raise ValueError(f"no room for {address} and {token}")
try:
    view(person, link)
except ValueError:
    logging.getLogger("runrate").exception("broken for %s", person, extra={"answer": secret})
import sentry_sdk
sentry_sdk.flush()
"""


class Collector(HTTPServer):
    """A service that takes crash reports."""

    taken: list[bytes]


class _Taker(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.taken.append(UNPACKED[self.headers.get("Content-Encoding", "")](body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing on the terminal."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    """On loopback, for as long as the test."""
    server = Collector(("127.0.0.1", 0), _Taker)
    server.taken = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_crash_is_reported_without_address_token_answer_or_variables(collector: Collector) -> None:
    address = f"http://key@127.0.0.1:{collector.server_port}/1"

    person = ("ada@example.com", "Zx8kQ0v1Lr7TtYpWm3aBcD4e", "our secret")

    subprocess.run([sys.executable, "-c", CRASH, address, *person], cwd=ROOT, check=True, timeout=60)

    sent = b"\n".join(collector.taken).decode()
    event = next(
        json.loads(line) for line in sent.splitlines() if line.startswith("{") and "exception" in line
    )
    raised = event["exception"]["values"][-1]
    assert (raised["type"], raised["value"]) == ("ValueError", "no room for [address] and [token]")
    assert raised["stacktrace"]["frames"][-1]["function"] == "view"
    assert [word for word in person if word in sent] == []


def test_nothing_of_the_request_but_its_method_stays() -> None:
    event = stripped(
        {
            "request": {"method": "POST", "url": "https://x/r/1", "cookies": {"a": "b"}, "data": "q1=3"},
            "user": {"ip_address": "192.0.2.1"},
            "breadcrumbs": {"values": [{"message": "ada@example.com"}]},
            "extra": {"answer": "our secret"},
            "logentry": {"message": "broken for ada@example.com", "params": ["ada@example.com"]},
        },
        {},
    )

    assert event == {
        "request": {"method": "POST"},
        "tags": {"request_id": ""},
        "logentry": {"message": "broken for [address]"},
    }
