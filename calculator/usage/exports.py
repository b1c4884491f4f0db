"""A file as people have it, packed or not, read to its end: its format, its rows, its sums."""

from collections.abc import Iterator
from decimal import localcontext
from pathlib import Path

from calculator.usage import files, parquet, summary_input, texts, workbook
from calculator.usage.cells import EXACT, cell_as_kept
from calculator.usage.documents import read_json
from calculator.usage.files import Opened, UnreadableError, Watch
from calculator.usage.formats import Rows
from calculator.usage.reading import Options, Reading
from calculator.usage.tables import read_table
from runrate.core.translation import gettext as _

ALL: Options = Options(by=None)


def read_file(
    path: Path, options: Options = ALL, *, columns: Rows | None = None, watch: Watch | None = None
) -> Iterator[Reading]:
    """Each file in a path, read to its end. Raises UnreadableError for one that is refused whole.

    `columns` is a mapping by hand, which a table is read with instead of by a format that is known.
    """
    if parquet.is_parquet(path):
        with parquet.opened(path) as file:
            yield from _read(file, options, columns)
        return
    with files.opened(path, watch) as found:
        for each in found:
            try:
                yield from _read(each, options, columns)
            except UnreadableError as error:
                if each.is_one_of_several:  # which of them, is half of what has to be said
                    error.args = (f"{cell_as_kept(each.name)}: {error}",)
                raise


def _read(file: Opened, options: Options, columns: Rows | None) -> Iterator[Reading]:
    start = b"" if file.is_workbook else files.beginning(file.stream)
    if summary_input.is_summary(start):
        yield from summary_input.read_summaries(file.stream, options)
        return
    with localcontext(EXACT):  # no yield inside: the context would go with it
        if file.is_workbook:
            found = read_table(
                workbook.rows(file.stream, columns.written if columns else None), file.name, options, columns
            )
        elif not start.strip():
            raise UnreadableError(_("This file is empty."))
        elif start.lstrip()[:1] in {b"{", b"["}:
            found = read_json(file.stream, start, file.name, options)
        else:
            found = read_table(texts.Table(file.stream, texts.delimiter(start)), file.name, options, columns)
    yield _said(found)


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
