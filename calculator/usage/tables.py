"""A table of cells: which format it is, and its rows; those that differ in amounts are added up."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import product
from operator import itemgetter
from typing import Any, Final

from calculator.usage.cells import LONGEST_NUMBER, ZERO, Days, RefusedError, cell_as_kept
from calculator.usage.files import UnreadableError
from calculator.usage.formats import Fold, Outcome, Reader, Rows, of_header, tokens_lost
from calculator.usage.formats.rows.repeats import Repeats
from calculator.usage.formats.total_rows import Totals
from calculator.usage.headers import MOST_COLUMNS, Table, columns_of, table_in, the_one, where, with_last
from calculator.usage.lines import Item, Sums
from calculator.usage.reading import Options, Reading
from calculator.usage.spreadsheet_cells import told_apart
from runrate.core.translation import gettext as _

MOST_SLOTS: Final = 20_000
_DIGITS: Final = b"0123456789"
# A comma ends every amount, so that there is one way alone to read a text: no time is lost on others.
_SIGNED: Final = r"(?:-?\d{1,20}(?:\.\d{1,30})?,){%d}"
MOST_WAITING: Final = 60_000
"""Rows whose amounts are held as they are written, before they are added up: some 20 MB at most."""
LONGEST_KEY: Final = 4_000
"""Letters of a row that are not amounts: longer ones are read by themselves, so that few are held."""


def read_table(
    rows: Iterable[list[str]] | Table, name: str, options: Options, chosen: Rows | None = None
) -> Reading:
    """All rows of a table below its titles. Raises UnreadableError for unknown columns.

    A table with other columns than those `chosen` is read as what it is known for.
    """
    table = rows if isinstance(rows, Table) else table_in(rows, chosen)
    header, columns, known = _titles(table.header, chosen)
    doubled = sorted({column for column in columns if column and columns.count(column) > 1} & known.columns)
    if len(columns) > MOST_COLUMNS or doubled:
        said = _("Columns of this file stand there twice: {columns}.")
        raise UnreadableError(said.format(columns=", ".join(doubled) or len(columns)))
    reading = Reading(name, known.name, known.zone, Sums(options.by), options.months)
    reading.version = known.version(columns) if known.version else ""
    reading.not_told |= known.lacks(columns)
    reading.header = tuple(title.strip()[:100] for title in header)
    reading.skipped_columns = tuple(
        cell_as_kept(title.strip())[:60]
        for title, column in zip(header, columns, strict=True)
        if column not in known.columns
    )[:100]
    for note in (*map(_, known.notes), *where(table)):
        reading.sums.note(note)
    _Table(reading, known, header, columns, options).read(table.rows, table.place + 1)
    return reading


def _titles(header: list[str], chosen: Rows | None) -> tuple[list[str], list[str], Rows]:
    """The titles as they stand and as formats know them, and the format they are read as."""
    if chosen is not None:
        apart = told_apart(header)
        columns = [column[:100] for column in columns_of(apart)]
        if chosen.needs <= set(columns):
            return apart, columns, chosen
    return header, columns_of(header), the_one(of_header(columns_of(header)), header)


class _Table:
    """The rows of one table on their way into a reading."""

    def __init__(
        self, reading: Reading, known: Rows, header: Sequence[str], columns: Sequence[str], options: Options
    ) -> None:
        self.reading, self.known, self.on_refused = reading, known, options.on_refused
        self.names = dict(zip(columns, header, strict=True))
        self.width, self.short = len(columns), set[int]()
        spare = {column for column, better in known.spare.items() if not better.isdisjoint(columns)}
        wanted = known.columns - spare
        self.places = {column: place for place, column in enumerate(columns) if column in wanted}
        self.reader: Reader = known.reader()
        self.totals = Totals(known.reader, reading.sums, known.day, known.words)
        self.repeats = Repeats(known.name, reading.sums)

    def read(self, rows: Iterable[list[str]], first: int) -> None:
        fold = self.known.fold
        if fold is None or fold.at not in self.places:
            for place, (is_last, cells) in enumerate(with_last(rows), start=first):
                self.one(place, cells if len(cells) >= self.width else self.filled(cells, is_last=is_last))
        else:
            _Folding(self, fold).read(rows, first)
        for outcome, note in self.totals.outcomes():
            self.reading.put(outcome)
            if note:
                self.reading.sums.note(note)
        self.totals.count_days()
        self.repeats.say()

    def one(self, place: int, cells: list[str]) -> Outcome | None:
        """Reads one row by itself; None where it was refused, or blank."""
        if not any(map(str.strip, cells)):
            return None
        self.reading.read += 1
        picked: dict[str, str] = {}
        try:
            picked = self.picked(cells)
            outcome = self.reader(picked)
        except RefusedError as error:
            refuse = partial(self.refuse, place, cells, picked, error)
            if not self.totals.refused(place, cells, picked or self.padded(cells), error, refuse):
                refuse()
            return None
        if isinstance(outcome, Item):
            if self.totals.is_named(picked) and self.totals.named(place, picked, outcome):
                return None
            self.totals.saw(picked, outcome)
            self.repeats.saw(cells, outcome)
        self.reading.put(outcome)
        return outcome

    def refuse(self, place: int, cells: list[str], picked: Mapping[str, str], error: RefusedError) -> None:
        lost = tokens_lost(self.known.reader, picked, error)
        self.reading.refuse(place, error, self.names, self.known.paid(picked), lost)
        if self.on_refused is not None:
            error.column = self.names.get(error.column or "", error.column)
            self.on_refused(place, self.own(cells), error)

    def filled(self, cells: list[str], *, is_last: bool) -> list[str]:
        """A row of one's own that ends before blank words; the last of all only where others ended so too."""
        needed = {column for column, at in self.places.items() if at >= len(cells)} - {*self.known.words}
        if not self.known.day or needed or (is_last and len(cells) not in self.short):
            return cells
        self.short.add(len(cells))
        return cells + [""] * (self.width - len(cells))

    def padded(self, cells: list[str]) -> dict[str, str]:
        """The cells of a row that ends early; nothing of one that is longer than the titles."""
        short = len(cells) < self.width
        return self.picked(cells + [""] * (self.width - len(cells))) if short else {}

    def own(self, cells: list[str]) -> list[str]:
        """A refused row without the cells that nobody looks at: in one of another width that is any."""
        if len(cells) != self.width:
            return [""] * len(cells)
        return [cell if at in self.places.values() else "" for at, cell in enumerate(cells)]

    def picked(self, cells: list[str]) -> dict[str, str]:
        """The cells that the reader looks at, by their columns; no others leave the row."""
        if len(cells) != self.width:
            said = _("{cells} cells, the header has {columns}")
            raise RefusedError(None, None, said.format(cells=len(cells), columns=self.width))
        return {column: cells[at] for column, at in self.places.items()}


