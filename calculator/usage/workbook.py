"""The first sheet of a workbook that holds anything, as rows of cells; nothing of it is calculated."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Final

from calculator.usage.files import UnreadableError
from runrate.core.translation import gettext as _

MOST_UNPACKED: Final = 512 * 1024**2
MOST_WORDS: Final = 32 * 1024**2
"""What is repeated in a workbook's cells stands in one list that a reader holds whole."""
MOST_RATIO: Final = 200
MOST_COLUMNS: Final = 1000
MOST_EMPTY: Final = 1000
"""Rows without a word between two with some: a cell at the end of a sheet would cost a million rows."""


def rows(stream: IO[bytes]) -> Iterator[list[str]]:
    """Rows of the first sheet, as long as its header. Raises UnreadableError."""
    _bounded(stream)
    try:
        from openpyxl import load_workbook  # slow, and not there where only the command line is
    except ImportError as error:
        raise UnreadableError(_("This is a workbook: save the sheet as CSV first.")) from error
    try:
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        width = empty = 0
        for cells in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS):
            if all(value is None for value in cells):
                empty += 1
                _refuse_gap(empty)
                continue
            empty = 0
            texts = [_text(value) for value in cells]
            while len(texts) > width and not texts[-1]:
                texts.pop()
            width = width or len(texts)
            if any(texts):
                yield texts + [""] * (width - len(texts))
    except UnreadableError:
        raise
    except Exception as error:  # a stranger's workbook breaks its reader in ways that have no common name
        raise UnreadableError(_("This workbook is damaged: save the sheet as CSV.")) from error


def _refuse_gap(empty: int) -> None:
    if empty > MOST_EMPTY:
        raise UnreadableError(_("This workbook has too many empty rows: save the sheet as CSV."))


def _bounded(stream: IO[bytes]) -> None:
    """Looks at the sizes before anything is unpacked; none unpacks to more than it says here."""
    try:
        members = zipfile.ZipFile(stream).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(_("This archive is damaged.")) from error
    finally:
        stream.seek(0)
    for each in members:
        holds_words = each.filename.lower().endswith("sharedstrings.xml")
        if each.file_size > (MOST_WORDS if holds_words else MOST_UNPACKED) or (
            each.file_size > MOST_WORDS and each.file_size > MOST_RATIO * max(each.compress_size, 1)
        ):
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
