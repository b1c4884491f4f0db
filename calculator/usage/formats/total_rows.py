"""Rows of a table that are totals of other rows: left out, said, and compared with these."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from calculator.usage.cells import EXACT, NOT_CALCULATED, ZERO, RefusedError
from calculator.usage.currencies import SPACES, candidates, parted
from calculator.usage.formats import Outcome, Reader
from calculator.usage.formats.own_cells import spans_of, spans_said, step_of
from calculator.usage.lines import INPUT_KINDS, TOKEN_KINDS, Item, SetAside, Sums
from runrate.core.decimals import plain
from runrate.core.translation import gettext as _

MOST_HELD: Final = 200
_LONGEST: Final = 80
"""No total is called by so many letters."""
_WORDS: Final = (
    r"(?:grand[ -]?|sub[ -]?|running )?totals?|(?:sub[ -]?)?sums?|total general|totale?|totaux|sous[ -]total"
    r"|(?:gesamt|zwischen|end)?summen?|gesamt(?:betrag|kosten|ergebnis)?|insgesamt|somme|suma|importe total"
    r"|montant total|cout total|totaal|σ|∑"
)
_TOTAL: Final = re.compile(rf"(?:{_WORDS})(?:[ :.,(/-].{{0,30}})?", re.ASCII | re.IGNORECASE)
_AMOUNT: Final = re.compile(rf"[-+−(]?(?:\d[\d.,'’{SPACES}]*)?[\d.,]\d*\)?%?|-", re.ASCII)
_DAY: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}", re.ASCII)

_ALL, _SIDES, _KINDS = "tokens", "side ", "kind "

type Told = dict[str, Decimal]
"""Sums by what they are of: `billed USD`, `tokens`, `calls`."""


def is_total(text: str) -> bool:
    """Whether a cell calls its row a total: `Total`, `Gesamt`, `Sum:`, `Total October 2026`."""
    return len(text) <= _LONGEST and _says_total(text)


@lru_cache(maxsize=4096)
def _says_total(text: str) -> bool:
    """Kept, as a column has the same few names in every row; long texts are never asked about."""
    letters = unicodedata.normalize("NFKD", text.strip().lower())
    return _TOTAL.fullmatch("".join(sign for sign in letters if not unicodedata.combining(sign))) is not None


def _is_amount(text: str) -> bool:
    bare = parted(text.strip())[0].strip(SPACES)
    return bool(candidates(text.strip())) or (
        _AMOUNT.fullmatch(bare) is not None and not _DAY.fullmatch(bare)
    )


@dataclass(slots=True)
class _Held:
    """A row that waits until all are read; `refuse` where it is refused unless it is found to be a total."""

    place: int
    item: Item | None
    before: Told
    so_far: Told
    day: str = ""
    refuse: Callable[[], None] | None = None


@dataclass(slots=True)
class Totals:
    """What may be rows of totals of one table: `day` is the column of its dates where it is one's own."""

    reader: Callable[[], Reader]
    sums: Sums
    day: str = ""
    words: Sequence[str] = ()
    _held: list[_Held] = field(default_factory=list)
    _days: set[str] = field(default_factory=set)
    _like: dict[str, str] = field(default_factory=dict)
    _dates: set[date] = field(default_factory=set)

    def saw(self, picked: Mapping[str, str], item: Item) -> None:
        """Told of each row that was taken: the first is what blanks of a row of totals are read like."""
        if not self._like:
            self._like = {name: cell for name, cell in picked.items() if cell and not _is_amount(cell)}
        if self.day and len(self._days) < Sums.MOST_DAYS:
            self._days.add(picked[self.day])
            if item.until is None:
                self._dates.add(item.at.date())

    def count_days(self) -> None:
        """Counts the days of weeks, where each date of a table of one's own stands for one."""
        held = {day for day in self._dates if f"{day:%Y-%m}" in self.sums.months}
        step = step_of(self.day, held) if held else 1
        if step > 1:
            spans = spans_of(self.day, held, step)
            self.sums.in_spans(spans[0][0], spans[-1][1])
            for said in spans_said(spans, step):
                self.sums.note(said)

    def is_named(self, picked: Mapping[str, str]) -> bool:
        """Whether a row of one's own table that can be read calls itself a total beside its date."""
        return any(is_total(picked[name]) for name in self.words if picked.get(name))

    def named(self, place: int, picked: Mapping[str, str], item: Item) -> bool:
        """Holds such a row: it is none where no other row has its date."""
        return self._hold(place, item, picked[self.day])

    def refused(
        self,
        place: int,
        cells: Sequence[str],
        picked: Mapping[str, str],
        error: RefusedError,
        refuse: Callable[[], None],
    ) -> bool:
        """Holds a row that cannot be read where all it has are amounts and the word, or no date."""
        # A date beside the word says which days the totals are of: it is no word against them.
        dated = picked.get(self.day, "") if self.day and NOT_CALCULATED in cells else ""
        written = [cell for cell in cells if cell.strip() and (cell != dated or is_total(cell))]
        # A formula that was never calculated, as programs write them, is an amount that cannot be compared.
        words = [cell for cell in written if cell != NOT_CALCULATED and not _is_amount(cell)]
        if len(words) == len(written) or not all(map(is_total, words)):
            return False
        if not words and (error.value is not None or error.column is None):
            return False
        return self._hold(place, self._item(picked), "", None if words else refuse)

    def outcomes(self) -> Iterator[tuple[Outcome, str]]:
        """What each held row comes to, and what is to be noted of it; refuses those that are no totals.

        One with a date that no other row has is a total where it is the sum of all of them.
        """
        whole = _told(self.sums) if self._held else {}
        for held in self._held:
            said = {} if held.item is None else _of_item(held.item)
            since = {name: amount - held.before.get(name, ZERO) for name, amount in held.so_far.items()}
            agrees = any(_agree(said, side) for side in (whole, held.so_far, since))
            of_all = agrees and len(self._days) > 1
            if held.item is not None and held.day and held.day not in self._days and not of_all:
                yield held.item, ""
                continue
            if held.refuse is not None and not (said and agrees):
                held.refuse()
                continue
            yield _left_out(held, said, agrees=agrees, whole=whole)

    def _hold(
        self, place: int, item: Item | None, day: str, refuse: Callable[[], None] | None = None
    ) -> bool:
        if len(self._held) >= MOST_HELD:
            return False
        before = self._held[-1].so_far if self._held else {}
        self._held.append(_Held(place, item, before, _told(self.sums), day, refuse))
        return True

    def _item(self, picked: Mapping[str, str]) -> Item | None:
        """A row of totals, read as the first one was that was taken, but for its amounts."""
        if not picked or not self._like:
            return None
        own = {name: cell for name, cell in picked.items() if cell.strip() and not is_total(cell)}
        try:
            found = self.reader()({**dict.fromkeys(picked, ""), **self._like, **own})
        except RefusedError:
            return None
        return found if isinstance(found, Item) else None


