"""`manage.py prepare`: what a new version needs before it serves. Safe to run again, and while serving."""

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.files.storage import default_storage
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Run at each install and upgrade, by one process, before web and worker start on the new code."""

    help = "Migrates, makes the cache table, the report bucket and the staff roles, and loads the price list."

    def handle(self, *args: str, verbosity: int, **options: object) -> None:
        """Says each step; the first that fails ends it with its own message."""
        self.stdout.write("Migrating …")
        call_command("migrate", interactive=False, verbosity=verbosity)
        if isinstance(caches["default"], DatabaseCache):
            call_command("createcachetable", verbosity=verbosity)
        self._make_bucket()
        for name in ("import_prices", "roles"):
            if name in get_commands():
                self.stdout.write(f"{name} …")
                call_command(name, verbosity=verbosity)
        self.stdout.write("Ready.")

    def _make_bucket(self) -> None:
        bucket = getattr(default_storage, "bucket", None)
        if bucket is None or bucket.creation_date is not None:
            return
        self.stdout.write(f"Making the bucket {bucket.name} …")
        bucket.create()
