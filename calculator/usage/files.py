"""A file's bytes, packed or not: unpacked as they are read, and no further than allowed."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

from calculator.usage import beside
from calculator.usage.cells import cell_as_kept
from runrate.core.translation import gettext as _

MOST_UNPACKED: Final = 2 * 1024**3
MOST_RATIO: Final = 200
FREE_OF_RATIO: Final = 8 * 1024**2
MOST_FILES: Final = 100
LARGEST_DIRECTORY: Final = 256 * 1024
BEGINNING: Final = 256 * 1024
"""Bytes that are looked at to tell what a file is."""
PIECE: Final = 64 * 1024
"""Bytes that are read and split together after that: few enough to stay in a processor's cache."""
PARQUET: Final = b"PAR1"
_MARK: Final = b"\xef\xbb\xbf"
_BINARY: Final = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"BM",
    b"II*\0",
)
"""How images, PDFs and old workbooks begin, whatever their names."""
_ARCHIVES: Final = (".zip", ".gz", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".zst")
DAMAGED: Final = (
    EOFError,
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    ValueError,
    RuntimeError,
    NotImplementedError,
)

type Watch = Callable[[int], None]
"""Told how many bytes of the file, as it lies there, have been read."""


class UnreadableError(ValueError):
    """Why a whole file is not read, in words, with a way that works."""


class DamagedError(UnreadableError):
    """Why an archive is given up as a whole: it is damaged, or unpacks to more than is allowed."""


class UnknownFileError(UnreadableError):
    """Why a file is none of the exports that are known here: others of its archive are read all the same."""


class BesideError(UnknownFileError):
    """Why there is nothing to be read in a file: it is what an export comes with, a manifest or a note."""


@dataclass(slots=True)
class Opened:
    """One file's bytes, unpacked as they are read, and its own name without the packing."""

    stream: IO[bytes]
    name: str
    is_workbook: bool = False
    is_one_of_several: bool = False
    is_packed: bool = False
    """Whether it is an archive itself by its name: that is not opened."""


@dataclass(slots=True)
class _Budget:
    """What all files of an archive may unpack to together."""

    packed: int
    raw: IO[bytes]
    watch: Watch | None
    passed: int = 0

    def take(self, piece: int) -> None:
        self.passed += piece
        if self.passed > MOST_UNPACKED:
            raise DamagedError(_("This file unpacks to more than 2 GB: export fewer days at once."))
        if self.passed > FREE_OF_RATIO and self.passed > MOST_RATIO * self.packed:
            raise DamagedError(_("This file unpacks to far more than any export does."))
        if self.watch is not None:
            self.watch(self.raw.tell())


