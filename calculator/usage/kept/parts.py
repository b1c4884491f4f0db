"""Sums of a line and of a day, and what is left of them where a key of slices is given up."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from calculator.usage.cells import ZERO

type Slice = tuple[tuple[str, str], ...]
type Key = tuple[str, Slice, str, str, str, str, str, str]
"""Month, slice, model, lane, kind, unit, currency, kind of money."""


@dataclass(slots=True)
class Line:
    """What the rows of one key sum up to; `calls` None where no row knows them."""

    quantity: Decimal | None = None
    money: dict[str, Decimal] = field(default_factory=dict)
    dollars: Decimal | None = None
    calls: int | None = None
    failed: int = 0
    rows: int = 0
    unpriced: Decimal = ZERO
    """How much of the quantity is of calls that have no price in the file."""

    def count(self, quantity: Decimal, *, unpriced: bool) -> None:
        self.quantity = (self.quantity or ZERO) + quantity
        self.unpriced += quantity if unpriced else ZERO

    def add(self, more: "Line") -> None:
        self.quantity = _sum(self.quantity, more.quantity)
        for kind, amount in more.money.items():
            self.money[kind] = self.money.get(kind, ZERO) + amount
        self.dollars = _sum(self.dollars, more.dollars)
        self.calls = _sum(self.calls, more.calls)
        self.failed += more.failed
        self.rows += more.rows
        self.unpriced += more.unpriced


@dataclass(slots=True)
class Day:
    """Sums of a day and slice, for how much they differ from day to day."""

    input: Decimal = ZERO
    cache_read: Decimal = ZERO
    output: Decimal = ZERO
    calls: int | None = None

    def add(self, more: "Day") -> None:
        self.input += more.input
        self.cache_read += more.cache_read
        self.output += more.output
        self.calls = _sum(self.calls, more.calls)


def widest(lines: Iterable[Key]) -> str:
    """The key of slices that has the most words; nothing where no slice is kept apart."""
    words: dict[str, set[str]] = {}
    for key in lines:
        for name, word in key[1]:
            words.setdefault(name, set()).add(word)
    return max(sorted(words), key=lambda name: len(words[name]), default="")


def without(slice_: Slice, names: Collection[str]) -> Slice:
    """A slice without what it says of these keys."""
    return tuple(pair for pair in slice_ if pair[0] not in names)


def lines_without(lines: Mapping[Key, Line], name: str) -> dict[Key, Line]:
    """Lines that differ in nothing but this key of their slices, added up."""
    found: dict[Key, Line] = {}
    for key, line in lines.items():
        found.setdefault((key[0], without(key[1], (name,)), *key[2:]), Line()).add(line)
    return found


def days_without(days: Mapping[tuple[str, Slice], Day], name: str) -> dict[tuple[str, Slice], Day]:
    """The same of days."""
    found: dict[tuple[str, Slice], Day] = {}
    for (day, slice_), sums in days.items():
        found.setdefault((day, without(slice_, (name,))), Day()).add(sums)
    return found


def _sum[N](one: N | None, more: N | None) -> N | None:
    return more if one is None else one if more is None else one + more  # type: ignore[operator]
