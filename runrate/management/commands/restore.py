"""`manage.py restore /var/backups/runrate/runrate-…`: puts a backup back and proves that it is all there."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from runrate.ops import backup


class Command(BaseCommand):
    """Stop web and worker first. Run `manage.py prepare` afterwards when the code is newer."""

    help = "Puts a backup's database and files back, then compares row counts and hashes with its manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The dated folder."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--replace", action="store_true", help="even though there are accounts already")

    def handle(self, *args: str, folder: Path, replace: bool, **options: object) -> None:
        """Exit code 1 and a line each when something differs."""
        try:
            differing = backup.restore(folder=folder, replace=replace)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        if differing:
            raise CommandError("Restored, but not equal:\n" + "\n".join(differing))
        held = backup.Manifest.read(folder)
        self.stdout.write(f"Equal to the backup: {sum(held.rows.values())} rows, {len(held.files)} files.")
