"""A table of cells: which format it is, and its rows; those that differ in amounts are added up."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from operator import add, itemgetter
from typing import Any, Final

from calculator.usage.cells import ZERO, RefusedError, number, word
from calculator.usage.files import UnreadableError
from calculator.usage.formats import Fold, Reader, Rows, of_header
from calculator.usage.lines import Item, Sums
from calculator.usage.reading import Options, Reading
from runrate.core.translation import gettext as _

MOST_COLUMNS: Final = 1000
MOST_SLOTS: Final = 20_000
_AMOUNT: Final = r"(?:-?\d{1,20}(?:\.\d{1,30})?)?"
_MOMENT: Final = r"\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z?"


def read_table(rows: Iterable[list[str]], name: str, options: Options, chosen: Rows | None = None) -> Reading:
    """All rows of a table, of which the first is its header. Raises UnreadableError for unknown columns."""
    taken = iter(rows)
    header = next(taken, [])
    columns = [column.strip().strip('"').strip().lower() for column in header]
    known = chosen or _one(of_header(columns), header)
    doubled = sorted({column for column in columns if column and columns.count(column) > 1} & known.columns)
    if len(columns) > MOST_COLUMNS or doubled:
        said = _("Columns of this file stand there twice: {columns}.")
        raise UnreadableError(said.format(columns=", ".join(doubled) or len(columns)))
    reading = Reading(name, known.name, known.zone, Sums(options.by), options.months)
    reading.version = known.version(columns) if known.version else ""
    reading.skipped_columns = tuple(
        title.strip()[:60]
        for title, column in zip(header, columns, strict=True)
        if column not in known.columns
    )[:100]
    for note in known.notes:
        reading.sums.note(_(note))
    _Table(reading, known, header, columns, options).read(taken)
    return reading


class UnknownColumnsError(UnreadableError):
    """A table of no known format, or of several: its header is there to be mapped by hand."""

    def __init__(self, said: str, header: Sequence[str], candidates: Sequence[str]) -> None:
        super().__init__(said)
        self.header = tuple(column.strip()[:100] for column in header[:MOST_COLUMNS])
        self.candidates = tuple(candidates)


def _one(found: Sequence[Rows], header: Sequence[str]) -> Rows:
    if len(found) == 1:
        return found[0]
    said = _("The columns of this file are those of no export that is known here: {columns}.")
    if found:
        said = _("The columns of this file fit several exports ({names}): {columns}.")
    shown = ", ".join(column.strip()[:40] for column in header[:12]) + (" …" if len(header) > 12 else "")
    names = [each.name for each in found]
    raise UnknownColumnsError(said.format(columns=shown, names=", ".join(names)), header, names)


class _Table:
    """The rows of one table on their way into a reading."""

    def __init__(
        self, reading: Reading, known: Rows, header: Sequence[str], columns: Sequence[str], options: Options
    ) -> None:
        self.reading, self.known, self.on_refused = reading, known, options.on_refused
        self.names = dict(zip(columns, header, strict=True))
        self.width = len(columns)
        self.places = {column: place for place, column in enumerate(columns) if column in known.columns}
        self.reader: Reader = known.reader()

    def read(self, rows: Iterable[list[str]]) -> None:
        fold = self.known.fold
        if fold is None or fold.at not in self.places:
            for place, cells in enumerate(rows, start=2):
                self.one(place, cells)
            return
        folding = _Folding(self, fold)
        for place, cells in enumerate(rows, start=2):
            if len(cells) != self.width or not folding.took(cells):
                self.one(place, cells)
        folding.empty()
        self.reading.read += folding.rows

    def one(self, place: int, cells: list[str]) -> bool:
        """Reads one row by itself; whether it was not refused."""
        if not cells or (len(cells) == 1 and not cells[0].strip()):
            return False
        self.reading.read += 1
        picked: dict[str, str] = {}
        try:
            picked = self.picked(cells)
            self.reading.put(self.reader(picked))
        except RefusedError as error:
            self.reading.refuse(place, error, self.names, _paid(self.known, picked))
            if self.on_refused is not None:
                self.on_refused(place, cells, error)
            return False
        return True

    def picked(self, cells: list[str]) -> dict[str, str]:
        """The cells that the reader looks at, by their columns; no others leave the row."""
        if len(cells) != self.width:
            said = _("{cells} cells, the header has {columns}")
            raise RefusedError(None, None, said.format(cells=len(cells), columns=self.width))
        return {column: cells[at] for column, at in self.places.items()}


def _paid(known: Rows, cells: Mapping[str, str]) -> tuple[str, Decimal] | None:
    """What a refused row cost, if that much of it can be read."""
    if known.money is None:
        return None
    column, currency = known.money
    try:
        paid = number(cells, column)
    except RefusedError:
        return None
    return None if paid is None else ((word(cells, currency) or currency).upper(), paid)


class _Slot:
    """Rows that are the same but for their amounts, of which the first has been read by itself."""

    __slots__ = ("amounts_of", "cells", "count", "present", "sums")

    def __init__(self, cells: list[str | None], present: Sequence[int]) -> None:
        self.cells, self.present, self.count = cells, present, 0
        self.sums = [ZERO] * len(present)
        self.amounts_of: Callable[[Any], tuple[str, ...]] = (
            itemgetter(*present)
            if len(present) > 1
            else (lambda row: (row[present[0]],))
            if present
            else lambda _row: ()
        )


class _Folding:
    """Adds rows up by all that is not an amount; what is not plain is left to be read by itself."""

    def __init__(self, table: _Table, fold: Fold) -> None:
        self.table, self.at, self.rows = table, table.places[fold.at], 0
        self.amounts = [table.places[name] for name in fold.amounts if name in table.places]
        self.keys = sorted(set(table.places.values()) - {*self.amounts, self.at})
        self.numbers_of = itemgetter(*self.amounts, self.at)
        self.key_of = itemgetter(*self.keys)
        self.plain = re.compile(",".join([_AMOUNT] * len(self.amounts) + [_MOMENT]), re.ASCII).fullmatch
        self.slots: dict[tuple[object, ...], _Slot] = {}
        self.words: dict[str, str] = {}

    def took(self, cells: list[str]) -> bool:
        numbers = self.numbers_of(cells)
        if not self.plain(",".join(numbers)):
            return False
        key = (*map(bool, numbers), numbers[-1][:10], *self.key_of(cells))
        slot = self.slots.get(key)
        if slot is None:
            return self._first(key, cells)
        slot.count += 1
        slot.sums = [*map(add, slot.sums, map(Decimal, slot.amounts_of(cells)))]
        self.rows += 1
        return True

    def _first(self, key: tuple[object, ...], cells: list[str]) -> bool:
        """Reads the first of its kind by itself; what it is refused for is said of each of the next too."""
        picked = {column: cells[at] for column, at in self.table.places.items()}
        try:
            outcome = self.table.reader(picked)
        except (RefusedError, InvalidOperation):
            return False
        self.rows += 1
        self.table.reading.put(outcome)
        if isinstance(outcome, Item) and outcome.alone:
            return True
        if len(self.slots) >= MOST_SLOTS:
            self.empty()
        keep = self.words
        key = tuple(keep.setdefault(each, each) if isinstance(each, str) else each for each in key)
        present = [at for at in self.amounts if cells[at]]
        held: list[str | None] = [None] * self.table.width
        for at in (*self.keys, self.at):
            held[at] = keep.setdefault(cells[at], cells[at])
        self.slots[key] = _Slot(held, present)
        return True

    def empty(self) -> None:
        """Reads each kind's rows as one, with their amounts added up."""
        for slot in self.slots.values():
            if slot.count:
                cells: dict[str, Any] = {column: slot.cells[at] for column, at in self.table.places.items()}
                sums = dict(zip(slot.present, slot.sums, strict=True))
                cells |= {column: sums[at] for column, at in self.table.places.items() if at in sums}
                self.table.reading.put(self.table.reader(cells), slot.count)
        self.slots, self.words = {}, {}
