"""Keeps the rendering process: starts it, limits it from inside and outside, replaces it when worn."""

import atexit
import json
import os
import resource
import selectors
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from runrate.reports.rendering.pdf import PrintJob

ROOT = Path(__file__).resolve().parents[3]
LARGEST_HTML = 1_500_000
MOST_ROWS = 2_000
_AHEAD = 3
"""A process that will be worn after so many more jobs has its successor started."""
_LONGER = 20
"""So many jobs more a worn process prints at most, while its successor is not ready yet."""


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
    """One rendering process at a time, used by one thread at a time.

    A process is slow at its first job: the library is read, its style sheets and the fonts are. So it does a
    job that nobody waits for first, and the successor of a worn one has done so before the worn one is ended.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.started = 0
        self._rehearsal: PrintJob | None = None
        self._process: _Process | None = None
        self._next: _Process | None = None
        self._lock = threading.Lock()

    def print(self, job: PrintJob) -> bytes:
        """The PDF of a job. Raises PrintError, or RunawayError when it was ended from outside."""
        refuse_oversized(job)
        with self._lock:
            process = self._ready()
            try:
                printed = process.print(job, wall_seconds=self.limits.wall_seconds)
            except PrintError:
                self._end()
                self._prepare_next()
                raise
            except BaseException:
                self._end()
                raise
            if process.printed >= self.limits.jobs - _AHEAD:
                self._prepare_next()
            return printed

    def begin(self) -> None:
        """Starts a process, which reads its library by itself; for those who have a rehearsal only later."""
        with self._lock:
            self._ready()

    def warm(self, rehearsal: PrintJob) -> None:
        """Has a process print this job now, as every later one will first; waits for nothing."""
        with self._lock:
            self._rehearsal = rehearsal
            self._ready().rehearse(rehearsal)

    def wait_until_warm(self) -> None:
        """Until the rehearsal is printed. Raises PrintError where it cannot be: reports do without then."""
        with self._lock:
            try:
                self._ready().rehearsed(wall_seconds=self.limits.wall_seconds)
            except PrintError:
                self._end()
                self._rehearsal = None
                raise

    def close(self) -> None:
        with self._lock:
            self._end()
            self._process, self._next = self._next, None
            self._end()

    def _ready(self) -> "_Process":
        if self._next and self._next.is_gone():
            self._next.end()
            self._next = None
        if self._process and (self._process.is_gone() or self._is_worn(self._process)):
            self._end()
        if self._process is None:
            self._process, self._next = self._next or self._started(), None
        return self._process

    def _is_worn(self, process: "_Process") -> bool:
        """Whether its successor, if one was started, is better by now."""
        over = process.printed - self.limits.jobs
        return over >= 0 and (self._next is None or self._next.is_warm() or over >= _LONGER)

    def _prepare_next(self) -> None:
        if self._rehearsal and self._next is None:
            self._next = self._started()

    def _started(self) -> "_Process":
        self.started += 1
        return _Process(self.limits, self._rehearsal)

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


printer = Printer()
"""The printer of this worker; a process of it is there from the first job on, or from `begin`."""
atexit.register(printer.close)


class _Process:
    """One rendering process, its limits, and what it was given and has not answered yet."""

    def __init__(self, limits: Limits, rehearsal: PrintJob | None) -> None:
        self.printed = 0
        self._limits = limits
        self._unread = 0
        self._rehearsing = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "runrate.reports.rendering.pdf"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=_environment(),
            preexec_fn=self._limit,  # noqa: PLW1509 - limits have to be set in the child before it runs
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise PrintError("The rendering process has no pipes.")
        self._requests, self._reader = self._process.stdin, _Reader(self._process.stdout)
        if rehearsal is not None:
            self.rehearse(rehearsal)

    def rehearse(self, rehearsal: PrintJob) -> None:
        """Sends the first job of a process, once; nobody waits for its answer here."""
        if not self._rehearsing:
            self._rehearsing = True
            self._send(rehearsal)

    def print(self, job: PrintJob, *, wall_seconds: float) -> bytes:
        """The PDF of a job, once the answer to the rehearsal was read and dropped."""
        deadline = time.monotonic() + wall_seconds
        while self._unread:
            self._answer(deadline)
        self._send(job)
        error, printed = self._answer(deadline)
        if error:
            raise PrintError(error)
        self.printed += 1
        return printed

    def rehearsed(self, *, wall_seconds: float) -> None:
        """Returns once the rehearsal is printed. Raises PrintError where it was not."""
        deadline = time.monotonic() + wall_seconds
        while self._unread:
            error, _printed = self._answer(deadline)
            if error:
                raise PrintError(error)

    def is_warm(self) -> bool:
        """Whether the rehearsal is printed; waits for nothing."""
        return not self._unread or self._reader.has_more()

    def is_gone(self) -> bool:
        return self._process.poll() is not None

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()

    def _limit(self) -> None:
        """Runs in the child: memory for good; CPU is moved along with each job."""
        resource.setrlimit(resource.RLIMIT_AS, (self._limits.memory_bytes, self._limits.memory_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(5)

    def _send(self, job: PrintJob) -> None:
        self._allow_cpu()
        try:
            self._requests.write(line_of(job))
            self._requests.flush()
        except OSError as error:
            raise RunawayError("The rendering process ended before it took the report.") from error
        self._unread += 1

    def _answer(self, deadline: float) -> tuple[str, bytes]:
        """What went wrong, or the bytes of a file."""
        answer = json.loads(self._reader.line(deadline))
        self._unread -= 1
        return answer.get("error", ""), self._reader.exactly(answer.get("bytes", 0), deadline)

    def _allow_cpu(self) -> None:
        """The limit counts since the process began, so each job gets its share on top of what was used."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text()
        used = sum(map(float, stat.rsplit(")", 1)[1].split()[11:13]))
        seconds = int(used / os.sysconf("SC_CLK_TCK")) + self._limits.cpu_seconds
        # The soft limit alone: it ends the process, and a lowered hard one could never be raised again.
        resource.prlimit(self._process.pid, resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))


