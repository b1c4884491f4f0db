"""A file as rows: packed or not, CSV, JSON or JSON lines, always in bounded pieces."""

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final, NoReturn

from calculator.usage.cells import RefusedError
from runrate.kit.language import gettext as _

MOST_UNPACKED: Final = 2 * 1024**3
MOST_RATIO: Final = 200
FREE_OF_RATIO: Final = 1024**2
MOST_ROWS: Final = 20_000_000
LONGEST_CELL: Final = 1024**2
LONGEST_LINE: Final = 4 * 1024**2
LARGEST_DOCUMENT: Final = 64 * 1024**2
DEEPEST: Final = 40
_PIECE: Final = 64 * 1024
_MARK: Final = b"\xef\xbb\xbf"


class UnreadableError(ValueError):
    """Why a whole file is not read, in words, with a way that works."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's bytes, unpacked as they are read, and its own name without the packing."""

    stream: IO[bytes]
    name: str


class _Bounded(io.RawIOBase):
    """Stops a stream that unpacks to more than is allowed, or to far more than it is."""

    def __init__(self, inner: IO[bytes], packed: int | None) -> None:
        self.inner, self.packed, self.passed = inner, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self.inner.read(len(buffer))
        except (EOFError, OSError, zipfile.BadZipFile, gzip.BadGzipFile, ValueError) as error:
            raise UnreadableError(_("This file is damaged: it cannot be unpacked to its end.")) from error
        self.passed += len(piece)
        if self.passed > MOST_UNPACKED:
            raise UnreadableError(_("This file unpacks to more than 2 GB: export fewer days at once."))
        if self.packed and self.passed > FREE_OF_RATIO and self.passed > MOST_RATIO * self.packed:
            raise UnreadableError(_("This file unpacks to far more than any export does."))
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(path: Path) -> Iterator[list[Opened]]:
    """The file, or each file of a zip archive, ready to be read once and in order.

    Raises UnreadableError for what is no export: another archive inside, a workbook, a text in UTF-16.
    """
    with path.open("rb") as raw:
        start = raw.read(4)
        raw.seek(0)
        if start[:2] == b"\x1f\x8b":
            inner = gzip.GzipFile(fileobj=raw)
            yield [_opened(inner, path.stat().st_size, path.name.removesuffix(".gz"))]
        elif start == b"PK\x03\x04":
            with _archive(raw) as archive:
                yield [_member(archive, info) for info in _members(archive)]
        elif start == b"PAR1":
            raise UnreadableError(_("This is a Parquet file: export CSV, or convert it first."))
        else:
            yield [_opened(raw, None, path.name)]


def _archive(raw: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(raw)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError(_("This archive is damaged.")) from error


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [info for info in archive.infolist() if not info.is_dir()]
    names = [info.filename for info in members]
    if "[Content_Types].xml" in names:
        raise UnreadableError(_("This is a workbook: save the sheet as CSV first."))
    if len(members) > 100:
        raise UnreadableError(_("This archive holds more than 100 files: send those of one export."))
    if any(name.lower().endswith((".zip", ".gz", ".tar", ".7z", ".rar")) for name in names):
        raise UnreadableError(_("This archive holds another archive: unpack it first."))
    return members


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Opened:
    try:
        inner = archive.open(info)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise UnreadableError(_("This archive is locked or damaged.")) from error
    return _opened(inner, max(info.compress_size, 1), info.filename)


def _opened(inner: IO[bytes], packed: int | None, name: str) -> Opened:
    return Opened(io.BufferedReader(_Bounded(inner, packed), _PIECE), name)


def beginning(stream: IO[bytes], size: int = _PIECE) -> bytes:
    """The first bytes without taking them; a byte order mark of UTF-8 is taken off.

    Raises UnreadableError for UTF-16 and for bytes that are no text.
    """
    assert isinstance(stream, io.BufferedReader)  # noqa: S101  # made above
    start = stream.peek(size)[:size]
    if start.startswith(_MARK):
        stream.read(len(_MARK))
        start = stream.peek(size)[:size]
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in start:
        raise UnreadableError(_("This text is UTF-16 or no text: save it as “CSV UTF-8”."))
    return start


def csv_rows(stream: IO[bytes]) -> Iterator[list[str]]:
    """Rows of cells. Raises UnreadableError for what is not UTF-8, and for a cell above 1 MB."""
    csv.field_size_limit(LONGEST_CELL)
    text = (_decoded(line) for line in _lines(stream))
    try:
        for place, row in enumerate(csv.reader(text)):
            if place > MOST_ROWS:
                _too_many()
            yield row
    except csv.Error as error:
        raise UnreadableError(_("This is no CSV: {why}.").format(why=error)) from error


def json_lines(stream: IO[bytes]) -> Iterator[tuple[int, Callable[[], object]]]:
    """Each line's number, and what reads it; reading raises RefusedError."""
    for place, line in enumerate(_lines(stream), start=1):
        if place > MOST_ROWS:
            _too_many()
        if line.strip():
            yield place, lambda line=line: document(line)  # type: ignore[misc]


def json_document(stream: IO[bytes]) -> object:
    """The whole of a stream as one JSON value. Raises UnreadableError."""
    body = stream.read(LARGEST_DOCUMENT + 1)
    if len(body) > LARGEST_DOCUMENT:
        raise UnreadableError(_("This JSON is larger than 64 MB: export fewer days, or JSON lines."))
    try:
        return document(body)
    except RefusedError as error:
        raise UnreadableError(error.reason) from error


def document(body: bytes) -> object:
    """One JSON value with exact numbers. Raises RefusedError for anything else."""
    if _depth(body) > DEEPEST:
        raise RefusedError(None, None, _("nested too deeply"))
    try:
        return json.loads(body.decode("utf-8"), parse_float=_exact, parse_int=_exact, parse_constant=_none)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise RefusedError(None, None, _("not JSON")) from error


def _exact(text: str) -> Decimal | str:
    """A number as it was written, or as text where it is longer than any amount: its cell refuses it."""
    if len(text) > 60 or len(text.lower().partition("e")[2].lstrip("+-")) > 2:
        return text
    return Decimal(text)


def _none(_word: str) -> None:
    return None


def _depth(body: bytes) -> int:
    """How deep brackets are nested at most; those inside of strings count too, which only errs upwards."""
    depth = deepest = 0
    for byte in body.translate(None, _NO_BRACKETS):
        depth += 1 if byte in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise UnreadableError(_("A line of this file is longer than 4 MB: it is no export of usage."))
        yield line


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(_("This text is not UTF-8: save it as “CSV UTF-8”.")) from error


def _too_many() -> NoReturn:
    raise UnreadableError(_("This file has more than 20 million rows: export fewer days at once."))
