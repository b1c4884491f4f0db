"""The first sheet of a workbook that holds anything, as rows of cells; nothing of it is calculated."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import IO, Any, Final
from xml.parsers import expat

from calculator.usage.files import DAMAGED, UnreadableError
from runrate.core.translation import gettext as _

MOST_UNPACKED: Final = 512 * 1024**2
MOST_WORDS: Final = 32 * 1024**2
"""What is repeated in a workbook's cells stands in one list that a reader holds whole."""
MOST_RATIO: Final = 200
MOST_COLUMNS: Final = 1000
LONGEST_PROLOG: Final = 64 * 1024
"""Bytes before the first element of a part of a workbook; writers put a line there."""


type Written = Callable[[str, str], str]
"""From a number's digits and its format to how it is written."""


def rows(stream: IO[bytes], written: Written | None = None) -> Iterator[list[str]]:
    """Rows of the first sheet, as long as its header. Raises UnreadableError."""
    _bounded(stream)
    try:
        from openpyxl import load_workbook  # slow, and not there where only the command line is
    except ImportError as error:
        raise UnreadableError(_("This is a workbook: save the sheet as CSV first.")) from error
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        width = 0
        formats = _Formats(book.worksheets[0])
        for number, cells in _cells(book):
            texts = _texts(number, cells if written is None else _as_written(cells, formats, written))
            while len(texts) > width and not texts[-1]:
                texts.pop()
            width = width or len(texts)
            if any(texts):
                yield texts + [""] * (width - len(texts))
    except UnreadableError:
        raise
    except Exception as error:  # a stranger's workbook breaks its reader in ways that have no common name
        raise UnreadableError(_("This workbook is damaged: save the sheet as CSV.")) from error


def _cells(book: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Rows of the first sheet by their numbers, each with the cells that are there and no others.

    openpyxl's own `iter_rows` fills up rows and columns that are missing: one cell at the end of a sheet
    costs a million rows of it. So its parser is asked directly, as `ReadOnlyWorksheet` does.
    """
    from openpyxl.worksheet._reader import WorkSheetParser  # as above

    sheet = book.worksheets[0]
    with sheet._get_source() as source:  # noqa: SLF001  # its only way to a sheet's bytes
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,  # noqa: SLF001  # same
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001  # same
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001  # same
        )
        yield from parser.parse()


class _Formats(dict[int, str]):
    """Number formats of a sheet by the ids of its cells' styles."""

    def __init__(self, sheet: Any) -> None:
        super().__init__()
        self._sheet = sheet

    def __missing__(self, style: int) -> str:
        from openpyxl.cell.read_only import ReadOnlyCell  # as above

        cell = ReadOnlyCell(self._sheet, 1, 1, None, style_id=style)
        found = self[style] = str(cell.number_format)
        return found


def _as_written(cells: list[dict[str, Any]], formats: _Formats, written: Written) -> Iterator[dict[str, Any]]:
    for cell in cells:
        value = cell["value"]
        if type(value) in {int, float}:
            yield cell | {"value": written(_text(value), formats[cell["style_id"]])}
        else:
            yield cell


def _texts(number: int, cells: Iterable[dict[str, Any]]) -> list[str]:
    """A row's cells in their columns. Raises UnreadableError for one beyond those that are read."""
    found = {cell["column"]: text for cell in cells if (text := _text(cell["value"]))}
    last = max(found, default=0)
    if last > MOST_COLUMNS:
        said = _(
            "Row {n} of this workbook has a cell beyond column {most}: delete it, or save the sheet as CSV."
        )
        raise UnreadableError(said.format(n=number, most=MOST_COLUMNS))
    return [found.get(column, "") for column in range(1, last + 1)]


def _bounded(stream: IO[bytes]) -> None:
    """Looks at the sizes before anything is unpacked; none unpacks to more than it says here."""
    try:
        archive = zipfile.ZipFile(stream)
        for each in archive.infolist():
            _small(each)
        for each in archive.infolist():
            with archive.open(each) as part:
                _declares_nothing(part.read(LONGEST_PROLOG))
    except UnreadableError:
        raise
    except DAMAGED as error:
        raise UnreadableError(_("This archive is damaged.")) from error
    finally:
        stream.seek(0)


def _small(part: zipfile.ZipInfo) -> None:
    holds_words = part.filename.lower().endswith("sharedstrings.xml")
    if part.file_size > (MOST_WORDS if holds_words else MOST_UNPACKED) or (
        part.file_size > MOST_WORDS and part.file_size > MOST_RATIO * max(part.compress_size, 1)
    ):
        raise UnreadableError(_("This workbook is too large: save the sheet as CSV."))


class _RootReached(Exception):  # noqa: N818  # no error: what was to be looked at has been
    pass


def _declares_nothing(start: bytes) -> None:
    """Refuses a part that declares entities, by which a few bytes become gigabytes while it is read.

    No writer of workbooks declares a document type. Expat itself finds it, whatever the encoding, and looks
    no further than the first element; a picture, which is no XML, is nothing to it.
    """
    parser = expat.ParserCreate()

    def root(*_args: object) -> None:
        raise _RootReached

    def declared(*_args: object) -> None:
        raise UnreadableError(
            _("This workbook declares entities, as no program does: save the sheet as CSV.")
        )

    parser.StartElementHandler = root
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(start, False)
    except (_RootReached, expat.ExpatError):
        return
    if len(start) == LONGEST_PROLOG:
        raise UnreadableError(_("This workbook is too large: save the sheet as CSV."))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
