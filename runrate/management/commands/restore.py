"""`manage.py restore /var/backups/runrate/runrate-…`: puts a backup back that is whole and ours."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from runrate.ops import backup


class Command(BaseCommand):
    """Stop web and worker first. Run `manage.py prepare` afterwards when the code is newer."""

    help = "Checks a backup's seal and hashes, puts database and files back, compares them with its manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The dated folder."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--replace", action="store_true", help="even though there are accounts already")
        parser.add_argument(
            "--unsealed", action="store_true", help="even though its seal is missing or of another key"
        )

    def handle(self, *args: str, folder: Path, replace: bool, unsealed: bool, **options: object) -> None:
        """Exit code 1 and a line each when something differs."""
        try:
            differing = backup.restore(folder=folder, replace=replace, unsealed=unsealed)
        except backup.BackupError as error:
            raise CommandError(str(error)) from error
        if differing:
            raise CommandError("Restored, but not equal:\n" + "\n".join(differing))
        held = backup.Manifest.read(folder)
        self.stdout.write(f"Equal to the backup: {sum(held.rows.values())} rows, {len(held.files)} files.")
