"""What one row of a file comes to, and the sums of a month that are all that is kept of it."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Final

from calculator.usage.cells import (
    ZERO,
    Cells,
    amount,
    at_least_0,
    kind_shown,
    month_of,
    tokens,
    without_people,
)
from calculator.usage.kept.parts import Day, Key, Line, Slice, days_without, lines_without, widest, without
from runrate.core.translation import gettext as _

WRITES: Final = ("cache_write", "cache_write_5m", "cache_write_1h")
INPUT_KINDS: Final = ("input", "cache_read", *WRITES)
TOKEN_KINDS: Final = (*INPUT_KINDS, "output")
USAGE_MONEY: Final = ("billed", "estimated")
"""Money of which one or the other is what a row of usage cost; `list` stands beside it."""
APART_MONEY: Final = ("credit", "tax", "other")
"""Money that is no usage of a model: it has lines of its own."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one kind: billed, estimated, list, effective, gross, credit, tax, other, cache_storage."""

    kind: str
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Item:
    """One row, understood. Kinds of tokens never overlap; None is not known, and never zero.

    `priced` is the kind of token that a row's money is for where it does not say how many there were;
    `unknown` is what the row calls it where no reader knows that kind. `alone` says that it must not be read
    as one with others like it, because it is not only added. `until` is the last day of a row that stands for
    several, `units` how many pieces of the work a row says that it is for, `billed_in` the month of
    the invoice that it is on, where that is not its own; `unpriced` that its cost is not known.
    """

    at: datetime
    model: str = ""
    lane: str = "standard"
    kinds: Mapping[str, Decimal] = field(default_factory=dict)
    reasoning: Decimal = ZERO
    calls: int | None = None
    failed: int = 0
    unit: str = ""
    money: tuple[Money, ...] = ()
    other: tuple[tuple[str, Decimal | None], ...] = ()
    slice: Mapping[str, str] = field(default_factory=dict)
    month: str = ""
    note: str = ""
    priced: str = ""
    unknown: str = ""
    alone: bool = False
    until: datetime | None = None
    units: int | None = None
    billed_in: str = ""
    unpriced: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is right and is no usage of a model; `note` where a reader wants to know which."""

    reason: str
    note: str = ""
    money: tuple[Money, ...] = ()


class Sums:
    """Adds rows up; holds a bounded number of lines, days and units, whatever the size of the file.

    `by` are the keys of slices to keep apart; None is all that a format knows.
    """

    MOST_LINES: Final = 20_000
    MOST_DAYS: Final = 5_000
    MOST_UNITS: Final = 500_000
    MOST_NOTES: Final = 20

    def __init__(self, by: Collection[str] | None = ()) -> None:
        self.by = None if by is None else tuple(by)
        self.lines: dict[Key, Line] = {}
        self.days: dict[tuple[str, Slice], Day] | None = {}
        self.money: dict[tuple[str, str], Decimal] = {}
        self.billed_in: dict[tuple[str, str, str], Decimal] = {}
        self.reasoning = ZERO
        self.units: dict[tuple[str, Slice], set[bytes]] | None = {}
        self.units_held = 0
        self.told_units: dict[tuple[str, Slice], int] = {}
        self.months: set[str] = set()
        self.first: datetime | None = None
        self.last: datetime | None = None
        self.notes: dict[str, None] = {}
        self.unknown: dict[tuple[str, str], Decimal] = {}
        self.given_up: tuple[str, ...] = ()
        """Keys of slices with too many words to be kept apart: no line has them."""

    def add(self, item: Item, rows: int = 1) -> None:
        """Takes a row in, or several rows that were the same but for their amounts, as one."""
        self.first = item.at if self.first is None else min(self.first, item.at)
        last = item.until or item.at
        self.last = last if self.last is None else max(self.last, last)
        month = item.month or month_of(item.at)
        self.months.add(month)
        self.reasoning += item.reasoning
        for money in item.money:
            key = money.kind, money.currency
            self.money[key] = self.money.get(key, ZERO) + money.amount
            if item.billed_in and money.kind in {*USAGE_MONEY, *APART_MONEY}:
                late = item.billed_in, month, money.currency
                self.billed_in[late] = self.billed_in.get(late, ZERO) + money.amount
        if item.note:
            self.note(item.note)
        if item.unknown:
            self._unknown(item)
        slice_ = self._slice(item)
        if item.unit and self.units is not None:
            self._unit(item.unit, month, slice_)
        if item.units is not None:
            told = month, slice_
            self.told_units[told] = self.told_units.get(told, 0) + item.units
        if self.days is not None and item.until is None and (item.kinds or item.calls is not None):
            self._day(item, slice_)
        self._lines(item, month, slice_, rows)

    def in_spans(self, first: date, last: date) -> None:
        """Says that dates stand for several days each, and of which days all of them are."""
        self.first, self.last = (datetime.combine(day, time(), UTC) for day in (first, last))
        self.days = {}

    def note(self, text: str) -> None:
        """Keeps what is to be said; an id or a type in it may be the address of a person or machine."""
        if len(self.notes) < self.MOST_NOTES:
            self.notes[without_people(text)] = None

    def _unknown(self, item: Item) -> None:
        """Money of kinds that no reader knows, by what the file calls them; a few of them by name."""
        name = kind_shown(item.unknown)
        for money in item.money:
            if money.kind in USAGE_MONEY:
                key = name, money.currency
                if key not in self.unknown and len(self.unknown) >= self.MOST_NOTES:
                    key = _("others"), money.currency
                self.unknown[key] = self.unknown.get(key, ZERO) + money.amount

    def units_by_slice(self) -> dict[tuple[str, Slice], int]:
        """How many different units each month and slice has seen."""
        return self.told_units or {key: len(seen) for key, seen in (self.units or {}).items()}

    def _slice(self, item: Item) -> Slice:
        if self.by is None:
            found = tuple(item.slice.items())
        else:
            found = tuple((name, item.slice[name]) for name in self.by if name in item.slice)
        return without(found, self.given_up) if self.given_up else found

    def _unit(self, unit: str, month: str, slice_: Slice) -> None:
        assert self.units is not None  # noqa: S101  # asked before
        seen = self.units.setdefault((month, slice_), set())
        before = len(seen)
        seen.add(hashlib.blake2b(unit.encode(), digest_size=8).digest())
        self.units_held += len(seen) - before
        if self.units_held > self.MOST_UNITS:
            self.units = None
            self.note(_("more than {n} units: they are not counted").format(n=self.MOST_UNITS))

    def _day(self, item: Item, slice_: Slice) -> None:
        assert self.days is not None  # noqa: S101  # asked before
        # isoformat, which takes a tenth of the time of a format: a large bill has tens of thousands of days.
        day = self.days.get(key := (item.at.date().isoformat(), slice_))
        if day is None:
            if len(self.days) >= self.MOST_DAYS:
                self.days = None
                self.note(_("too many slices to compare days: no ranges"))
                return
            day = self.days[key] = Day()
        day.input += sum((item.kinds.get(kind, ZERO) for kind in INPUT_KINDS), ZERO)
        day.cache_read += item.kinds.get("cache_read", ZERO)
        day.output += item.kinds.get("output", ZERO)
        if item.calls is not None:
            day.calls = (day.calls or 0) + item.calls - item.failed

    def _lines(self, item: Item, month: str, slice_: Slice, rows: int) -> None:
        """Money and calls stand on the line of the only kind there is, else on one of their own."""
        apart, currency, kind_of_money = _money_of(item)
        if apart and not item.kinds:
            line = self._line((month, slice_, "", item.lane, kind_of_money, "", currency, kind_of_money))
            line.rows += rows
            _put(line, item)
            return
        parts: list[tuple[str, str, Decimal | None]] = [
            ("token", kind, quantity) for kind, quantity in item.kinds.items() if quantity
        ]
        parts += [(unit, "other", quantity) for unit, quantity in item.other]
        if item.priced and not parts:
            parts = [("token", item.priced, None)]
        if item.kinds and item.money and item.calls is None and len(parts) > 1 and not item.other:
            # Money of a row that names several kinds of tokens is for all of them, and for nothing else.
            parts.append(("token", "other", None))
        bearer = _bearer(item, parts)
        for place, (unit, kind, quantity) in enumerate(parts):
            paid = (currency, kind_of_money) if place == bearer else ("", "")
            line = self._line((month, slice_, item.model, item.lane, kind, unit, *paid))
            if quantity is not None:
                line.count(quantity, unpriced=item.unpriced and unit == "token")
            line.rows += rows
            if place == bearer:
                _put(line, item)
        if bearer is None and (item.money or item.calls is not None):
            line = self._line(
                (month, slice_, item.model, item.lane, "other", "request", currency, kind_of_money)
            )
            if item.calls is not None:
                line.quantity = (line.quantity or ZERO) + item.calls
            line.rows += rows
            _put(line, item)

    def _line(self, key: Key) -> Line:
        line = self.lines.get(key)
        if line is not None:
            return line
        while len(self.lines) >= self.MOST_LINES and (name := widest(self.lines)):
            self._give_up(name)
        key = (key[0], without(key[1], self.given_up), *key[2:])
        if len(self.lines) >= 2 * self.MOST_LINES and key not in self.lines:
            # What is beyond is kept without its model, so that no sum is lost.
            said = _("more than {n} lines: further models are not kept apart")
            self.note(said.format(n=2 * self.MOST_LINES))
            key = (*key[:2], "", *key[3:])
        return self.lines.setdefault(key, Line())

    def _give_up(self, name: str) -> None:
        """Adds up all slices that differ in this key alone: those that are kept apart are whole."""
        self.given_up = (*self.given_up, name)
        said = _("more than {n} lines: parts by {name} are not kept apart")
        self.note(said.format(n=self.MOST_LINES, name=name))
        self.lines = lines_without(self.lines, name)
        self.days = None if self.days is None else days_without(self.days, name)
        if self.units is not None:
            held, self.units = self.units, {}
            for (month, slice_), seen in held.items():
                self.units.setdefault((month, without(slice_, self.given_up)), set()).update(seen)
        told, self.told_units = self.told_units, {}
        for (month, slice_), count in told.items():
            key = month, without(slice_, self.given_up)
            self.told_units[key] = self.told_units.get(key, 0) + count


def _money_of(item: Item) -> tuple[bool, str, str]:
    """Whether a row's money is no usage, its currency, and which kind it is."""
    for money in item.money:
        # A credit that stands on a row of usage, as Google's do, is no row of its own.
        if money.kind in APART_MONEY and not any(each.kind in USAGE_MONEY for each in item.money):
            return True, money.currency, money.kind
    paid = next((money for money in item.money if money.kind in USAGE_MONEY), None)
    return (False, "", "") if paid is None else (False, paid.currency, paid.kind)


