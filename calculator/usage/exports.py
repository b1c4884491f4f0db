"""A file as people have it, packed or not, read to its end: its format, its rows, its sums."""

from collections.abc import Iterator
from decimal import localcontext
from pathlib import Path

from calculator.usage import beside, files, headers, parquet, summary_input, texts, workbook
from calculator.usage.cells import EXACT, cell_as_kept
from calculator.usage.documents import read_json
from calculator.usage.files import BesideError, Opened, UnknownFileError, UnreadableError, Watch
from calculator.usage.formats import Rows
from calculator.usage.headers import UnknownColumnsError
from calculator.usage.reading import NotRead, Options, Reading
from calculator.usage.tables import read_table
from runrate.core.translation import gettext as _

ALL: Options = Options(by=None)


def read_file(
    path: Path, options: Options = ALL, *, columns: Rows | None = None, watch: Watch | None = None
) -> Iterator[Reading]:
    """Each file in a path, read to its end. Raises UnreadableError for one that is refused whole.

    Of an archive the last reading tells which files are no exports; one that holds none is refused.
    `columns` is a mapping by hand, which a table with these columns is read with.
    """
    if parquet.is_parquet(path):
        with parquet.opened(path, watch) as file:
            yield from _read(file, options, columns)
        return
    with files.opened(path, watch) as found:
        yield from _each(found, options, columns)


def _each(found: Iterator[Opened], options: Options, columns: Rows | None) -> Iterator[Reading]:
    last: Reading | None = None
    left: list[tuple[Opened, UnknownFileError]] = []
    for file in found:
        try:
            for reading in _read(file, options, columns):
                if last is not None:
                    yield last
                last = reading
        except UnknownFileError as error:
            left.append((file, error))
        except UnreadableError as error:
            raise _named(file, error) from error.__cause__
    if last is None:
        raise _named(*min(left, key=lambda each: _rank(each[1])))
    last.not_read = [NotRead(cell_as_kept(file.name), str(error)) for file, error in left]
    yield last


def _named[E: UnreadableError](file: Opened, error: E) -> E:
    if file.is_one_of_several:  # which of them, is half of what has to be said
        error.args = (f"{cell_as_kept(file.name)}: {error}",)
    return error


def _rank(error: UnknownFileError) -> int:
    """Of files none of which is read: a table whose columns can be chosen says most, a note least."""
    if isinstance(error, UnknownColumnsError) and len(error.header) > 1:
        return 0
    return 2 if isinstance(error, BesideError) else 1


def _read(file: Opened, options: Options, columns: Rows | None) -> Iterator[Reading]:
    if file.is_packed:
        raise files.nested()
    if file.is_one_of_several and (said := beside.named(file.name)):
        raise BesideError(said)
    start = b"" if file.is_workbook else files.beginning(file.stream)
    if summary_input.is_summary(start):
        yield from summary_input.read_summaries(file.stream, options)
        return
    with localcontext(EXACT):  # no yield inside: the context would go with it
        if file.is_workbook:
            sheets = workbook.sheets(file.stream, columns.written if columns else None)
            found = read_table(headers.table_of(sheets, columns), file.name, options, columns)
        elif not start.strip():
            raise UnknownFileError(_("This file is empty."))
        elif start.lstrip()[:1] in {b"{", b"["}:
            found = read_json(file.stream, start, file.name, options)
        else:
            found = _table(file, start, options, columns)
    yield _said(found)


def _table(file: Opened, start: bytes, options: Options, columns: Rows | None) -> Reading:
    rows = texts.Table(file.stream, headers.delimiter(start))
    table = headers.table_of_text(rows, columns)
    if file.is_one_of_several and (said := beside.other_view(headers.columns_of(table.header))):
        raise BesideError(said)
    return read_table(table, file.name, options, columns)


def _said(reading: Reading) -> Reading:
    """What is to be said of the whole."""
    # Of lines, not of amounts: a bill that gives its money in dollars too has one currency.
    currencies = sorted({key[6] for key in reading.sums.lines if key[6]})
    if len(currencies) > 1:
        said = _("{n} currencies in one file ({names}): shown apart, never added")
        reading.sums.note(said.format(n=len(currencies), names=", ".join(currencies)))
    if len(reading.sums.months) > 1:
        said = _("{n} months in one file: choose one for a scenario")
        reading.sums.note(said.format(n=len(reading.sums.months)))
    return reading
