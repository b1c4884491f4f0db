"""Puts what is counted of submissions right, and publishes the benchmark where its time has come."""

from django.core.management.base import BaseCommand

from assessment.services import benchmark


class Command(BaseCommand):
    """A benchmark is counted whole each time it is published, a week after the last time at the earliest."""

    help = "Recounts what is kept of submissions, and publishes the benchmarks that are due."

    def handle(self, *args: object, **options: object) -> None:
        right = benchmark.rebuild()
        self.stdout.write(
            "The sums equal a full recount." if right else "The sums differed and were set right."
        )
        self.stdout.write(f"{len(benchmark.publish_due())} snapshots published.")
