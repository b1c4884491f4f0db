"""`manage.py backup /var/backups/runrate`: database and files of one moment, while the site serves."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from runrate.ops import backup


class Command(BaseCommand):
    """Needs pg_dump of the server's version or newer on PostgreSQL."""

    help = "Writes a dated folder with the database, all files and a sealed manifest of counts and hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where dated backups are collected."""
        parser.add_argument("into", type=Path, metavar="FOLDER")

    def handle(self, *args: str, into: Path, **options: object) -> None:
        """Prints the new folder."""
        try:
            made = backup.make(into=into, now=timezone.now())
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        held = backup.Manifest.read(made)
        self.stdout.write(f"{made}: {sum(held.rows.values())} rows, {len(held.files)} files.")
        self.stdout.write("It holds personal data: encrypt it, and keep the secret key somewhere else.")
        if not settings.BACKUP_PASSPHRASE:
            self.stdout.write("Sealed with the secret key: only a site with that key knows it for its own.")
