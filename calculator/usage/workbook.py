"""The sheets of a workbook, each as rows of cells; nothing of it is calculated."""

import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import IO, Any, Final

from calculator.usage import workbook_parts
from calculator.usage.cells import NOT_CALCULATED
from calculator.usage.files import UnreadableError
from calculator.usage.texts import LONGEST_CELL, LONGEST_LINE
from calculator.usage.workbook_parts import column_of, related, small, told, too_large, whole
from runrate.core.translation import gettext as _

MOST_COLUMNS: Final = 1000
MOST_ROWS: Final = 1_048_576
"""So many rows a sheet has at most, whatever program wrote it."""

type Written = Callable[[str, str], str]
"""From a number's digits and its format to how it is written."""


type Sheet = tuple[str, Iterator[list[str]]]
"""A sheet's name and its rows, each to its last cell that holds anything; one that is not there is empty."""


def sheets(stream: IO[bytes], written: Written | None = None) -> Iterator[Sheet]:
    """Each sheet in the workbook's order, to be read while `stream` is open. Raises UnreadableError."""
    try:
        import openpyxl  # noqa: F401  # slow, and not there where only the command line is
    except ImportError as error:
        raise UnreadableError(_("This is a workbook: save the sheet as CSV first.")) from error
    with _in_words():
        archive = zipfile.ZipFile(stream)  # closed with its stream: sheets may be read side by side
        for each in archive.infolist():
            small(each)
        book = _Book(archive, written)
    for name, path in book.sheets:
        yield name, _rows(archive, path, book)


@contextmanager
def _in_words() -> Iterator[None]:
    """What breaks in a workbook, as the reason why it is not read."""
    try:
        yield
    except UnreadableError:
        raise
    except zipfile.BadZipFile as error:
        raise UnreadableError(_("This archive is damaged.")) from error
    except Exception as error:  # a stranger's workbook breaks its reader in ways that have no common name
        raise UnreadableError(_("This workbook is damaged: save the sheet as CSV.")) from error


def _rows(archive: zipfile.ZipFile, sheet: str, book: "_Book") -> Iterator[list[str]]:
    place = 0
    with _in_words():
        for number, found in _cells(archive, sheet, book):
            for _missing in range(place + 1, number):
                yield []
            place = number
            yield [found.get(column, "") for column in range(1, max(found) + 1)]


def _cells(archive: zipfile.ZipFile, name: str, book: "_Book") -> Iterator[tuple[int, Mapping[int, str]]]:
    """Rows of a sheet that hold anything by their numbers, each with the cells that are there alone."""
    sheet = _Sheet(book)
    with archive.open(name) as part:
        for _pause in told(part, sheet.start, sheet.end):
            yield from sheet.ready
            sheet.ready.clear()


class _Book:
    """Where the sheets of a workbook are, and how their cells are to be read."""

    def __init__(self, archive: zipfile.ZipFile, written: Written | None) -> None:
        from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH

        of_all = related(archive, "")
        main = next((path for kind, path in of_all.values() if kind == "officeDocument"), "xl/workbook.xml")
        beside = related(archive, main)
        self.written, self.epoch = written, WINDOWS_EPOCH
        self.sheets: list[tuple[str, str]] = []  # each by its name, with its part

        def start(name: str, attributes: Mapping[str, str]) -> None:
            if name == "sheet":
                id = next((value for key, value in attributes.items() if key.endswith(":id")), "")
                kind, path = beside.get(id, ("", ""))
                if kind == "worksheet":
                    self.sheets.append((attributes.get("name", ""), path))
            elif name == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
                self.epoch = CALENDAR_MAC_1904

        whole(archive, main, start)
        held = {kind: path for kind, path in beside.values() if path in archive.namelist()}
        self.words = workbook_parts.words(archive, held["sharedStrings"]) if "sharedStrings" in held else []
        codes, ids = workbook_parts.styles(archive, held["styles"]) if "styles" in held else ({}, [])
        self.formats = [codes.get(id) or BUILTIN_FORMATS.get(id, "General") for id in ids]
        self.dates = {style for style, code in enumerate(self.formats) if is_date_format(code)}
        self.spans = {style for style, code in enumerate(self.formats) if is_timedelta_format(code)}

    def text(self, value: str, kind: str, style: int) -> str:
        """A cell as text, by its type and style."""
        if kind == "s":
            return self.words[int(value)]
        if kind == "b":
            return str(bool(int(value)))
        if kind == "d":  # ISO text already; the clock's T as the other dates have it
            return value.replace("T", " ")
        return value if kind != "n" else self._number(value, style)

    def _number(self, value: str, style: int) -> str:
        from openpyxl.utils.datetime import from_excel  # as above

        amount = float(value) if any(sign in value for sign in ".eE") else int(value)
        if style in self.dates:
            try:
                return _text(from_excel(amount, self.epoch, timedelta=style in self.spans))
            except (OverflowError, ValueError):
                return "#VALUE!"
        if self.written is None:
            return _text(amount)
        return self.written(_text(amount), self.formats[style] if style < len(self.formats) else "General")


class _Sheet:
    """The cells of the row that is being read, and the rows that are ready."""

    def __init__(self, book: _Book) -> None:
        self.book = book
        self.ready: list[tuple[int, Mapping[int, str]]] = []
        self.number = self.column = self.style = self.length = 0
        self.kind, self.value, self.is_reading, self.is_formula = "n", "", True, False
        self.cells: dict[int, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            place = attributes.get("r")
            self.column = column_of(place) if place else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s") or 0)
            self.value, self.is_formula = "", False
        elif name == "f":
            self.is_formula = True
        elif name == "row":
            number = attributes.get("r")
            self.number = int(float(number)) if number else self.number + 1
            self.column, self.length, self.cells = 0, 0, {}
            if self.number > MOST_ROWS:
                raise too_large()
        elif name == "rPh":
            self.is_reading = False

    def end(self, name: str, text: str) -> None:
        if name == "v" or (name == "t" and self.is_reading):
            self.value += text
            self.length += len(text)
            if len(self.value) > LONGEST_CELL or self.length > LONGEST_LINE:
                raise too_large()
        elif name == "c":
            if self.is_formula and not self.value and self.kind != "str":
                self._put(NOT_CALCULATED)
            elif self.value and (found := self.book.text(self.value, self.kind, self.style)):
                self._put(found)
        elif name == "rPh":
            self.is_reading = True
        elif name == "row" and self.cells:
            self.ready.append((self.number, self.cells))

    def _put(self, text: str) -> None:
        if self.column > MOST_COLUMNS:
            said = _(
                "Row {n} of this workbook has a cell beyond column {most}: "
                "delete it, or save the sheet as CSV."
            )
            raise UnreadableError(said.format(n=self.number, most=MOST_COLUMNS))
        self.cells[self.column] = text


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
