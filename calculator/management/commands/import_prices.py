"""`manage.py import_prices`: fills the price table from the bundled list, without the network."""

from typing import Any

from django.core.management.base import BaseCommand

from calculator.models import PriceRow
from calculator.prices.importer import Change, import_prices
from runrate.core.decimals import plain


class Command(BaseCommand):
    help = "Takes the bundled model prices into the price table: adds and closes rows, never rewrites them."

    def handle(self, *args: Any, **options: Any) -> None:
        from calculator.prices.genai_prices import listed_prices  # slow to import, and needed by nobody else

        imported = import_prices(listed=listed_prices())
        if options["verbosity"] > 1 or any(change.closed for change in imported.changes):
            for change in imported.changes:
                if change.closed or options["verbosity"] > 1:
                    self.stdout.write(_said(change))
        for row in imported.withdrawn:
            self.stdout.write(f"closed, no longer listed: {row}")
        replaced = sum(1 for change in imported.changes if change.closed)
        self.stdout.write(
            f"{len(imported.changes)} prices added ({replaced} in place of a closed one), "
            f"{len(imported.withdrawn)} closed, {imported.unchanged} unchanged"
        )


def _said(change: Change) -> str:
    new = _prices(change.added)
    return (
        f"{change.added}: {new}"
        if change.closed is None
        else f"{change.added}: {_prices(change.closed)} -> {new}"
    )


def _prices(row: PriceRow) -> str:
    return f"${plain(row.input_price)} in, ${plain(row.output_price)} out"
