"""Puts reports back into the queue whose worker was killed or whose task was lost."""

from typing import Any

from django.core.management.base import BaseCommand

from runrate.reports.tasks import reap, requeue_lost


class Command(BaseCommand):
    help = "Puts abandoned reports back into the queue, and fails those that were tried three times."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"put back {reap()}, found without a task {requeue_lost()}")
