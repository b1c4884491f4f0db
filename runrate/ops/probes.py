"""Answers to whoever watches the machine, before anything else: any Host, http or https, no middleware.

A cluster or a load balancer asks by address, not by the site's name, and takes a redirect or a refusal for a
dead process.
"""

import json
from collections.abc import Callable, Iterable
from typing import Any, Final

from runrate.ops import readiness

type StartResponse = Callable[[str, list[tuple[str, str]]], Any]
type Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

LIVENESS: Final = "/healthz"
READINESS: Final = "/readyz"
PATHS: Final = (LIVENESS, READINESS)


def heads(path: str) -> tuple[bytes, ...]:
    """How a request of this probe begins, for the worker that keeps a thread for it; no page's begins so."""
    return tuple(f"{method} {path}{end}".encode() for method in ("GET", "HEAD") for end in (" ", "?"))


class AnsweredFirst:
    """The site, with the two probes in front of it."""

    def __init__(self, site: Application) -> None:
        self.site = site

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path, method = environ.get("PATH_INFO", ""), environ.get("REQUEST_METHOD", "")
        if path not in PATHS:
            return self.site(environ, start_response)
        if method not in {"GET", "HEAD"}:
            return _say(start_response, "405 Method Not Allowed", "text/plain", b"", [("Allow", "GET, HEAD")])
        status, kind, body = _healthy() if path == LIVENESS else _ready()
        answered = _say(start_response, status, kind, body, [])
        return answered if method == "GET" else [b""]


def _healthy() -> tuple[str, str, bytes]:
    return "200 OK", "text/plain", b"ok\n"


def _ready() -> tuple[str, str, bytes]:
    parts = readiness.look()
    status = "200 OK" if readiness.ready(parts) else "503 Service Unavailable"
    return status, "application/json", json.dumps(parts).encode()


def _say(
    start_response: StartResponse, status: str, kind: str, body: bytes, more: list[tuple[str, str]]
) -> list[bytes]:
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        *more,
    ]
    start_response(status, headers)
    return [body]
