"""A tree of this project on a database of its own: served, worked for, and asked how much CPU it took."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.faults.browser import Browser
from tests.faults.stack import WORKER, free_port
from tests.on_postgresql import programs

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SERVER = ("-m", "gunicorn", "-c", "runrate/deploy/gunicorn.py")
# One process that lasts as long as the run, and connections that are kept: the same for all.
SAME_FOR_ALL = ("--workers", "1", "--threads", "2", "--keep-alive", "600", "--max-requests", "0")
NOT_KEPT = {"CACHE_URL", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
HIDDEN_OR_TESTS = r"/[.]|/tests/"
LONGEST_START = 20.0
"""Seconds: a worker of an earlier commit does not say that it is ready."""
PEOPLE = """
import sys, django
django.setup()
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
kind, same = get_user_model(), make_password(sys.argv[2])
made = [kind(email=f"person{number}@example.com", password=same) for number in range(int(sys.argv[1]))]
kind.objects.bulk_create(made)
EmailAddress.objects.bulk_create(
    [EmailAddress(user=each, email=each.email, verified=True, primary=True) for each in made]
)
"""


@dataclass
class Server:
    """A process with its children, and where it listens."""

    process: psutil.Process
    address: str = ""

    def spent(self) -> float:
        """Seconds of CPU of the whole tree so far.

        Of living processes from the kernel's own clock, since psutil counts in hundredths of a second; of
        those that ended, what their parents were told.
        """
        while True:
            each = [self.process, *self.process.children(recursive=True)]
            try:
                living = sum(time.clock_gettime((~process.pid << 3) | 2) for process in each)
                ended = [process.cpu_times() for process in each]
            except (OSError, psutil.NoSuchProcess):
                continue  # one ended meanwhile: its parent is told now
            return living + float(sum(times.children_user + times.children_system for times in ended))


@dataclass
class Worker(Server):
    """A worker, when it was started, and where it says that it is ready, as it does to systemd."""

    began: float = 0.0
    supervisor: socket.socket = field(kw_only=True)

    def ready_after(self) -> float | None:
        """Seconds from its start until it said so; None of one that has not after so long that it must be."""
        self.supervisor.settimeout(LONGEST_START)
        try:
            while b"READY=1" not in self.supervisor.recv(1000):
                pass
        except TimeoutError:
            return None
        return time.monotonic() - self.began


@dataclass
class Tree:
    """A folder with the project in some state, its database and its data."""

    name: str
    root: Path
    folder: Path
    database: str
    settings: str = "bench_settings"
    application: str = "runrate.wsgi"
    environment: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        kept = {name: text for name, text in os.environ.items() if name not in NOT_KEPT}
        self.environment = kept | {
            "PYTHONPATH": str(HERE / "beside"),
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
            "DJANGO_SETTINGS_MODULE": self.settings,
            "DATABASE_URL": self.database,
            "RUNRATE_DEBUG": "off",
            "RUNRATE_SECRET_KEY": secrets.token_urlsafe(50),
            "RUNRATE_DATA_DIR": str(self.folder),
            "RUNRATE_STATIC_ROOT": str(self.folder / "static"),
            "RUNRATE_MAIL_DIR": str(self.folder / "mail"),
            "RUNRATE_ALLOWED_HOSTS": "127.0.0.1",
            "RUNRATE_SSL_REDIRECT": "off",
            # Each visitor of the bench has an address of their own, so that no limit is reached.
            "RUNRATE_BEHIND_PROXY": "on",
            "RUNRATE_LOG_LEVEL": "INFO",
            "PATH": f"{programs()}{os.pathsep}{os.environ['PATH']}",
        }
        if os.environ.get("BENCH_CACHE_URL"):
            self.environment["CACHE_URL"] = os.environ["BENCH_CACHE_URL"]
        (self.folder / "mail").mkdir(parents=True, exist_ok=True)

    def run(self, *words: str) -> None:
        """Runs the interpreter in the tree; stops everything with its words when that fails."""
        command = [sys.executable, *words]
        done = subprocess.run(
            command, cwd=self.root, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"{self.name}: {' '.join(words[:3])} failed\n{done.stdout}{done.stderr}")

    def prepare(self, *, people: int, password: str) -> None:
        """Compiled as an installed site is; migrated, with prices, static files and people to sign in."""
        self.run("-m", "compileall", "-q", "-x", HIDDEN_OR_TESTS, ".")
        self.run("-c", "import weasyprint, django; django.setup(); import runrate.reports.tasks")
        self.run("manage.py", "prepare", "-v0")
        self.run("manage.py", "collectstatic", "--noinput", "-v0")
        self.run("-c", PEOPLE, str(people), password)

    @contextmanager
    def served(self) -> Iterator[Server]:
        """By gunicorn as production runs it, but with one process."""
        address = f"127.0.0.1:{free_port()}"
        words = (*SERVER, *SAME_FOR_ALL, "--bind", address, self.application)
        with self._child(words) as process:
            _wait(process, address, self.folder / "log")
            yield Server(process, address)

    @contextmanager
    def worker(self) -> Iterator["Worker"]:
        """One background worker, which has just been started and is hardly ready."""
        path = self.folder / "notify"
        path.unlink(missing_ok=True)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
            supervisor.bind(str(path))
            began = time.monotonic()
            with self._child(WORKER, NOTIFY_SOCKET=str(path)) as process:
                yield Worker(process, began=began, supervisor=supervisor)

    @contextmanager
    def _child(self, words: tuple[str, ...], **more: str) -> Iterator[psutil.Process]:
        with (self.folder / "log").open("ab") as log:
            child = subprocess.Popen(
                [sys.executable, *words], cwd=self.root, env=self.environment | more, stdout=log, stderr=log
            )
        try:
            yield psutil.Process(child.pid)
        finally:
            child.terminate()
            try:
                child.wait(timeout=20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def _wait(process: psutil.Process, address: str, log: Path) -> None:
    """Until something is answered. Raises SystemExit with the end of the log."""
    until = time.monotonic() + 60
    while time.monotonic() < until and process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        browser = Browser(address, timeout=5)
        status = browser.get("/").status
        browser.close()
        if status:
            return
        time.sleep(0.2)
    raise SystemExit(f"the server did not start\n{log.read_text('utf-8', 'replace')[-2000:]}")


def database(address: str, name: str) -> str:
    """A fresh database of a server; its address."""
    import psycopg

    with closing(psycopg.connect(address, autocommit=True)) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address.replace("/postgres?", f"/{name}?")


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """The project as it was at a commit, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="runrate-tree-") as name:
        tree = Path(name) / "tree"
        _git("worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*words: str) -> None:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"git {' '.join(words)}: {done.stderr.strip()}")
