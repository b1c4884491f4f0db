"""The engine's worker under its own name: it gets ready first, says that it is, and only then takes tasks."""

import logging
import os
import time
from typing import Any, ClassVar

from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands import db_worker
from gunicorn.systemd import sd_notify

from runrate.jobs.signals import worker_starting

log = logging.getLogger("runrate.jobs")


class Command(db_worker.Command):
    # They read all addresses and pages of the site, which no job needs: a third of a second at each start,
    # and 24 MB for as long as the worker lives. `prepare` has checked the same code and settings.
    requires_system_checks: ClassVar[list[str]] = []  # type: ignore[misc]  # as Django says to set it

    def handle(self, *, reload: bool, **options: Any) -> None:
        # Under the reloader this is also run by the process that only watches the files.
        if not reload or os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            _get_ready()
        super().handle(reload=reload, **options)


def _get_ready() -> None:
    """Tasks wait in the queue meanwhile, or go to another worker."""
    began = time.monotonic()
    # Who cannot get ready has it in the log; the work of the others is done all the same.
    worker_starting.send_robust(sender=Command)
    log.info("ready for work", extra={"seconds": round(time.monotonic() - began, 2)})
    # systemd calls the worker started from here on, and a restart of all of them returns.
    sd_notify("READY=1", log)