class _Slot:
    """Rows that are the same but for day and amounts, of which the first has been read by itself.

    `next` are those with the same words whose blank amounts are others; `days` hold amounts as they are
    written, until they are added up.
    """

    __slots__ = (
        "blank", "blank_of", "cells", "days", "is_signed", "next", "plain", "present", "present_of", "sums",
    )  # fmt: skip

    def __init__(
        self, cells: list[str | None], present: Sequence[int], blank: Sequence[int], after: "_Slot | None"
    ) -> None:
        self.cells, self.present, self.next = cells, present, after
        self.present_of = _several(present)
        self.blank_of = itemgetter(*blank) if blank else None
        self.is_signed = re.compile(_SIGNED % len(present), re.ASCII).fullmatch
        # What is left of plain amounts, with a comma between them, when their digits are taken away.
        self.plain = frozenset(b",".join(each) for each in product((b"", b"."), repeat=len(present)))
        self.blank = "" if len(blank) == 1 else ("",) * len(blank)
        self.days: dict[str, list[str]] = {}
        self.sums: dict[str, tuple[int, list[Decimal]]] = {}

    def add_up(self) -> None:
        """Amounts into sums: a column at a time, which is cheaper than a row at a time."""
        width = len(self.present)
        for day, rows in self.days.items():
            if rows:
                cells = ",".join(rows).split(",")
                columns = [cells[at::width] for at in range(width)]
                # Billed, list and effective cost are often the same: columns written alike are added up once.
                like = [columns.index(column) for column in columns]
                added = {at: sum(map(Decimal, columns[at])) for at in set(like)}
                count, sums = self.sums.get(day, (0, [ZERO] * width))
                more = [held + added[at] for held, at in zip(sums, like, strict=True)]
                self.sums[day] = count + len(rows), more
                rows.clear()


