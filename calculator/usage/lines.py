"""What one row of a file comes to, and the sums of a month that are all that is kept of it."""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.exact import spell
from calculator.usage.cells import month_of
from calculator.workload import plain

INPUT_KINDS: Final = ("input", "cache_read", "cache_write", "cache_write_5m", "cache_write_1h")
WRITES: Final = ("cache_write", "cache_write_5m", "cache_write_1h")
ZERO: Final = Decimal(0)
NOTHING: Final[Mapping[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one kind: billed, list, estimated, gross, credit, tax or other."""

    kind: str
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """One row, understood. Kinds of tokens never overlap; None is not known, and never zero."""

    at: datetime
    model: str = ""
    lane: str = "standard"
    kinds: Mapping[str, Decimal] = field(default_factory=dict)
    reasoning: Decimal = ZERO
    calls: int | None = None
    failed: int = 0
    unit: str = ""
    money: tuple[Money, ...] = ()
    other: tuple[tuple[str, Decimal], ...] = ()
    slice: Mapping[str, str] = field(default_factory=dict)
    month: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is right and is no usage of a model; `note` where a reader wants to know which."""

    reason: str
    note: str = ""


type Key = tuple[str, tuple[tuple[str, str], ...], str, str, str, str]


@dataclass(slots=True)
class Line:
    """Month, slice, model, lane and kind with what they sum up to."""

    quantity: Decimal = ZERO
    money: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    calls: int | None = None
    failed: int = 0
    rows: int = 0


class Sums:
    """Adds rows up; asks for a bounded number of lines, whatever the size of the file."""

    MOST_LINES: Final = 20_000
    MOST_NOTES: Final = 20

    def __init__(self, by: Collection[str] = ()) -> None:
        self.by = tuple(by)
        self.lines: dict[Key, Line] = {}
        self.kinds: dict[str, Decimal] = {}
        self.batch_input = self.reasoning = ZERO
        self.models: dict[str, Decimal] = {}
        self.money: dict[tuple[str, str], Decimal] = {}
        self.other: dict[str, Decimal] = {}
        self.calls: int | None = None
        self.failed = 0
        self.units: set[bytes] = set()
        self.months: set[str] = set()
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.notes: dict[str, None] = {}

    def add(self, item: Item) -> None:
        """Takes one row in."""
        self.first = item.at if self.first is None else min(self.first, item.at)
        self.last = item.at if self.last is None else max(self.last, item.at)
        month = item.month or month_of(item.at)
        self.months.add(month)
        if item.unit:
            self.units.add(hashlib.blake2b(item.unit.encode(), digest_size=8).digest())
        if item.calls is not None:
            self.calls = (self.calls or 0) + item.calls
            self.failed += item.failed
        self._tokens(item)
        for money in item.money:
            key = money.kind, money.currency
            self.money[key] = self.money.get(key, ZERO) + money.amount
        for unit, quantity in item.other:
            self.other[unit] = self.other.get(unit, ZERO) + quantity
        if item.note:
            self.note(item.note)
        self._lines(item, month)

    def note(self, text: str) -> None:
        if len(self.notes) < self.MOST_NOTES:
            self.notes[text] = None

    def _tokens(self, item: Item) -> None:
        total = ZERO
        for kind, quantity in item.kinds.items():
            self.kinds[kind] = self.kinds.get(kind, ZERO) + quantity
            total += quantity
            if item.lane == "batch" and kind in INPUT_KINDS:
                self.batch_input += quantity
        self.reasoning += item.reasoning
        if item.model:
            self.models[item.model] = self.models.get(item.model, ZERO) + total

    def _lines(self, item: Item, month: str) -> None:
        """Money and calls stand on the line of the only kind there is, else on one of their own."""
        parts = [("token", kind, quantity) for kind, quantity in item.kinds.items() if quantity]
        parts += [(unit, "other", quantity) for unit, quantity in item.other]
        alone = len(parts) == 1
        for unit, kind, quantity in parts:
            line = self._line(item, month, kind, unit)
            line.quantity += quantity
            line.rows += 1
            if alone:
                _put(line, item)
        if not alone and (item.money or item.calls is not None):
            line = self._line(item, month, "other", "request")
            line.quantity += item.calls or 0
            line.rows += 1
            _put(line, item)

    def _line(self, item: Item, month: str, kind: str, unit: str) -> Line:
        slice_ = tuple((name, item.slice.get(name, "")) for name in self.by if name in item.slice)
        key = month, slice_, item.model, item.lane, kind, unit
        line = self.lines.get(key)
        if line is None:
            if len(self.lines) >= self.MOST_LINES:
                key = month, (), item.model, item.lane, kind, unit
                line = self.lines.get(key)
            if line is None:
                line = self.lines[key] = Line()
        return line


def _put(line: Line, item: Item) -> None:
    for money in item.money:
        key = money.kind, money.currency
        line.money[key] = line.money.get(key, ZERO) + money.amount
    if item.calls is not None:
        line.calls = (line.calls or 0) + item.calls
        line.failed += item.failed


def canonical(sums: Sums) -> Iterator[dict[str, object]]:
    """The lines as plain data, in a fixed order; exact decimals as text."""
    for (month, slice_, model, lane, kind, unit), line in sorted(sums.lines.items()):
        yield {
            "month": month,
            "slice": dict(slice_),
            "model": model or None,
            "lane": lane,
            "kind": kind,
            "unit": unit,
            "quantity": plain(line.quantity),
            "money": {
                money_kind: {
                    currency: plain(total) for (each, currency), total in sorted(line.money.items())
                    if each == money_kind
                }
                for money_kind in sorted({each for each, _currency in line.money})
            },
            "calls": line.calls,
            "failed": None if line.calls is None else line.failed,
            "rows": line.rows,
        }  # fmt: skip


def tokens_of(sums: Sums) -> dict[str, str]:
    """Tokens by kind: `input` is all of it, `cache_write` all writes, `reasoning` a part of the output."""
    kinds = sums.kinds
    writes = sum((kinds.get(kind, ZERO) for kind in WRITES), ZERO)
    found = {
        "input": sum((kinds.get(kind, ZERO) for kind in INPUT_KINDS), ZERO),
        "uncached": kinds.get("input", ZERO),
        "cache_read": kinds.get("cache_read", ZERO),
        "cache_write": writes,
        "cache_write_1h": kinds.get("cache_write_1h", ZERO),
        "output": kinds.get("output", ZERO),
        "reasoning": sums.reasoning,
    }
    return {name: plain(quantity) for name, quantity in found.items()}


def ratio(part: Decimal | int, whole: Decimal | int) -> str | None:
    """A share as exact text, to twenty digits where it does not end; None of nothing."""
    return spell(Fraction(part) / Fraction(whole)) if whole else None
