"""Where a table begins: the row of its titles below those of a cover, and the sheet that has it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from calculator.usage.cells import cell_as_kept
from calculator.usage.files import DamagedError, UnknownFileError, UnreadableError
from calculator.usage.formats import Rows, of_header
from calculator.usage.spreadsheet_cells import told_apart
from calculator.usage.texts import LONGEST_CELL
from runrate.core.translation import gettext as _

MOST_ABOVE: Final = 40
"""So many rows are looked through for titles: those of a cover are few."""
MOST_SHEETS: Final = 50
MOST_COLUMNS: Final = 1000
LEAST_SHARE: Final = 0.6
"""Of the cells of a table's widest row its titles fill at least so many, which a line of a cover does not."""
DELIMITERS: Final = (",", ";", "\t")
"""Between cells; spreadsheets write a semicolon where a comma ends the whole part of a number."""
_SAYS_DELIMITER: Final = re.compile(r'"?sep=([,;\t]?)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Table:
    """A table from its titles on: their row's number, the rows that follow, and how many stand above."""

    header: list[str]
    place: int
    rows: Iterator[list[str]]
    above: int = 0
    is_known: bool = False
    sheet: str = ""
    """Its sheet, where others before it hold something else."""
    others: tuple[str, ...] = ()
    """Other sheets of the workbook that hold an export that is known here, too."""


def columns_of(cells: Sequence[str]) -> list[str]:
    """Titles as formats know them."""
    return [cell.strip().strip('"').strip().lower() for cell in cells]


def table_in(rows: Iterable[list[str]], chosen: Rows | None = None) -> Table:
    """The table of these rows; its titles are those of `chosen`, else of a format that is known.

    Where neither is found among the first rows, they are the first that fills most of the table's columns.
    """
    left = iter(rows)
    looked: list[list[str]] = []
    blank = 0
    for cells in left:
        if not looked and (not _held(cells) or _says_delimiter(blank, cells)):
            blank += 1
            continue
        looked.append(cells)
        if _is_header(cells, chosen):
            return _from(looked, len(looked) - 1, blank, left, is_known=True)
        if len(looked) >= MOST_ABOVE:
            break
    return _from(looked, _likely(looked), blank, left)


def with_last(rows: Iterable[list[str]]) -> Iterator[tuple[bool, list[str]]]:
    """Each row, and whether no other follows: that one may be cut."""
    left = iter(rows)
    held = next(left, None)
    while held is not None:
        more = next(left, None)
        yield more is None, held
        held = more


def table_of(sheets: Iterable[tuple[str, Iterable[list[str]]]], chosen: Rows | None = None) -> Table:
    """The first sheet whose titles are known; else the first that has titles, else the first that holds any.

    Rows of sheets end with their last cell that holds something: here they are as long as the titles.
    """
    first: Table | None = None
    known: Table | None = None
    others: list[str] = []
    passed = ""
    for _count, (name, rows) in zip(range(MOST_SHEETS), sheets, strict=False):
        found = table_in(rows, chosen)
        if found.is_known and known is not None:
            others.append(name)
        elif found.is_known:
            known = _padded(found, name if passed else "")
        elif found.header and (first is None or len(first.header) < 2 <= len(found.header)):
            first = _padded(found, name if passed else "")
        passed = passed or name if found.header else passed
    if known is None:
        return first or Table([], 0, iter(()))
    return Table(
        known.header, known.place, known.rows, known.above, known.is_known, known.sheet, tuple(others)
    )


def table_of_text(rows: Iterable[list[str]], chosen: Rows | None = None) -> Table:
    """The same of a file of text. Raises UnknownFileError for one that breaks before it has any titles."""
    try:
        return table_in(rows, chosen)
    except DamagedError:
        raise
    except UnreadableError as error:
        raise UnknownFileError(str(error)) from error


def delimiter(start: bytes) -> str:
    """What stands between the cells: the sign that makes titles that are known, else most columns."""
    text = start.decode("utf-8", "replace")
    said = _SAYS_DELIMITER.match(text)
    if said is not None and said[1] in DELIMITERS:
        return said[1]
    csv.field_size_limit(LONGEST_CELL)
    first = {sign: _first_rows(text, sign) for sign in DELIMITERS}
    for sign, rows in first.items():
        if any(_is_header(cells, None) for cells in rows):
            return sign
    for _place in range(MOST_ABOVE):
        widths = {sign: len(rows.pop(0)) if rows else 0 for sign, rows in first.items()}
        if max(widths.values()) > 1:
            return max(widths, key=lambda sign: widths[sign])
    return DELIMITERS[0]


def _first_rows(text: str, sign: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    found: list[list[str]] = []
    try:
        for cells in rows:
            found.append(cells)
            if len(found) >= MOST_ABOVE:
                break
    except csv.Error:  # said where the table is read
        pass
    return found


def _held(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _is_header(cells: Sequence[str], chosen: Rows | None) -> bool:
    if chosen is not None and chosen.needs <= {column[:100] for column in columns_of(told_apart(cells))}:
        return True
    return _held(cells) > 1 and len(of_header(columns_of(cells))) > 0


def _likely(looked: Sequence[list[str]]) -> int:
    """The row of titles in a table that is not known."""
    held = [_held(cells) for cells in looked]
    widest = max(held, default=0)
    return next((place for place, count in enumerate(held) if count and count >= LEAST_SHARE * widest), -1)


def _says_delimiter(place: int, cells: Sequence[str]) -> bool:
    """Whether this is how spreadsheets tell themselves their delimiter, in a first row."""
    held = [cell for cell in cells if cell.strip()]
    return place == 0 and len(held) == 1 and _SAYS_DELIMITER.fullmatch(held[0]) is not None


def _from(
    looked: list[list[str]], at: int, blank: int, left: Iterator[list[str]], *, is_known: bool = False
) -> Table:
    if at < 0:
        return Table([], blank, iter(()))
    above = sum(1 for cells in looked[:at] if _held(cells))
    return Table(looked[at], blank + at + 1, chain(looked[at + 1 :], left), above, is_known)


def _padded(found: Table, sheet: str) -> Table:
    width = len(found.header)
    rows = (cells + [""] * (width - len(cells)) if cells else cells for cells in found.rows)
    return Table(found.header, found.place, rows, found.above, found.is_known, sheet)


def where(table: Table) -> Iterator[str]:
    """What is said of a table that does not begin where its file does."""
    if table.sheet:
        yield _("read from the sheet “{name}”").format(name=cell_as_kept(table.sheet)[:60])
    if table.above:
        said = _("titles found in row {n}: what stands above them is not read")
        yield said.format(n=table.place)
    for other in table.others:
        said = _("the sheet “{name}” holds an export too and is not read: save it as a file of its own")
        yield said.format(name=cell_as_kept(other)[:60])


class UnknownColumnsError(UnknownFileError):
    """A table of no known format, or of several: its header is there to be mapped by hand."""

    def __init__(self, said: str, header: Sequence[str], candidates: Sequence[str]) -> None:
        super().__init__(said)
        self.header = tuple(column.strip()[:100] for column in told_apart(header[:MOST_COLUMNS]))
        self.candidates = tuple(candidates)


def the_one(found: Sequence[Rows], header: Sequence[str]) -> Rows:
    if len(found) == 1:
        return found[0]
    said = _("The columns of this file are those of no export that is known here: {columns}.")
    if found:
        said = _("The columns of this file fit several exports ({names}): {columns}.")
    shown = ", ".join(column.strip()[:40] for column in header[:12]) + (" …" if len(header) > 12 else "")
    names = [each.name for each in found]
    raise UnknownColumnsError(said.format(columns=shown, names=", ".join(names)), header, names)
