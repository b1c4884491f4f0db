"""A whole file: what it is, every row's outcome counted, and the sums that come of it as plain data."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, Final

from calculator.usage import files
from calculator.usage.cells import RefusedError
from calculator.usage.files import UnreadableError
from calculator.usage.formats import Document, Outcome, Reader, Rows, of_document, of_header
from calculator.usage.lines import Item, Sums, canonical, ratio, tokens_of
from calculator.workload import plain
from runrate.kit.language import gettext as _

MOST_REFUSED: Final = 20


@dataclass(slots=True)
class Reading:
    """One file, read."""

    file: str
    format: str
    zone: str
    sums: Sums
    months: frozenset[str] = frozenset()
    read: int = 0
    taken: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    refused: list[dict[str, object]] = field(default_factory=list)
    refusals: int = 0
    unknown_columns: tuple[str, ...] = ()

    def put(self, place: int, outcome: Outcome) -> None:
        if not isinstance(outcome, Item):
            self.set_aside[outcome.reason] = self.set_aside.get(outcome.reason, 0) + 1
            if outcome.note:
                self.sums.note(outcome.note)
            return
        if self.months and (outcome.month or f"{outcome.at:%Y-%m}") not in self.months:
            reason = _("another month")
            self.set_aside[reason] = self.set_aside.get(reason, 0) + 1
            return
        self.taken += 1
        self.sums.add(outcome)

    def refuse(self, place: int, error: RefusedError, names: Mapping[str, str]) -> None:
        self.refusals += 1
        if len(self.refused) < MOST_REFUSED:
            column = names.get(error.column or "", error.column)
            self.refused.append({"row": place, "column": column, "value": error.value, "reason": error.reason})

    def as_json(self) -> dict[str, object]:
        sums = self.sums
        tokens = tokens_of(sums)
        counted = (sums.calls or 0) - sums.failed
        all_input, output = Decimal(tokens["input"]), Decimal(tokens["output"])
        all_tokens = all_input + output
        return {
            "file": self.file,
            "format": self.format,
            "period": None
            if sums.first is None or sums.last is None
            else {"first": f"{sums.first:%Y-%m-%d}", "last": f"{sums.last:%Y-%m-%d}", "zone": self.zone},
            "rows": {
                "read": self.read,
                "taken": self.taken,
                "set_aside": sum(self.set_aside.values()),
                "refused": self.refusals,
            },
            "set_aside": dict(sorted(self.set_aside.items())),
            "refused": self.refused,
            "unknown_columns": list(self.unknown_columns),
            "months": sorted(sums.months),
            "tokens": tokens,
            "shares": {
                "cache_read_share": ratio(Decimal(tokens["cache_read"]), all_input),
                "cache_write_share": ratio(Decimal(tokens["cache_write"]), all_input),
                "batch_share_of_input": ratio(sums.batch_input, all_input),
            },
            "models": {name: ratio(part, all_tokens) for name, part in sorted(sums.models.items())},
            "calls": sums.calls,
            "failed": None if sums.calls is None else sums.failed,
            "error_rate": None if sums.calls is None else ratio(sums.failed, sums.calls),
            "units_seen": len(sums.units) or None,
            "per_call": {"input": ratio(all_input, counted), "output": ratio(output, counted)}
            if counted and all_tokens
            else None,
            "money": _money(sums),
            "other": {unit: plain(quantity) for unit, quantity in sorted(sums.other.items())},
            "notes": list(sums.notes),
            "lines": list(canonical(sums)),
        }


def read_file(path: Path, *, by: Collection[str] = (), months: Collection[str] = ()) -> Iterator[Reading]:
    """Every file in a path, read to its end. Raises UnreadableError for a file that is refused whole."""
    with files.opened(path) as found:
        for each in found:
            yield _read(each.stream, each.name, by, frozenset(months))


def _read(stream: IO[bytes], name: str, by: Collection[str], months: frozenset[str]) -> Reading:
    start = files.beginning(stream)
    if not start.strip():
        raise UnreadableError(_("This file is empty."))
    if start.lstrip()[:1] in {b"{", b"["}:
        return _read_json(stream, start, name, by, months)
    return _read_table(stream, name, by, months)


def _read_table(stream: IO[bytes], name: str, by: Collection[str], months: frozenset[str]) -> Reading:
    rows = files.csv_rows(stream)
    header = next(rows, [])
    columns = [column.strip().strip('"').lower() for column in header]
    chosen = _one(of_header(columns), header)
    reading = Reading(name, chosen.name, chosen.zone, Sums(by), months)
    for note in chosen.notes:
        reading.sums.note(note)
    names = dict(zip(columns, header, strict=True))
    read = chosen.reader()
    for place, cells in enumerate(rows, start=2):
        if not cells:
            continue
        reading.read += 1
        try:
            if len(cells) != len(columns):
                said = _("{cells} cells, the header has {columns}")
                raise RefusedError(None, None, said.format(cells=len(cells), columns=len(columns)))
            reading.put(place, read(dict(zip(columns, cells, strict=True))))
        except RefusedError as error:
            reading.refuse(place, error, names)
    return _said(reading)


def _one(found: Sequence[Rows], header: Sequence[str]) -> Rows:
    if len(found) == 1:
        return found[0]
    said = _("The columns of this file are those of no export that is known here: {columns}.")
    if found:
        said = _("The columns of this file fit several exports ({names}): {columns}.")
    shown = ", ".join(column[:40] for column in header[:12]) + (" …" if len(header) > 12 else "")
    raise UnreadableError(said.format(columns=shown, names=", ".join(each.name for each in found)))


def _read_json(
    stream: IO[bytes], start: bytes, name: str, by: Collection[str], months: frozenset[str]
) -> Reading:
    """A document, a list of rows, or a line for each row; the first line tells which."""
    first = start.partition(b"\n")[0].strip()
    try:
        lone = files.document(first) if first.startswith(b"{") else None
    except RefusedError:
        lone = None
    if lone is not None and of_document(lone):
        return _read_lines(files.json_lines(stream), name, by, months)
    whole = files.json_document(stream)
    listed = whole if isinstance(whole, list) else [whole]
    return _read_lines(((place, lambda each=each: each) for place, each in enumerate(listed, start=1)),  # type: ignore[misc]
                       name, by, months)  # fmt: skip


def _read_lines(lines: Any, name: str, by: Collection[str], months: frozenset[str]) -> Reading:
    chosen: Document | None = None
    read: Reader | None = None
    reading: Reading | None = None
    for place, parse in lines:
        try:
            value = parse()
            if chosen is None or reading is None or read is None:
                chosen = _known(value)
                reading, read = Reading(name, chosen.name, chosen.zone, Sums(by), months), chosen.reader()
                for note in chosen.notes:
                    reading.sums.note(note)
            if not isinstance(value, dict):
                raise RefusedError(None, None, _("not an object"))
        except RefusedError as error:
            if reading is None:
                raise UnreadableError(_("This is JSON of no export that is known here.")) from error
            reading.read += 1
            reading.refuse(place, error, {})
            continue
        for note in chosen.said(value) if chosen.said else ():
            reading.sums.note(note)
        for row in chosen.rows(value):
            reading.read += 1
            try:
                reading.put(place, read(row))
            except RefusedError as error:
                reading.refuse(place, error, {})
            except (AttributeError, TypeError, KeyError) as error:
                reading.refuse(place, RefusedError(None, None, _("not the shape of this format")), {})
                del error
    if reading is None:
        raise UnreadableError(_("This file is empty."))
    return _said(reading)


def _known(value: object) -> Document:
    found = of_document(value)
    if len(found) != 1:
        raise UnreadableError(_("This is JSON of no export that is known here."))
    return found[0]


def _said(reading: Reading) -> Reading:
    """What is to be said of the whole."""
    currencies = sorted({currency for kind, currency in reading.sums.money if kind == "billed"})
    if len(currencies) > 1:
        said = _("{n} currencies in one file ({names}): shown apart, never added")
        reading.sums.note(said.format(n=len(currencies), names=", ".join(currencies)))
    return reading


def _money(sums: Sums) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (kind, currency), total in sorted(sums.money.items()):
        found.setdefault(kind, {})[currency] = plain(total)
    return found