def _bearer(item: Item, parts: list[tuple[str, str, Decimal | None]]) -> int | None:
    """Which part carries the row's money and calls."""
    if len(parts) == 1:
        return 0
    others = [place for place, (_unit, kind, _quantity) in enumerate(parts) if kind == "other"]
    return others[0] if len(others) == 1 and item.calls is None else None


def _put(line: Line, item: Item) -> None:
    first = next((money.currency for money in item.money if money.kind in (*USAGE_MONEY, *APART_MONEY)), "")
    for money in item.money:
        if money.currency == first:
            line.money[money.kind] = line.money.get(money.kind, ZERO) + money.amount
        elif money.kind == "billed":
            line.dollars = (line.dollars or ZERO) + money.amount
    if item.calls is not None:
        line.calls = (line.calls or 0) + item.calls
        line.failed += item.failed


def bought(cells: Cells, column: str, paid: Decimal, *, parts: bool = False) -> Decimal:
    """What a row paid for: below zero where the money is too, because then it takes back what was charged.

    `parts` says that it is counted in something that may be a part of one. Raises RefusedError.
    """
    sign = -1 if paid < 0 and amount(cells, column) < 0 else 1
    counted_up = {column: sign * amount(cells, column)}
    return sign * (at_least_0(counted_up, column) if parts else tokens(counted_up, column))
