"""How gunicorn serves the site: `gunicorn -c runrate/deploy/gunicorn.py`. Its processes are recycled."""

import contextlib
import gc
import multiprocessing
import os
import shutil
from pathlib import Path

wsgi_app = "runrate.wsgi"
bind = os.environ.get("RUNRATE_BIND", "127.0.0.1:8000")
# Each thread keeps a connection, and PostgreSQL allows a hundred unless it is told otherwise.
workers = int(os.environ.get("RUNRATE_WEB_PROCESSES", min(2 * multiprocessing.cpu_count() + 1, 9)))
# gthread, with threads of their own for probes.
worker_class = "runrate.ops.worker.ProbedWorker"
threads = int(os.environ.get("RUNRATE_WEB_THREADS", "8"))
# The code is read once and shared by the processes; nothing of it opens a connection while being imported.
preload_app = True
# Whatever leaks, leaks not for long; the jitter keeps the processes from restarting together.
max_requests = 5_000
max_requests_jitter = 1_000
timeout = 60
graceful_timeout = 30
keepalive = 5
backlog = 2048
# Heartbeats in memory: on a slow disk they would look like a hung process.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # a folder for gunicorn's own file
# Nobody here steers the server from outside.
control_socket_disable = True
limit_request_line = 8_190
limit_request_fields = 60
limit_request_field_size = 16_384
forwarded_allow_ips = os.environ.get("RUNRATE_PROXY_ADDRESSES", "127.0.0.1,::1")
# The site is at the root of its host; a header that says otherwise is somebody's invention.
forwarder_headers = ""
# The site writes one line per request itself, without addresses.
accesslog = None
errorlog = "-"


def on_starting(server: object) -> None:
    """Counts of processes of a former run must not be added to those of this one."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True, exist_ok=True)


def when_ready(server: object) -> None:
    """Views, templates and the store's library are read before the first process starts.

    All share them. While an upgrade is under way newer files lie in their place; a process that read one of
    them late would mix it with the code of before.
    """
    # Local: Django is set up only now.
    from django.core.files.storage import storages
    from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
    from django.urls import get_resolver

    _ = get_resolver().url_patterns
    if "django" not in [engine.name for engine in engines.all()]:
        return  # another application than the site, such as the bare one it is measured against
    _ = storages["default"]
    engine = engines["django"]
    for folder in map(Path, engine.template_dirs):
        for path in filter(Path.is_file, folder.rglob("*")):
            # What belongs to a part of a library that is not used here may not load; nobody will ask for it.
            with contextlib.suppress(TemplateDoesNotExist, TemplateSyntaxError, UnicodeDecodeError):
                engine.get_template(str(path.relative_to(folder)))
    # What is there now stays: no collection of garbage goes through it again, or copies its pages by that.
    gc.collect()
    gc.freeze()


def child_exit(server: object, worker: object) -> None:
    """A recycled process's gauges end with it."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        # Local: an optional package.
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(getattr(worker, "pid", 0))  # type: ignore[no-untyped-call]
