"""`make run`: a site with demo data on one's own machine, until Ctrl-C or a closed terminal ends it."""

import contextlib
import ctypes
import errno
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from machine import VENV
from speaking import ROOT, Alive, quietly, stop

PYTHON = VENV / "bin" / "python"
# What is said politely first; then the child is ended, and whatever it was at is done by the next one.
POLITE_SECONDS = 3.0
ANYBODY = ("0.0.0.0", "::")  # noqa: S104  # compared with, and asked for by whoever sets HOST


def die_with_parent() -> None:
    """Asks Linux to end this child when its parent dies, however that happens."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(1, signal.SIGTERM)


def child(*command: object, environment: "dict[str, str]") -> "subprocess.Popen[bytes]":
    """A child in a session of its own, so that Ctrl-C reaches it through us, once."""
    words = [str(word) for word in command]
    return subprocess.Popen(  # noqa: S603
        words,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509
    )


def end(children: "list[subprocess.Popen[bytes]]") -> None:
    """Ends each child's whole session: first politely, after three seconds not."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for process in children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
        # The second is sent to sessions whose first process has ended, too: a print of theirs may go on.
        until = time.monotonic() + POLITE_SECONDS
        while time.monotonic() < until and any(process.poll() is None for process in children):
            time.sleep(0.05)


def end_on_signals() -> None:
    """Raised out of whatever is running, so that children end on SIGTERM and SIGHUP as on Ctrl-C."""
    for sign in (signal.SIGTERM, signal.SIGHUP):
        # `nohup make run` asked for a closed terminal to be ignored.
        if signal.getsignal(sign) is not signal.SIG_IGN:
            signal.signal(sign, lambda number, _: sys.exit(128 + number))


# --- where -------------------------------------------------------------------------------------------------


def asked_port() -> int:
    """PORT, or 8000."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 65535 and len(text) < 6):
        stop(f"PORT has to be a number from 1 to 65535, not {text[:40]!r}.")
    return int(text)


def asked_host() -> str:
    """HOST as an address, or the one that only this machine can reach."""
    text = os.environ.get("HOST") or "127.0.0.1"
    try:
        return str(socket.getaddrinfo(text, None, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError):
        stop(no_address(text))
        raise


def no_address(host: str) -> str:
    """The sentence for a HOST that is none."""
    return (
        f"HOST={host} is no address of this machine. HOST=0.0.0.0 serves to everybody who can reach it; "
        "without HOST only this machine is served."
    )


def listening(host: str, port: int) -> "int | None":
    """The number of the error that listening there would meet; None when it would go well."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            return error.errno
    return None


def check_address(host: str, port: int) -> None:
    """Stops with the reason when we could not listen there."""
    failed = listening(host, port)
    if failed is None:
        return
    # The next ones, and where there is none above, the first that ordinary people may use.
    others = (*range(port + 1, min(port + 20, 65536)), *range(8000, 8100))
    free = next((other for other in others if other >= 1024 and listening(host, other) is None), 8000)
    if failed == errno.EACCES:
        stop(
            f"Port {port} belongs to the system, and you have no right to serve there. "
            f"Choose one from 1024 on: PORT={free} make run"
        )
    if failed == errno.EADDRINUSE:
        stop(f"Port {port} is taken by another program. Choose a free one: PORT={free} make run")
    if failed in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EINVAL):
        stop(no_address(os.environ.get("HOST") or host))
    stop(f"Nothing can be served at {host}, port {port}: {os.strerror(failed)}.")


def in_address(host: str) -> str:
    """A host as it stands in a web address."""
    return f"[{host}]" if ":" in host else host


def outside(host: str) -> "list[str]":
    """The names by which others reach a site that listens there; none on the loopback address."""
    if host in ANYBODY:
        return quietly("hostname", "-I").split()
    return [] if host.startswith("127.") or host == "::1" else [host]


# --- serving -----------------------------------------------------------------------------------------------


def data_folder() -> Path:
    """Where the embedded database and the secret key are kept."""
    return Path(os.environ.get("RUNRATE_DATA_DIR") or ROOT / ".var")


