"""Puts reports back into the queue whose worker was killed or whose task was lost."""

from typing import Any

from django.core.management.base import BaseCommand

from runrate.reports.tasks import JOBS


class Command(BaseCommand):
    help = "Puts abandoned reports back into the queue, and fails those whose worker died ten times."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"put back {JOBS.reap()}, found without a task {JOBS.requeue_lost()}")
