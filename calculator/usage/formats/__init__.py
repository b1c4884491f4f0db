"""The formats that are read, and which of them a file is: by its columns or its marks, never by its name."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Final

from calculator.usage.cells import RefusedError, number, without_people, word
from calculator.usage.currencies import CODES, code_of
from calculator.usage.lines import Item, Money, SetAside
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

_BOTH: Final = frozenset({"cache_read", "cache_write"})
_WRITES: Final = frozenset({"cache_write"})
_NOT_TOLD: Final[Mapping[str, frozenset[str]]] = {
    "openai-usage": _WRITES,
    "openai-dashboard-usage": _WRITES,
    "openai-costs": _BOTH,
    "openai-dashboard-cost": _BOTH,
    "azure-cost-details": _WRITES,
    "gcp-billing-export": _WRITES,
    "openrouter-daily": _BOTH,
    "openrouter-activity": _WRITES,
    "openrouter-activity-api": _BOTH,
    "deepseek-amount": _WRITES,
}

NO_COST: Final = gettext_noop("no cost in rows with usage: unknown, not 0")

type Outcome = Item | SetAside
type Reader = Callable[[Mapping[str, Any]], Outcome]


@dataclass(frozen=True, slots=True)
class Fold:
    """Columns in which rows of one kind differ: exact amounts that a reader only adds, and a moment in UTC.

    Rows that are otherwise the same are added up before they are read, which makes large bills cheap.
    """

    amounts: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table's format: the columns that mark it and those its reader looks at, in lower case.

    Cells of other columns are never looked at. `money` are the column that holds what was paid, and those of
    its currency or the currency itself, `money_in` what 1 of it stands for; `spare` are columns not looked at
    where one of some others is there; `written` makes the text of a spreadsheet's number from its digits and
    its number format; `tells` are the columns of cached tokens that a table may lack, by kind; `day` and
    `words` are, of a table of one's own, the columns of dates and of words that may call a row a total.
    """

    name: str
    needs: frozenset[str]
    uses: frozenset[str]
    reader: Callable[[], Reader]
    zone: str = "UTC"
    notes: tuple[str, ...] = ()
    fold: Fold | None = None
    money: tuple[str, ...] | None = None
    money_in: Decimal = Decimal(1)
    version: Callable[[Collection[str]], str] | None = None
    spare: Mapping[str, frozenset[str]] = field(default_factory=dict)
    written: Callable[[str, str], str] | None = None
    tells: Mapping[str, str] = field(default_factory=dict)
    day: str = ""
    words: tuple[str, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        return self.needs | self.uses

    def lacks(self, columns: Collection[str]) -> set[str]:
        """Kinds of cached tokens for which a table with these columns has none."""
        return {kind for kind, column in self.tells.items() if column not in columns}

    def paid(self, cells: Mapping[str, Any]) -> tuple[str, Decimal] | None:
        """What a refused row cost, if that much of it can be read."""
        if self.money is None:
            return None
        column, *currencies = self.money
        try:
            paid = number(cells, column)
            currency = currencies[-1]
            if currency not in CODES or any(word(cells, each) for each in currencies[:-1]):
                currency = code_of(cells, *(each for each in currencies if each not in CODES))
        except RefusedError:
            return None
        return None if paid is None else (currency, paid * self.money_in)


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON format: how a document or a line of it is known, and the rows inside with what reads each."""

    name: str
    fits: Callable[[Mapping[str, Any]], bool]
    rows: Callable[[Mapping[str, Any]], Iterable[Mapping[str, Any]]]
    reader: Callable[[], Reader]
    zone: str = "UTC"
    notes: tuple[str, ...] = ()
    said: Callable[[Mapping[str, Any]], Iterator[str]] | None = None


class Seen:
    """Which ids have been met, among the last half to whole million of them."""

    MOST: Final = 500_000

    def __init__(self) -> None:
        self._now: set[int] = set()
        self._before: set[int] = set()

    def again(self, id: str) -> bool:
        """Whether this id was met before; an empty one never was."""
        if not id:
            return False
        mark = hash(id)
        if mark in self._now or mark in self._before:
            return True
        if len(self._now) >= self.MOST:
            self._before, self._now = self._now, set()
        self._now.add(mark)
        return False


def once(row: Reader, column: str) -> Reader:
    """Reads a row unless one with the same id was met before: exports are sent again, and joined twice."""
    seen = Seen()

    def read(cells: Mapping[str, Any]) -> Outcome:
        outcome, id = row(cells), word(cells, column)
        if not seen.again(id) or isinstance(outcome, SetAside):
            return outcome
        return SetAside(_("duplicate"), _("duplicate {id}").format(id=id[:60]), outcome.money)

    return read


def tokens_lost(
    reader: Callable[[], Reader], cells: Mapping[str, Any], error: RefusedError
) -> Decimal | None:
    """How many tokens a refused row has beside the cell it was refused for, if that much can be read."""
    try:
        outcome = reader()({**cells, error.column or "": "0"})
    except RefusedError:
        return None
    return sum(outcome.kinds.values(), Decimal(0)) if isinstance(outcome, Item) else None


def lowered(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A line of JSON that is a row itself, its names as those of a table's columns."""
    yield {name.lower(): value for name, value in line.items()}


def slice_of(**words: str) -> dict[str, str]:
    """What a row may be chosen by, without what it does not say, and without addresses of people."""
    return {name: without_people(text) for name, text in words.items() if text}


@cache
def tables() -> tuple[Rows, ...]:
    from calculator.usage.formats import (
        anthropic,
        aws,
        azure,
        copilot,
        cursor,
        deepseek,
        focus,
        helicone,
        langfuse,
        litellm,
        openai,
        openrouter,
    )

    by_vendor = (
        focus,
        aws,
        openai,
        anthropic,
        azure,
        openrouter,
        litellm,
        langfuse,
        helicone,
        copilot,
        cursor,
    )
    return tuple(each for module in (*by_vendor, deepseek) for each in module.TABLES)


@cache
def documents() -> tuple[Document, ...]:
    from calculator.usage.formats import (
        anthropic,
        aws,
        cursor,
        google,
        helicone,
        langfuse,
        litellm,
        openai,
        openrouter,
        otel,
    )

    by_vendor = (openai, anthropic, aws, google, otel, langfuse, helicone, litellm, openrouter, cursor)
    return tuple(each for module in by_vendor for each in module.DOCUMENTS)


def of_header(header: Collection[str]) -> list[Rows]:
    """The formats whose columns are all there; those that need most come first and win."""
    present = frozenset(header)
    fitting = [each for each in tables() if each.needs <= present]
    most = max((len(each.needs) for each in fitting), default=0)
    return [each for each in fitting if len(each.needs) == most]


def of_document(value: object) -> list[Document]:
    if not isinstance(value, dict):
        return []
    return [each for each in documents() if each.fits(value)]


def not_told(format: str) -> frozenset[str]:
    """Cached tokens of which a format says nothing unless there were some: none of them is no measured 0."""
    return _NOT_TOLD.get(format, frozenset())


def estimated(cells: Mapping[str, Any], column: str) -> tuple[Money, ...]:
    """A tool's estimate of a row's cost in dollars; an empty cell is none, and never one of nothing."""
    cost = number(cells, column)
    return () if cost is None else (Money("estimated", "USD", cost),)


def cost_unknown(money: tuple[Money, ...], kinds: Mapping[str, Decimal]) -> str:
    """The note of a row that used tokens and has no cost."""
    return _(NO_COST) if not money and any(kinds.values()) else ""