def development() -> "dict[str, str]":
    """The environment of a site on one's own machine; a secret key is made once and kept."""
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        key = folder / "secret_key"
        if not key.exists():
            draft = folder / "secret_key.new"
            draft.write_text(secrets.token_urlsafe(50), "utf-8")
            draft.chmod(0o600)
            draft.replace(key)
    except OSError as error:
        stop(f"Data cannot be kept in {folder}: {error.strerror}. Name another folder: RUNRATE_DATA_DIR=…")
    port = os.environ.get("PORT") or "8000"
    return {
        "RUNRATE_DEBUG": "on",
        "RUNRATE_SITE_URL": os.environ.get("RUNRATE_SITE_URL") or f"http://localhost:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def answers(host: str, port: int) -> bool:
    """Whether the site gives its home page. No proxy is asked for what runs on this machine."""
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"http://{in_address(near)}:{port}/", timeout=20) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def prepare(environment: "dict[str, str]") -> str:
    """Brings database, prices and demo data up to date; returns the demo logins as text."""
    with Alive("Preparing the database and the demo data"):
        finished = subprocess.run(  # noqa: S603
            [str(PYTHON), "manage.py", "demo", "--reports-later"],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            check=False,
        )
    said = finished.stdout.decode("utf-8", "replace")
    if finished.returncode:
        print(said)
        stop("The database could not be prepared; the lines above say why.")
    return said


def serve(host: str, port: int) -> None:
    """Prepares the site and serves it; address and logins are the last that is said."""
    environment = development()
    # Each request would push the logins out of sight; what goes wrong is still said.
    environment["RUNRATE_LOG_LEVEL"] = os.environ.get("RUNRATE_LOG_LEVEL") or "WARNING"
    environment["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
    others = outside(host)
    if (host in ANYBODY or others) and not os.environ.get("RUNRATE_ALLOWED_HOSTS"):
        environment["RUNRATE_ALLOWED_HOSTS"] = "*" if host in ANYBODY else f"{in_address(host)},localhost"
    if others and host not in ANYBODY and not os.environ.get("RUNRATE_SITE_URL"):
        environment["RUNRATE_SITE_URL"] = f"http://{in_address(host)}:{port}"
    logins = prepare(environment)
    children: list[subprocess.Popen[bytes]] = []
    at = f"{in_address(host)}:{port}"
    site = ("manage.py", "runserver", at, "--noreload", "--skip-checks")
    worker = ("manage.py", "db_worker", "--no-reload", "--no-startup-delay", "--interval", "0.2")
    worker += ("--verbosity", "0")
    try:
        with Alive("Starting the site"):
            children.append(child(PYTHON, *site, environment=environment))
            until = time.monotonic() + 60
            while not answers(host, port):
                if time.monotonic() > until or any(process.poll() is not None for process in children):
                    stop("The site did not start; the lines above say why.")
                time.sleep(0.1)
        # After the first page, which the printing of the demo's reports would only slow down.
        children.append(child(PYTHON, *worker, environment=environment))
        print(welcome(host, port, others, logins), flush=True)
        while all(process.poll() is None for process in children):
            time.sleep(0.3)
        stop("A part of the site ended by itself; the lines above say why.")
    except KeyboardInterrupt:
        with contextlib.suppress(OSError):
            print("\nStopping …", flush=True)
    finally:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)
        end(children)


def welcome(host: str, port: int, others: "list[str]", logins: str) -> str:
    """The last lines: what is open to whom, then the logins, then where."""
    near = in_address(host) if others and host not in ANYBODY else "localhost"
    lines = ["", logins.rstrip(), "Sign-in codes are printed here. Ctrl-C stops."]
    if host in ANYBODY or others:
        elsewhere = ", ".join(f"http://{in_address(other)}:{port}/" for other in others if host in ANYBODY)
        warning = (
            f"Open to everybody who can reach port {port} of this machine: whoever knows these logins is in, "
            "the administration included, and errors show code and settings. Not for real data."
        )
        lines += [
            "",
            warning,
            *([f"From elsewhere it is at {elsewhere}"] if elsewhere else []),
        ]
    return "\n".join([*lines, "", f"Runrate is at http://{near}:{port}/", ""])
