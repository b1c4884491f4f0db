"""`manage.py import_prices`: fills the price table from the bundled list, without the network."""

from argparse import ArgumentParser
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from calculator.models import PRICES, PriceRow
from calculator.prices.importer import Change, Imported, import_prices
from calculator.prices.second_list import PACKAGE, UnreadableListError, compare, second_list
from runrate.core.decimals import plain


class Command(BaseCommand):
    help = "Takes the bundled model prices into the price table: adds and closes rows, never rewrites them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        said = "compare every shared model with a second list, where one is installed"
        parser.add_argument("--compare", action="store_true", help=said)

    def handle(self, *args: Any, **options: Any) -> None:
        from calculator.prices.genai_prices import listed_prices  # slow to import, and needed by nobody else

        first = not PriceRow.objects.exists()
        imported = import_prices(listed=listed_prices())
        # Of a first import only the number says anything.
        for line in () if first and options["verbosity"] < 2 else _changes(imported):
            self.stdout.write(line)
        replaced = sum(1 for change in imported.changes if change.closed)
        self.stdout.write(
            f"{len(imported.changes)} prices added ({replaced} in place of a closed one), "
            f"{len(imported.withdrawn)} closed, {imported.unchanged} unchanged"
        )
        if options["compare"]:
            for line in _compared():
                self.stdout.write(line)


def _changes(imported: Imported) -> Iterator[str]:
    for change in imported.changes:
        yield _said(change)
    for row in imported.withdrawn:
        yield f"closed, no longer listed: {row}"


def _said(change: Change) -> str:
    """An added row with its two prices, or what is another price than in the row that it replaces."""
    new, old = change.added, change.closed
    if old is None:
        return f"added: {new}: ${plain(new.input_price)} in, ${plain(new.output_price)} out"
    moved = [
        f"{_called(name)} {_number(getattr(old, name))} -> {_number(getattr(new, name))}"
        for name in PRICES
        if getattr(old, name) != getattr(new, name)
    ]
    return f"changed: {new}: {'; '.join(moved)}"


def _compared() -> Iterator[str]:
    today = timezone.now().date()
    try:
        second = second_list(today)
    except UnreadableListError as error:
        yield f"not compared: the installed {PACKAGE} cannot be read ({error})"
        return
    if second is None:
        yield f"not compared: no second list is installed ({PACKAGE} is one)"
        return
    found = compare(PriceRow.objects.all().in_force_on(today), second)
    for each in found.differences:
        ours, theirs = _number(each.ours), _number(each.theirs)
        yield f"differs: {each.reference}: {_called(each.field)} {ours} here, {theirs} there"
    differing = len({each.reference for each in found.differences})
    yield (
        f"shared with {second.name} of {second.of}: models in both {found.shared}, "
        f"that differ {differing}, in prices {len(found.differences)}"
    )


def _called(field: str) -> str:
    return field.replace("_", " ")


def _number(price: Decimal | int | None) -> str:
    return "none" if price is None else plain(Decimal(price))
