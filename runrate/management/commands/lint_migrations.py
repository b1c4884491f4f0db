"""`manage.py lint_migrations`: no migration may break the code of before it; part of `make test`."""

from django.core.management.base import BaseCommand, CommandError

from runrate.ops.migrations import problems


class Command(BaseCommand):
    """Reads migrations only; needs no database."""

    help = "Checks that every migration expands first and contracts later."
    requires_system_checks = ()

    def handle(self, *args: str, **options: object) -> None:
        """Exit code 1 and a line per step that old code would not survive."""
        found = problems()
        if found:
            raise CommandError("\n".join([*found, "See runrate/ops/migrations.py for what to do instead."]))
