"""A site of two addresses for the worker's test: one answers, one waits until a file is there."""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from runrate.ops.probes import Application, StartResponse


def _page(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] != "/quick":
        while not Path(os.environ["STUCK_UNTIL"]).exists():
            time.sleep(0.02)
    start_response("200 OK", [("Content-Length", "5")])
    return [b"done\n"]


def _probed(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
    if environ["PATH_INFO"] != "/healthz":
        return _page(environ, start_response)
    start_response("200 OK", [("Content-Length", "3")])
    return [b"ok\n"]


site: Application = _probed
