"""Text as rows of cells or JSON values, never more of it in memory than one row, line or value may have."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import IO, Final

from calculator.usage.cells import RefusedError
from calculator.usage.files import PIECE, UnreadableError
from runrate.core.translation import gettext as _

MOST_ROWS: Final = 20_000_000
LONGEST_CELL: Final = 1024**2
LONGEST_LINE: Final = 4 * 1024**2
_SPACE: Final = re.compile(r"[ \t\r\n]*")


class Table:
    """Rows of cells. Raises UnreadableError for what is not UTF-8, and beyond what a row may have.

    `rows` counts those taken: a row that spans lines without an end is noticed by it.
    """

    def __init__(self, stream: IO[bytes], delimiter: str = ",") -> None:
        self.stream, self.rows, self.ended = stream, 0, False
        # A quote that is not closed takes the rows after it into its cell: only a strict reader says so.
        _allow_long_cells()
        self._reader = csv.reader(chain.from_iterable(self._lines()), delimiter=delimiter, strict=True)

    def __iter__(self) -> Iterator[list[str]]:
        try:
            for row in self._reader:
                self.rows += 1
                yield row
        except csv.Error as error:
            if self.ended:
                said = _("This file ends inside a quoted cell: a quote is missing, or its end is.")
                raise UnreadableError(said) from error
            said = _("This is no CSV, in line {n}: {why}.")
            raise UnreadableError(said.format(n=self._reader.line_num, why=error)) from error
        except UnicodeDecodeError as error:
            raise _not_utf8() from error

    def _lines(self) -> Iterator[Iterable[str]]:
        """Pieces that end with a line, each split by what is written in C."""
        rest, rows, waiting = b"", 0, 0
        while piece := self.stream.read(PIECE):
            # Old programs end a line with a carriage return alone; a last one may be half of an end.
            cut = piece.rfind(b"\n") + 1 or piece.rfind(b"\r", 0, -1) + 1
            if not cut:
                rest += piece
                _not_too_long(len(rest))
                continue
            waiting = 0 if self.rows > rows else waiting + len(piece)
            _not_too_long(waiting)
            rows = self.rows
            if rows > MOST_ROWS:
                raise _too_many()
            yield _lines_of(rest + piece[:cut])
            rest = piece[cut:]
        if rest:
            yield _lines_of(rest)
        self.ended = True


def _allow_long_cells() -> None:
    """Python's own limit is 128 kB and there is one for the whole process; nothing here reads more."""
    csv.field_size_limit(LONGEST_CELL)


def _lines_of(piece: bytes) -> Iterable[str]:
    """Lines with their ends. Bytes are split faster than text, but by line feeds alone."""
    if b"\r" in piece:
        return io.StringIO(_decoded(piece), newline="")
    return map(bytes.decode, io.BytesIO(piece))


def json_lines(stream: IO[bytes]) -> Iterator[tuple[int, Callable[[], object]]]:
    """Each line's number, and what reads it; reading raises RefusedError."""
    place = 0
    while line := stream.readline(LONGEST_LINE + 1):
        place += 1
        _not_too_long(len(line) - 1)
        if place > MOST_ROWS:
            raise _too_many()
        if line.strip():
            yield place, lambda line=line: document(line)  # type: ignore[misc]


def document(body: bytes) -> object:
    """One JSON value whose numbers stay as they are written. Raises RefusedError for anything else."""
    try:
        return _DECODER.decode(body.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise RefusedError(None, None, _("not JSON")) from error


def json_values(stream: IO[bytes]) -> Iterator[object]:
    """A document in pieces: each value of a list, and each of a list in an object as a document of its own.

    `{"data": [a, b], "has_more": true}` comes as `{"data": [a]}`, `{"data": [b]}`, `{"has_more": "true"}`.
    Raises UnreadableError.
    """
    text = _Buffer(stream)
    if text.peek() == "[":
        yield from text.values("]")
    else:
        yield from _fields(text)
    if text.peek():
        raise UnreadableError(_("This file is not JSON to its end."))


def _fields(text: "_Buffer") -> Iterator[object]:
    text.expect("{")
    plain: dict[str, object] = {}
    if text.peek() == "}":
        text.expect("}")
        return
    while True:
        is_name = text.peek() == '"'
        name = text.value()
        text.expect(":")
        if not is_name or not isinstance(name, str) or len(plain) > 200:
            raise UnreadableError(_("This file is not JSON to its end."))
        if text.peek() == "[":
            for each in text.values("]"):
                yield {name: [each]}
        else:
            plain[name] = text.value()
        if text.peek() != ",":
            break
        text.expect(",")
    text.expect("}")
    if plain:
        yield plain


class _Buffer:
    """What is left of a document's text, filled as it is asked for."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.text = io.TextIOWrapper(stream, "utf-8", newline="")
        self.left, self.at, self.ended = "", 0, False

    def _fill(self) -> None:
        left = self.left[self.at :]
        _not_too_long(len(left))
        try:
            more = self.text.read(max(len(left), PIECE))
        except UnicodeDecodeError as error:
            raise _not_utf8() from error
        self.left, self.at, self.ended = left + more, 0, not more

    def peek(self) -> str:
        """The next sign that is no space, or nothing at the end."""
        while True:
            space = _SPACE.match(self.left, self.at)
            self.at = space.end() if space else self.at
            if self.at < len(self.left):
                return self.left[self.at]
            if self.ended:
                return ""
            self._fill()

    def expect(self, sign: str) -> None:
        if self.peek() != sign:
            raise UnreadableError(_("This file is not JSON to its end."))
        self.at += 1

    def value(self) -> object:
        """The value here; one that ends where the text does may go on."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self.left, self.at)
            except (json.JSONDecodeError, RecursionError) as error:
                if self.ended or isinstance(error, RecursionError):
                    raise UnreadableError(_("This file is not JSON to its end.")) from error
                self._fill()
                continue
            if end < len(self.left) or self.ended:
                self.at = end
                return value
            self._fill()

    def values(self, close: str) -> Iterator[object]:
        self.expect("[")
        if self.peek() == close:
            self.expect(close)
            return
        while True:
            yield self.value()
            if self.peek() != ",":
                break
            self.expect(",")
        self.expect(close)


# Numbers stay text: exact, and as long ones, NaN and Infinity are refused by the cell that they stand in.
_DECODER: Final = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)


def _not_too_long(length: int) -> None:
    if length > LONGEST_LINE:
        raise UnreadableError(_("A line of this file is longer than 4 MB: it is no export of usage."))


def _decoded(piece: bytes) -> str:
    try:
        return piece.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _not_utf8() -> UnreadableError:
    return UnreadableError(_("This text is not UTF-8: save it as “CSV UTF-8”."))


def _too_many() -> UnreadableError:
    return UnreadableError(_("This file has more than 20 million rows: export fewer days at once."))
