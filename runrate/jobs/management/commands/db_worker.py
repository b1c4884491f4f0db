"""The engine's worker under its own name, which first says that it is about to start."""

import os
from typing import Any

from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands import db_worker

from runrate.jobs.signals import worker_starting


class Command(db_worker.Command):
    def handle(self, *, reload: bool, **options: Any) -> None:
        # Under the reloader this is also run by the process that only watches the files.
        if not reload or os.environ.get(DJANGO_AUTORELOAD_ENV) == "true":
            worker_starting.send_robust(sender=type(self))
        super().handle(reload=reload, **options)
