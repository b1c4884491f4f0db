"""How the Makefile's commands speak: a sentence instead of a traceback, and a sign of life in long work."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BEAT = 5.0


def speak_anywhere() -> None:
    """An odd locale prints a question mark for a letter that it lacks, and no traceback."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def stop(message: str) -> None:
    """Ends with a sentence instead of a traceback."""
    sys.exit(f"\n{message}")


def quietly(*command: object) -> str:
    """The output of a command that may fail or not exist; empty then."""
    try:
        words = [str(word) for word in command]
        return subprocess.run(words, capture_output=True, text=True, check=True, timeout=30).stdout.strip()  # noqa: S603
    except (OSError, ValueError, subprocess.SubprocessError):
        return ""


def run(*command: object, **environment: str) -> None:
    """Runs a command in the project's folder; stops with its exit code when it fails."""
    words = [str(word) for word in command]
    finished = subprocess.run(words, cwd=ROOT, env={**os.environ, **environment}, check=False)  # noqa: S603
    if finished.returncode:
        sys.exit(finished.returncode)


def attempt(*command: object, **environment: str) -> "tuple[bool, str]":
    """Whether a command went well, and what it said on standard error; that is passed on, too."""
    words = [str(word) for word in command]
    finished = subprocess.run(  # noqa: S603
        words, cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.PIPE, check=False
    )
    said = finished.stderr.decode("utf-8", "replace")
    if finished.returncode:
        print(said, file=sys.stderr, flush=True)
    return finished.returncode == 0, said


class Alive:
    """Says what goes on, and every five seconds that it still does."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.done = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> "Alive":
        print(f"{self.what} …", flush=True)
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join()

    def _beat(self) -> None:
        started = time.monotonic()
        while not self.done.wait(BEAT):
            # The terminal may have been closed meanwhile.
            with contextlib.suppress(OSError):
                print(f"  {self.what} … {time.monotonic() - started:.0f} s", flush=True)