class _Bounded(io.RawIOBase):
    """Stops a stream that unpacks to more than is allowed, or to far more than it is."""

    def __init__(self, inner: IO[bytes], budget: _Budget) -> None:
        self.inner, self.budget, self.most = inner, budget, BEGINNING

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            piece = self.inner.read(min(len(buffer), self.most))
        except UnreadableError:
            raise
        except DAMAGED as error:
            raise DamagedError(_("This file is damaged: it cannot be unpacked to its end.")) from error
        self.most = PIECE
        self.budget.take(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


@contextmanager
def opened(path: Path, watch: Watch | None = None) -> Iterator[Iterator[Opened]]:
    """The file, or each file of a zip archive, to be read once and in order.

    Raises UnreadableError for what is no export: an archive inside of another, Parquet, a damaged file.
    """
    with path.open("rb") as raw:
        start = raw.read(8)
        raw.seek(0)
        budget = _Budget(path.stat().st_size, raw, watch)
        if start[:2] == b"\x1f\x8b":
            name = path.name.removesuffix(".gz")
            unpacked = cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
            yield iter([_opened(unpacked, budget, name)])
        elif start[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
            with _archive(raw, budget.packed) as archive:
                members = _members(archive)
                yield (
                    iter([Opened(_told(raw, budget.packed, watch), path.name, is_workbook=True)])
                    if members is None
                    else (_member(archive, each, budget, len(members)) for each in members)
                )
        else:
            # A file that is not packed is what it is: neither a ratio nor a lie about its size.
            yield iter([_opened(raw, _Budget(MOST_UNPACKED, raw, watch), path.name)])


class _Told:
    """A file that is read here and there, and tells how many of its bytes have been read."""

    def __init__(self, raw: IO[bytes], size: int, watch: Watch) -> None:
        self._raw, self._size, self._watch, self._count = raw, size, watch, 0

    def read(self, count: int = -1) -> bytes:
        piece = self._raw.read(count)
        self._count += len(piece)
        self._watch(min(self._count, self._size))
        return piece

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


def _told(raw: IO[bytes], size: int, watch: Watch | None) -> IO[bytes]:
    return raw if watch is None else cast("IO[bytes]", _Told(raw, size, watch))


def _archive(raw: IO[bytes], size: int) -> zipfile.ZipFile:
    if _directory(raw, size) > LARGEST_DIRECTORY:
        raise _too_many_files()
    try:
        return zipfile.ZipFile(raw)
    except DAMAGED as error:
        raise UnreadableError(_("This archive is damaged.")) from error


def _directory(raw: IO[bytes], size: int) -> int:
    """How long an archive says that its list of files is, before anything reads that list into memory."""
    raw.seek(max(size - 66_000, 0))
    tail = raw.read()
    raw.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise UnreadableError(_("This archive is damaged."))
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    if tail[max(end - 20, 0) : end][:4] == b"PK\x06\x07":  # the longer form has its own, further ahead
        raw.seek(min(int.from_bytes(tail[end - 12 : end - 4], "little"), size))
        record = raw.read(56)
        raw.seek(0)
        return max(int.from_bytes(record[40:48], "little"), length if length != 0xFFFF_FFFF else 0)
    return length


def _too_many_files() -> UnreadableError:
    return UnreadableError(
        _("This archive holds more than {n} files: send those of one export.").format(n=MOST_FILES)
    )


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo] | None:
    """The files of an archive in its order; None where it is a workbook."""
    members = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.filename == "[Content_Types].xml" for info in members):
        return None
    members = [info for info in members if not _is_hidden(info.filename)]
    if len(members) > MOST_FILES:
        raise _too_many_files()
    if not members:
        raise UnreadableError(_("This archive is empty."))
    if sum(info.file_size for info in members) > MOST_UNPACKED:
        raise UnreadableError(_("This file unpacks to more than 2 GB: export fewer days at once."))
    seen: dict[tuple[int, int], str] = {}
    for info in members:
        if beside.named(info.filename.rpartition("/")[2]):
            continue
        first = seen.setdefault((info.CRC, info.file_size), info.filename)
        if first != info.filename and info.file_size:
            said = _("This archive holds the same file twice ({names}): send it once.")
            raise UnreadableError(said.format(names=", ".join(map(_own_name, (first, info.filename)))))
    return members


def _is_hidden(name: str) -> bool:
    """Whether a system has put this file beside those of a person."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _own_name(name: str) -> str:
    return cell_as_kept(name.rpartition("/")[2])


def nested() -> UnknownFileError:
    return UnknownFileError(_("This archive holds another archive: unpack it first."))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: _Budget, of: int) -> Opened:
    try:
        inner = archive.open(info)
    except DAMAGED as error:
        raise UnreadableError(_("This archive is locked or damaged.")) from error
    found = _opened(inner, budget, info.filename.rpartition("/")[2])
    found.is_one_of_several = of > 1
    found.is_packed = info.filename.lower().endswith(_ARCHIVES)
    return found


def _is_utf_16(start: bytes) -> bool:
    """Whether every other byte is zero, as in text of Latin letters without a mark."""
    halves = start[::2], start[1::2]
    return any(half and half.count(0) > len(half) // 2 for half in halves) and not all(
        0 in half for half in halves
    )


def bounded(inner: IO[bytes], path: Path, watch: Watch | None = None) -> Opened:
    """What another process unpacks of a file, within the same bounds; `inner` tells how far it is."""
    return _opened(inner, _Budget(path.stat().st_size, inner, watch), path.name)


def _opened(inner: IO[bytes], budget: _Budget, name: str) -> Opened:
    return Opened(io.BufferedReader(_Bounded(inner, budget), BEGINNING), name)


def beginning(stream: IO[bytes]) -> bytes:
    """The first bytes without taking them; a byte order mark of UTF-8 is taken off.

    Raises UnreadableError for UTF-16, for an archive or Parquet, and for bytes that are no text.
    """
    assert isinstance(stream, io.BufferedReader)  # noqa: S101  # made above
    start = stream.peek(BEGINNING)
    if start.startswith(_MARK):
        stream.read(len(_MARK))
        start = stream.peek(BEGINNING)
    if start.startswith(
        (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
    ):
        raise nested()
    if start.startswith(PARQUET):
        raise UnknownFileError(_("This archive holds a Parquet file: unpack it first, or export CSV."))
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"} or _is_utf_16(start[:4096]):
        raise UnknownFileError(_("This text is UTF-16: save it as “CSV UTF-8”."))
    if start.startswith(_BINARY) or b"\0" in start[:4096]:
        raise UnknownFileError(_("This is an image or another file that is no text, and holds no rows."))
    return start
