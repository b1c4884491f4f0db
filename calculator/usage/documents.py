"""JSON as rows: a document, a list, or a line for each row; which format it is, its first marks tell."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, Final

from calculator.usage import beside, texts
from calculator.usage.cells import RefusedError
from calculator.usage.files import BEGINNING, BesideError, DamagedError, UnknownFileError, UnreadableError
from calculator.usage.formats import Document, Reader, of_document, tokens_lost
from calculator.usage.lines import Sums
from calculator.usage.reading import Options, Reading
from runrate.core.translation import gettext as _

MOST_UNDECIDED: Final = 1000

type Lines = Iterable[tuple[int, Callable[[], object]]]


def read_json(stream: IO[bytes], start: bytes, name: str, options: Options) -> Reading:
    """All rows of a JSON file. Raises UnreadableError for what is no JSON, and JSON of no known export."""
    first, end, _rest = start.strip().partition(b"\n")
    first = first.strip()
    is_whole = bool(end) or len(start) < BEGINNING // 2
    if is_whole and first.startswith(b"{") and first.endswith(b"}"):
        return _read(texts.json_lines(stream), name, options)
    return _read(_numbered(texts.json_values(stream)), name, options)


def _numbered(values: Iterator[object]) -> Iterator[tuple[int, Callable[[], object]]]:
    for place, value in enumerate(values, start=1):
        yield place, lambda value=value: value  # type: ignore[misc]


class _Documents:
    """Documents on their way into a reading; until one says which format it is, the first are held back."""

    def __init__(self, name: str, options: Options) -> None:
        self.name, self.options = name, options
        self.known: Document | None = None
        self.reader: Reader | None = None
        self.reading: Reading | None = None
        self.held: list[tuple[int, dict[str, Any]]] = []
        self.refused: list[tuple[int, RefusedError]] = []
        self.names: set[str] = set()
        """Of fields met so far, while it is not known what they are."""

    def take(self, place: int, parse: Callable[[], object]) -> None:
        try:
            value = _object(parse())
        except RefusedError as error:
            self._refuse(place, error)
            return
        if self.known is None and not self._decide(value):
            self.held.append((place, value))
            if len(self.held) + len(self.refused) > MOST_UNDECIDED:
                raise _unknown()
            return
        self._rows(place, value)

    def _decide(self, value: dict[str, Any]) -> bool:
        found = of_document(value)
        if len(found) != 1:
            self.names |= value.keys()
            return False
        self.known, self.reader = found[0], found[0].reader()
        self.reading = Reading(
            self.name, self.known.name, self.known.zone, Sums(self.options.by), self.options.months
        )
        for note in self.known.notes:
            self.reading.sums.note(_(note))
        for place, held in self.held:
            self._rows(place, held)
        for place, error in self.refused:
            self._refuse(place, error)
        self.held, self.refused = [], []
        return True

    def _refuse(self, place: int, error: RefusedError) -> None:
        if self.reading is None:
            self.refused.append((place, error))
            if len(self.held) + len(self.refused) > MOST_UNDECIDED:
                raise _unknown()
            return
        self.reading.read += 1
        self.reading.refuse(place, error, {})

    def _rows(self, place: int, value: dict[str, Any]) -> None:
        assert self.known and self.reader and self.reading  # noqa: S101, PT018  # decided before
        for note in self.known.said(value) if self.known.said else ():
            self.reading.sums.note(note)
        rows = iter(self.known.rows(value))
        while True:
            row: Mapping[str, Any] | None = None
            try:
                row = next(rows, None)
                if row is None:
                    return
                outcome = self.reader(row)
            except RefusedError as error:
                self.reading.read += 1
                lost = None if row is None else tokens_lost(self.known.reader, row, error)
                self.reading.refuse(place, error, {}, tokens=lost)
            else:
                self.reading.read += 1
                self.reading.put(outcome)


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RefusedError(None, None, _("not an object"))
    return value


def _read(lines: Lines, name: str, options: Options) -> Reading:
    """Raises UnknownFileError for what breaks before it is known what it is."""
    documents = _Documents(name, options)
    try:
        for place, parse in lines:
            documents.take(place, parse)
    except DamagedError:
        raise
    except UnreadableError as error:
        if documents.reading is None:
            raise UnknownFileError(str(error)) from error
        raise
    if documents.reading is None:
        said = beside.manifest(documents.names)
        raise BesideError(said) if said else _unknown()
    return documents.reading


def _unknown() -> UnknownFileError:
    return UnknownFileError(_("This is JSON of no export that is known here."))
