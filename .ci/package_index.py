"""Where packages come from: the index that pip was told of, and whether it can be reached at all."""

import contextlib
import os
import socket
import threading
import urllib.parse
import urllib.request
from pathlib import Path

from speaking import quietly, stop


def settle_index(pip_python: Path) -> str:
    """Tells uv what pip was told about the package index; returns its address, empty for a local one."""
    told = {}
    for line in quietly(pip_python, "-m", "pip", "config", "list").splitlines():
        name, _, value = line.partition("=")
        told[name.rpartition(".")[2]] = value.strip("'\"")
    if told.get("no-index", "").lower() in ("1", "true", "yes", "on"):
        return ""
    if told.get("cert"):
        os.environ.setdefault("SSL_CERT_FILE", told["cert"])
    index = told.get("index-url", "")
    if index and not any(os.environ.get(name) for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL")):
        os.environ["UV_DEFAULT_INDEX"] = index
    built_in = "from pip._internal.models.index import PyPI; print(PyPI.simple_url)"
    index = index or quietly(pip_python, "-c", built_in)
    return index if urllib.parse.urlsplit(index).scheme in ("http", "https") else ""


def reach(index: str, patience: float = 6) -> None:
    """Stops with one sentence when the package index cannot be reached, instead of retries without end."""
    asked = urllib.parse.urlsplit(index)
    if not asked.hostname:
        return
    proxy = urllib.request.getproxies().get(asked.scheme)
    if proxy and not urllib.request.proxy_bypass(asked.hostname):
        door = urllib.parse.urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        advice = f"the proxy {door.hostname} that {asked.scheme}_proxy names does not answer. Check it"
    else:
        door = asked
        advice = f"{asked.hostname} does not answer. Check the network; behind a proxy set https_proxy"
    port = door.port or (443 if door.scheme == "https" else 80)
    answered = threading.Event()

    def knock() -> None:
        with contextlib.suppress(OSError, UnicodeError):
            socket.create_connection((door.hostname, port), patience).close()
            answered.set()

    # Asking for a name may take longer than any limit that a socket knows.
    knocking = threading.Thread(target=knock, daemon=True)
    knocking.start()
    knocking.join(patience)
    if not answered.is_set():
        stop(
            f"The packages have to be fetched once, and {advice}, or name a mirror of the package index: "
            "PIP_INDEX_URL=https://… make run"
        )
