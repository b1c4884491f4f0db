"""The parts of a workbook: XML that is told as it is read, so that no tree of it is ever held."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Final
from xml.parsers import expat

from calculator.usage.files import PIECE, UnreadableError
from calculator.usage.texts import LONGEST_CELL, LONGEST_LINE
from runrate.core.translation import gettext as _

MOST_UNPACKED: Final = 512 * 1024**2
MOST_WORDS: Final = 32 * 1024**2
"""What is repeated in a workbook's cells stands in one list that is held whole."""
MOST_BESIDE: Final = 8 * 1024**2
"""Styles, and what says which part is which."""
MOST_RATIO: Final = 200
MOST_NAMES: Final = 1000
"""Different names of elements and attributes; a parser remembers each."""
DEEPEST: Final = 100
_COLUMN: Final = re.compile(r"([A-Z]{1,3})\d{1,7}", re.ASCII | re.IGNORECASE)

type Start = Callable[[str, Mapping[str, str]], None]
type End = Callable[[str, str], None]


def small(part: zipfile.ZipInfo, most: int = MOST_UNPACKED) -> None:
    """Raises UnreadableError for what unpacks to more, or to far more than it is."""
    if part.file_size > most or (
        part.file_size > MOST_WORDS and part.file_size > MOST_RATIO * max(part.compress_size, 1)
    ):
        raise too_large()


def too_large() -> UnreadableError:
    return UnreadableError(_("This workbook is too large: save the sheet as CSV."))


def told(stream: IO[bytes], start: Start, end: End) -> Iterator[None]:
    """Tells of each element of a part, by its name without a prefix; pauses after each piece.

    `end` has the text since the last element began or ended. Raises UnreadableError for a part that
    declares entities, by which a few bytes become gigabytes, and for all else that would have to be held.
    """
    telling = _Telling(start, end)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = telling.begun
    parser.EndElementHandler = telling.ended
    parser.CharacterDataHandler = telling.said
    parser.StartDoctypeDeclHandler = _declared
    fed = 0
    while piece := stream.read(PIECE):
        fed += len(piece)
        parser.Parse(piece, False)
        # What a parser has not told of yet it holds: one tag or comment without an end.
        if fed - max(parser.CurrentByteIndex, 0) > LONGEST_LINE:
            raise too_large()
        yield
    parser.Parse(b"", True)
    yield


def _declared(*_args: object) -> None:
    raise UnreadableError(_("This workbook declares entities, as no program does: save the sheet as CSV."))


class _Telling:
    """Where in a part its parser is."""

    def __init__(self, start: Start, end: End) -> None:
        self.start, self.end, self.depth, self.length = start, end, 0, 0
        self.names: set[str] = set()
        self.text: list[str] = []

    def begun(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        names = self.names
        if name not in names or not names.issuperset(attributes):
            names.update((name, *attributes))
        if self.depth > DEEPEST or len(names) > MOST_NAMES:
            raise too_large()
        self._forget()
        self.start(name.rpartition(":")[2], attributes)

    def ended(self, name: str) -> None:
        self.depth -= 1
        self.end(name.rpartition(":")[2], "".join(self.text))
        self._forget()

    def said(self, text: str) -> None:
        self.length += len(text)
        if self.length > LONGEST_CELL:
            raise UnreadableError(_("A cell of this workbook is longer than 1 MB: it is no export of usage."))
        self.text.append(text)

    def _forget(self) -> None:
        if self.length:
            self.text.clear()
            self.length = 0


def related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part names, by id: the last word of its type, and where it is. Of the whole, by no name."""
    folder, name = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes["Type"].rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            found[attributes["Id"]] = kind, target.lstrip("/")

    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path in archive.namelist():
        whole(archive, path, start)
    return found


def whole(
    archive: zipfile.ZipFile, name: str, start: Start, end: End = lambda _name, _text: None,
    most: int = MOST_BESIDE,
) -> None:  # fmt: skip
    """Tells of a part from its first to its last element."""
    info = archive.getinfo(name)
    small(info, most)
    with archive.open(info) as part:
        for _pause in told(part, start, end):
            pass


def words(archive: zipfile.ZipFile, name: str) -> list[str]:
    """Texts that cells name by their place."""
    found: list[str] = []
    parts: list[str] = []
    is_reading = [True]  # not the signs that say how Japanese is read

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        if name == "rPh":
            is_reading[0] = False

    def end(name: str, text: str) -> None:
        if name == "t" and is_reading[0]:
            parts.append(text)
        elif name == "rPh":
            is_reading[0] = True
        elif name == "si":
            found.append("".join(parts).replace("x005F_", ""))
            parts.clear()

    whole(archive, name, start, end, MOST_WORDS)
    return found


def styles(archive: zipfile.ZipFile, name: str) -> tuple[dict[int, str], list[int]]:
    """Number formats by their ids, and which of them each style has."""
    codes: dict[int, str] = {}
    ids: list[int] = []
    around = [""]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name in {"cellXfs", "cellStyleXfs", "dxfs"}:
            around[0] = name
        elif name == "numFmt" and around[0] != "dxfs":
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif name == "xf" and around[0] == "cellXfs":
            ids.append(int(attributes.get("numFmtId", 0)))

    whole(archive, name, start)
    return codes, ids


def column_of(place: str) -> int:
    """Which column a cell such as `AB7` is in."""
    match = _COLUMN.fullmatch(place)
    if match is None:
        raise ValueError(place)
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return column