def _told(sums: Sums) -> Told:
    found = {f"{kind} {currency}": amount for (kind, currency), amount in sums.money.items()}
    kinds: dict[str, Decimal] = {}
    calls = 0
    for key, line in sums.lines.items():
        calls += line.calls or 0
        if key[5] == "token" and key[4] in TOKEN_KINDS:
            kinds[key[4]] = kinds.get(key[4], ZERO) + (line.quantity or ZERO)
    return {**found, **_tokens(kinds), "calls": Decimal(calls)}


def _of_item(item: Item) -> Told:
    """What a row of totals says; what it leaves blank it does not say."""
    found: Told = {}
    for money in item.money:
        name = f"{money.kind} {money.currency}"
        found[name] = EXACT.add(found.get(name, ZERO), money.amount)
    # A format of one call a row counts one for the totals too: nothing that they say.
    calls = item.calls if item.calls is not None and item.calls > 1 else 0
    counts = {**_tokens(item.kinds), "calls": Decimal(calls)}
    return {**found, **{name: amount for name, amount in counts.items() if amount}}


def _tokens(kinds: Mapping[str, Decimal]) -> Told:
    """Counted in each way in which a row of totals may have them: all, input and output, kind by kind."""
    found = {_ALL: sum(kinds.values(), ZERO)}
    all_input = sum((amount for kind, amount in kinds.items() if kind in INPUT_KINDS), ZERO)
    found |= {f"{_SIDES}input": all_input, f"{_SIDES}output": kinds.get("output", ZERO)}
    return found | {f"{_KINDS}{kind}": amount for kind, amount in kinds.items()}


def _agree(said: Told, side: Told) -> bool:
    """Whether what is said is so; of tokens in one of the ways in which they may be counted."""

    def same(names: Iterable[str]) -> bool:
        return all(side.get(name, ZERO) == said[name] for name in names)

    ways = [[name for name in said if name.startswith(way)] for way in (_ALL, _SIDES, _KINDS)]
    others = said.keys() - {name for way in ways for name in way}
    return same(others) and any(same(way) for way in ways)


def _left_out(held: _Held, said: Told, *, agrees: bool, whole: Told) -> tuple[SetAside, str]:
    money = () if held.item is None else held.item.money
    if not said:
        return SetAside(_("totals of other rows, which cannot be compared with them"), "", money), ""
    if agrees:
        return SetAside(_("totals of other rows, and equal to their sums"), "", money), ""
    note = _("row {n} holds totals that are not those of the rows: {totals}, but the rows come to {sums}")
    wrong = {name: whole.get(name, ZERO) for name in said}
    words = {"n": held.place, "totals": _spelled(said), "sums": _spelled(wrong)}
    return SetAside(_("totals of other rows, but not equal to their sums"), "", money), note.format(**words)


def _spelled(told: Told) -> str:
    shown = {name: amount for name, amount in told.items() if not name.startswith((_SIDES, _KINDS))}
    return ", ".join(f"{name} {plain(amount)}" for name, amount in shown.items())
