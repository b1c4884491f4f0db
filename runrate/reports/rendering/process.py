"""Keeps the rendering process: starts it, limits it from inside and outside, replaces it when worn."""

import json
import os
import resource
import selectors
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from runrate.reports.rendering.pdf import PrintJob

ROOT = Path(__file__).resolve().parents[3]
LARGEST_HTML = 1_500_000
MOST_ROWS = 2_000


class PrintError(Exception):
    """A report could not be printed; the text says why."""


class RunawayError(PrintError):
    """The rendering took more time or memory than any report needs, and was ended."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one rendering process may use. A report of eight pages takes about a second and 150 MB."""

    wall_seconds: float = 60
    cpu_seconds: int = 45
    memory_bytes: int = 1_500_000_000
    jobs: int = 200


class Printer:
    """One rendering process at a time, used by one thread at a time."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.started = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._printed = 0
        self._lock = threading.Lock()

    def print(self, job: PrintJob) -> bytes:
        """The PDF of a job. Raises PrintError, or RunawayError when it was ended from outside."""
        refuse_oversized(job)
        with self._lock:
            process = self._ready()
            try:
                return self._exchange(process, job)
            except BaseException:
                self._end()
                raise

    def close(self) -> None:
        with self._lock:
            self._end()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process and (self._printed >= self.limits.jobs or self._process.poll() is not None):
            self._end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "runrate.reports.rendering.pdf"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env=_environment(),
                preexec_fn=self._limit,  # noqa: PLW1509 - limits have to be set in the child before it runs
            )
            self._printed = 0
            self.started += 1
        return self._process

    def _limit(self) -> None:
        """Runs in the child: memory for good; CPU is moved along with each job."""
        resource.setrlimit(resource.RLIMIT_AS, (self.limits.memory_bytes, self.limits.memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(5)

    def _exchange(self, process: subprocess.Popen[bytes], job: PrintJob) -> bytes:
        if process.stdin is None or process.stdout is None:
            raise PrintError("The rendering process has no pipes.")
        deadline = time.monotonic() + self.limits.wall_seconds
        self._allow_cpu(process)
        try:
            process.stdin.write(job.as_line())
            process.stdin.flush()
        except OSError as error:
            raise RunawayError("The rendering process ended before it took the report.") from error
        reader = _Reader(process.stdout, deadline)
        answer = json.loads(reader.line())
        if "error" in answer:
            raise PrintError(answer["error"])
        self._printed += 1
        return reader.exactly(answer["bytes"])

    def _allow_cpu(self, process: subprocess.Popen[bytes]) -> None:
        """The limit counts since the process began, so each job gets its share on top of what was used."""
        used = sum(map(float, Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
        seconds = int(used / os.sysconf("SC_CLK_TCK")) + self.limits.cpu_seconds
        # The soft limit alone: it ends the process, and a lowered hard one could never be raised again.
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.communicate()
        self._process = None


class _Reader:
    """Reads from the process, but never longer than until the deadline."""

    def __init__(self, stream: IO[bytes], deadline: float) -> None:
        self._descriptor = stream.fileno()
        self._deadline = deadline
        self._held = b""

    def line(self) -> bytes:
        while b"\n" not in self._held:
            self._held += self._more()
        line, _, self._held = self._held.partition(b"\n")
        return line

    def exactly(self, size: int) -> bytes:
        parts, have = [self._held], len(self._held)
        while have < size:
            parts.append(self._more())
            have += len(parts[-1])
        self._held = b""
        return b"".join(parts)

    def _more(self) -> bytes:
        left = self._deadline - time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(self._descriptor, selectors.EVENT_READ)
            if left <= 0 or not selector.select(left):
                raise RunawayError("The rendering took longer than any report needs and was ended.")
        if read := os.read(self._descriptor, 1 << 16):
            return read
        raise RunawayError("The rendering used more than any report needs and was ended.")


def refuse_oversized(job: PrintJob) -> None:
    """Refuses before rendering what no report of ours can be. Raises PrintError."""
    if len(job.html) > LARGEST_HTML:
        raise PrintError("This report is too long to be printed.")
    if job.html.count("<tr") > MOST_ROWS:
        raise PrintError("This report has too many table rows to be printed.")


def _environment() -> dict[str, str]:
    """What fonts need and no more: no key, no database address, no token reaches the process."""
    kept = ("PATH", "HOME", "LANG", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONDONTWRITEBYTECODE": "1"}
