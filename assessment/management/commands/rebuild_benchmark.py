"""Counts the benchmark again and says whether the maintained counts were right."""

from django.core.management.base import BaseCommand

from assessment import standing


class Command(BaseCommand):
    help = "Recounts the benchmark from all submissions, and publishes the snapshots that are due."

    def handle(self, *args: object, **options: object) -> None:
        right = standing.rebuild()
        self.stdout.write(
            "The counts equal a full recount." if right else "The counts differed and were set right."
        )
        self.stdout.write(f"{len(standing.publish_due())} snapshots published.")
