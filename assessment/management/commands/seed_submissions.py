"""`manage.py seed_submissions 1000000`: invented submissions, to see how the site does at that size."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from assessment.services import seeding


class Command(BaseCommand):
    """The same rows for the same count, seed and day; they count in benchmark and overview like real ones."""

    help = "Add invented finished submissions. For scale tests: refuses outside development."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("count", type=int)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--until", type=datetime.fromisoformat, default=None, help="day of the newest")
        parser.add_argument("--accounts", type=int, default=500, help="accounts that own 7 of 10")
        parser.add_argument(
            "--among-real-data", action="store_true", help="do it although this is no development site"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError on a site that may hold real people's data."""
        if not (settings.DEBUG or options["among_real_data"]):
            raise CommandError("Invented submissions would count in the benchmark of a real site.")
        if options["count"] < 1:
            raise CommandError("At least one submission.")
        until = options["until"] or datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        seeding.seed(
            count=options["count"],
            number=options["seed"],
            until=until if until.tzinfo else until.replace(tzinfo=UTC),
            owners=_owners(min(options["accounts"], options["count"])),
        )
        self.stdout.write(f"{options['count']} submissions added.")


def _owners(count: int) -> list[int]:
    """Accounts that nobody can sign in to."""
    people: Any = get_user_model().objects
    names = [f"seed-{number}@example.invalid" for number in range(1, count + 1)]
    people.bulk_create([people.model(email=name, password="!") for name in names], ignore_conflicts=True)  # noqa: S106  # unusable
    return list(people.filter(email__in=names).order_by("pk").values_list("pk", flat=True))
