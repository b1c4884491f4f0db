"""One file's outcome: every row counted once, what was refused with its reason, and the sums."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from calculator.usage.cells import EXACT, ZERO, RefusedError, without_people
from calculator.usage.files import UnreadableError
from calculator.usage.formats import Outcome, not_told
from calculator.usage.lines import TOKEN_KINDS, USAGE_MONEY, Item, Sums
from runrate.core.translation import gettext as _

MOST_REFUSED: Final = 20
MANY_REFUSED: Final = 10_000
"""From so many on, a file whose rows are mostly refused is no export and is not read on."""
MOST_SHARE_REFUSED: Final = Decimal("0.01")
MOST_REASONS: Final = 100
_READ_MONEY: Final = frozenset({*USAGE_MONEY, "credit", "tax", "other"})

type OnRefused = Callable[[int, Sequence[str], RefusedError], None]
"""Told of each refused row of a table: its number, its cells, and why.

Cells of columns that no reader looks at are blank; where a row has more or fewer cells than the header, those
that may be text are told by their length.
"""


@dataclass(frozen=True, slots=True)
class Options:
    """What to keep apart (None: all a format knows), which months count (all), who hears of refusals."""

    by: Collection[str] | None = ()
    months: frozenset[str] = frozenset()
    on_refused: OnRefused | None = None


@dataclass(frozen=True, slots=True)
class NotRead:
    """A file of an archive that the others were read without, and why."""

    file: str
    reason: str


@dataclass(slots=True)
class Reading:
    """One file, read."""

    file: str
    format: str
    zone: str
    sums: Sums
    months: frozenset[str] = frozenset()
    version: str = ""
    read: int = 0
    taken: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    set_aside_money: dict[str, Decimal] = field(default_factory=dict)
    refused: list[dict[str, object]] = field(default_factory=list)
    refusals: int = 0
    refused_money: dict[str, Decimal] = field(default_factory=dict)
    refused_unknown: int = 0
    refused_tokens: Decimal = ZERO
    not_told: frozenset[str] = frozenset()
    """Kinds of cached tokens that the file does not tell: that it has none of them is no measured 0."""
    skipped_columns: tuple[str, ...] = ()
    not_read: list[NotRead] = field(default_factory=list)
    """Of an archive the last file tells which ones could not be read."""
    header: tuple[str, ...] = ()
    """Titles of a table's columns as they stand, for rows that are handed back."""

    def __post_init__(self) -> None:
        self.not_told |= not_told(self.format)

    def put(self, outcome: Outcome, rows: int = 1) -> None:
        """Counts a row's outcome, or that of several that were the same but for their amounts."""
        if isinstance(outcome, Item):
            if not self.months or (outcome.month or f"{outcome.at:%Y-%m}") in self.months:
                self.taken += rows
                self.sums.add(outcome, rows)
                return
            reason, money = _("another month"), outcome.money
        else:
            reason, money = without_people(outcome.reason), outcome.money
            if outcome.note:
                self.sums.note(outcome.note)
        if reason not in self.set_aside and len(self.set_aside) >= MOST_REASONS:
            reason = _("others")
        self.set_aside[reason] = self.set_aside.get(reason, 0) + rows
        for each in money:
            if each.kind in _READ_MONEY:
                held = self.set_aside_money.get(each.currency, ZERO)
                self.set_aside_money[each.currency] = held + each.amount

    def refuse(
        self,
        place: int,
        error: RefusedError,
        names: Mapping[str, str],
        money: tuple[str, Decimal] | None = None,
        tokens: Decimal | None = None,
    ) -> None:
        """Counts a refused row; `money` and `tokens` where what it cost and had can be told all the same.

        Raises UnreadableError where most rows have been refused so far.
        """
        self.refusals += 1
        if self.refusals >= MANY_REFUSED and 2 * self.refusals > max(place, self.read):
            raise UnreadableError(_("Most rows of this file cannot be read: {why}.").format(why=error.reason))
        self.refused_tokens += tokens or ZERO
        if money is None or not (money[1] or tokens):
            self.refused_unknown += 1
        if money is not None:
            self.refused_money[money[0]] = self.refused_money.get(money[0], ZERO) + abs(money[1])
        if len(self.refused) < MOST_REFUSED:
            column = names.get(error.column or "", error.column)
            self.refused.append(
                {"row": place, "column": column, "value": error.value, "reason": error.reason}
            )

    def money_taken(self) -> dict[str, Decimal]:
        """All money of rows that were taken, by currency."""
        found: dict[str, Decimal] = {}
        for (kind, currency), amount in self.sums.money.items():
            if kind in _READ_MONEY:
                found[currency] = EXACT.add(found.get(currency, ZERO), amount)
        return found

    @property
    def usable(self) -> bool:
        """Whether at most 1 % of the money and of the tokens was refused.

        Rows of which nothing is known, or no money and no tokens, count as rows.
        """
        if not self.taken:
            return not self.refusals
        if self.refused_unknown > MOST_SHARE_REFUSED * self.read:
            return False
        lines = self.sums.lines.items()
        used = sum((line.quantity or ZERO for key, line in lines if key[4] in TOKEN_KINDS), ZERO)
        if self.refused_tokens > MOST_SHARE_REFUSED * (used + self.refused_tokens):
            return False
        taken = self.money_taken()
        return all(
            amount <= MOST_SHARE_REFUSED * (abs(taken.get(currency, ZERO)) + amount)
            for currency, amount in self.refused_money.items()
        )