class _Reader:
    """Reads answers from the process, but never longer than until the deadline."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._descriptor = stream.fileno()
        self._held = b""

    def line(self, deadline: float) -> bytes:
        while b"\n" not in self._held:
            self._held += self._more(deadline)
        line, _, self._held = self._held.partition(b"\n")
        return line

    def exactly(self, size: int, deadline: float) -> bytes:
        parts, have = [self._held], len(self._held)
        while have < size:
            parts.append(self._more(deadline))
            have += len(parts[-1])
        whole = b"".join(parts)
        self._held = whole[size:]
        return whole[:size]

    def has_more(self) -> bool:
        """Whether something is there to be read."""
        return bool(self._held) or self._arrived(0)

    def _arrived(self, seconds: float) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(self._descriptor, selectors.EVENT_READ)
            return bool(selector.select(seconds))

    def _more(self, deadline: float) -> bytes:
        left = deadline - time.monotonic()
        if left <= 0 or not self._arrived(left):
            raise RunawayError("The rendering took longer than any report needs and was ended.")
        if read := os.read(self._descriptor, 1 << 16):
            return read
        raise RunawayError("The rendering used more than any report needs and was ended.")


def line_of(job: PrintJob) -> bytes:
    """A job as the rendering process reads it (`PrintJob.from_line`): one line of JSON."""
    told = asdict(job) | {"created": job.created.isoformat()}
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def refuse_oversized(job: PrintJob) -> None:
    """Refuses before rendering what no report of ours can be. Raises PrintError."""
    if len(job.html) + sum(map(len, job.boards)) > LARGEST_HTML:
        raise PrintError("This report is too long to be printed.")
    if job.html.count("<tr") > MOST_ROWS:
        raise PrintError("This report has too many table rows to be printed.")


def _environment() -> dict[str, str]:
    """What Python and fonts need and no more: no key, no database address, no token reaches the process.

    Where the site may keep bytecode the process may, too: without any, it reads its library in three times
    as long at each start.
    """
    kept = (
        "PATH", "HOME", "LANG", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "LD_LIBRARY_PATH",
        "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX",
    )  # fmt: skip
    return {name: os.environ[name] for name in kept if name in os.environ}