def _several(places: Sequence[int]) -> Callable[[list[str]], tuple[str, ...]]:
    """The cells at these places, as a tuple however many there are."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda cells: tuple(cells[at] for at in places)


class _Folding:
    """Adds rows up by all that is not an amount; what is not plain is left to be read by itself."""

    def __init__(self, table: _Table, fold: Fold) -> None:
        self.table, self.at = table, table.places[fold.at]
        self.amounts = [table.places[name] for name in fold.amounts if name in table.places]
        self.keys = sorted(set(table.places.values()) - {*self.amounts, self.at})
        self.slots: dict[tuple[str, ...], _Slot] = {}
        self.words: dict[str, str] = {}
        self.held = 0

    def read(self, rows: Iterable[list[str]], first: int) -> None:
        """All rows. Most of a large bill's time is spent here: it asks as little as it can of each."""
        key_of, find, at, width = _several(self.keys), self.slots.get, self.at, self.table.width
        day_of = Days()
        waiting = 0
        for place, cells in enumerate(rows, start=first):
            if len(cells) != width:
                self.table.one(place, cells)
                continue
            slot = find(key_of(cells))
            while slot is not None and slot.blank_of is not None and slot.blank_of(cells) != slot.blank:
                slot = slot.next
            if slot is None:
                self._first(place, cells)
                continue
            texts, day = slot.present_of(cells), day_of[cells[at]]
            written = ",".join(texts)
            # Digits and a point are told by what is left without digits: a pattern takes three times as long.
            is_plain = (
                written.encode().translate(None, _DIGITS) in slot.plain
                and "" not in texts
                and "." not in texts
                and (len(written) <= LONGEST_NUMBER or max(map(len, texts)) <= LONGEST_NUMBER)
            ) or slot.is_signed(f"{written},")
            if not day or not is_plain:
                self.table.one(place, cells)
                continue
            held = slot.days.get(day)
            if held is not None:
                held.append(written)
            else:
                slot.days[day] = [written]
                self._hold()
            waiting += 1
            if waiting >= MOST_WAITING:
                self._add_up()
                waiting = 0
        self.empty()

    def _first(self, place: int, cells: list[str]) -> None:
        """Reads the first of its kind by itself; what it is refused for is said of each of the next too."""
        outcome = self.table.one(place, cells)
        if outcome is None or (isinstance(outcome, Item) and outcome.alone):
            return
        if sum(len(cells[at]) for at in self.keys) > LONGEST_KEY:
            return
        keep = self.words
        held: list[str | None] = [None] * self.table.width
        for at in self.keys:
            held[at] = keep.setdefault(cells[at], cells[at])
        present, blank = ([at for at in self.amounts if bool(cells[at]) is there] for there in (True, False))
        key = tuple(keep[cells[at]] for at in self.keys)
        after = self.slots.get(key)
        self.slots[key] = _Slot(held, present, blank, after)
        self._hold()

    def _hold(self) -> None:
        self.held += 1
        if self.held >= MOST_SLOTS:
            self.empty()

    def _every(self) -> Iterator[_Slot]:
        for first in self.slots.values():
            slot: _Slot | None = first
            while slot is not None:
                yield slot
                slot = slot.next

    def _add_up(self) -> None:
        for slot in self._every():
            slot.add_up()

    def empty(self) -> None:
        """Reads each day of each kind as one row, with its amounts added up."""
        for slot in self._every():
            slot.add_up()
            for day, (count, sums) in slot.sums.items():
                self._put(slot, count, {**dict(zip(slot.present, sums, strict=True)), self.at: day})
        self.slots.clear()
        self.words.clear()
        self.held = 0

    def _put(self, slot: _Slot, count: int, amounts: Mapping[int, object]) -> None:
        places = self.table.places.items()
        cells: dict[str, Any] = {column: amounts.get(at, slot.cells[at]) for column, at in places}
        self.table.reading.read += count
        self.table.reading.put(self.table.reader(cells), count)
