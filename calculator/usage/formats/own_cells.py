"""Cells of a table of one's own, read as they are said to be written."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from math import gcd
from typing import Any, Final

from calculator.usage.cells import EXACT, RefusedError, american, instant, of_our_time, shown, word
from calculator.usage.formats.title_scales import ONE
from calculator.usage.spreadsheet_cells import is_month, month, number_as_written
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

DATES: Final = {"iso": "2026-10-31", "month_first": "10/31/2026", "day_first": "31/10/2026, 31.10.2026"}
MONTHS: Final = {"months": "2026-10, 10/2026, Oct 2026, 01.10.2026"}
NUMBERS: Final = {"point": "1,234.56", "comma": "1.234,56"}
"""How a cell looks that is written so."""

STEPS: Final = frozenset({7, 10, 14})
"""Dates that are all so many days apart stand for as many days each."""
_LEAST_DATES: Final = 3
_WEEK: Final = re.compile(r"\b(?:weeks?|weekly|wk|wochen?|kw|semaines?|semanas?)\b|wochen?(?:beginn|ende)")
_ENDS: Final = re.compile(r"\b(?:end|ends|ending|until|to|bis|fin|jusqu'au|hasta)\b|ende\b")
SPANS: Final = gettext_noop("each date stands for {n} days, as they are {n} days apart: {first} to {last}")
CROSSING: Final = gettext_noop("of two months and counted whole in that of their date: the days {spans}")
HOLES: Final = gettext_noop("without any row: the days {spans}")
_MOST_NAMED: Final = 6
_DAY: Final = timedelta(days=1)


def dates(written: str, cells: Mapping[str, Any]) -> tuple[datetime, datetime | None]:
    """The day of a row; of one that stands for a month its first and its last.

    What can be nothing but a month is one, whatever was said of how days are written.
    """
    if written == "months" or is_month(word(cells, "date")):
        return _read_as(written, _MONTHS, cells, "date", MONTHS)
    return _read_as(written, _DATES, cells, "date", DATES), None


def scaled(cells: Mapping[str, Any], name: str, decimals: str, scale: Decimal) -> Decimal | None:
    """What a cell holds, of which 1 stands for so many."""
    found = _read_as(decimals, _DECIMALS, cells, name, NUMBERS)
    return found if found is None or scale == ONE else EXACT.multiply(found, scale)


def _read_as[T](
    said: str,
    readers: Mapping[str, Callable[[Mapping[str, Any], str], T]],
    cells: Mapping[str, Any],
    name: str,
    examples: Mapping[str, str],
) -> T:
    """A cell as it is said to be written; one that is not so is refused with how that would look.

    Where it is written in one other way alone, that is said; it is never read so without being told.
    """
    said = said if said in readers else next(iter(readers))
    try:
        return readers[said](cells, name)
    except RefusedError as error:
        if not word(cells, name):
            raise
        others = [other for other in readers if other != said and _fits(readers[other], cells, name)]
        words = {"like": examples[said], "value": shown(word(cells, name))}
        reason = _("not written like {like}: {value!r}").format(**words)
        if len(others) == 1:
            known = _("not written like {like}: {value!r} is written like {other}")
            reason = known.format(**words, other=examples[others[0]])
        raise RefusedError(error.column, cells.get(name), reason) from error


def _fits(read: Callable[[Mapping[str, Any], str], object], cells: Mapping[str, Any], name: str) -> bool:
    try:
        read(cells, name)
    except RefusedError:
        return False
    return True


def _day_first(cells: Mapping[str, Any], name: str) -> datetime:
    text = word(cells, name)
    parts = text.replace(".", "/").split("/")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return instant(cells, name)
    day, month, year = (int(part[:4]) for part in parts)
    try:
        return of_our_time(datetime(year, month, day, tzinfo=UTC))
    except ValueError as error:
        raise RefusedError(name, text, _("not a date: {value!r}").format(value=shown(text))) from error


_DATES: Final[Mapping[str, Callable[[Mapping[str, Any], str], datetime]]] = {
    "iso": instant,
    "month_first": american,
    "day_first": _day_first,
}
_MONTHS: Final[Mapping[str, Callable[[Mapping[str, Any], str], tuple[datetime, datetime]]]] = {
    "months": month
}
_DECIMALS: Final[Mapping[str, Callable[[Mapping[str, Any], str], Decimal | None]]] = {
    each: partial(number_as_written, decimals=each) for each in NUMBERS
}


def step_of(title: str, starts: Collection[date]) -> int:
    """How many days each date of a table stands for: 7 in one of weeks, else 1."""
    ordered = sorted(starts)
    apart = gcd(*((after - before).days for before, after in pairwise(ordered)))
    is_week = _WEEK.search(title.lower().replace("_", " ")) is not None
    if is_week and apart % 7 == 0:
        return 7
    return apart if len(ordered) >= _LEAST_DATES and apart in STEPS else 1


def spans_of(title: str, starts: Collection[date], step: int) -> list[tuple[date, date]]:
    """The days that each date stands for: up to it where the title says so, else from it on."""
    more = timedelta(days=step - 1)
    if _ENDS.search(title.lower().replace("_", " ")):
        return [(day - more, day) for day in sorted(starts)]
    return [(day, day + more) for day in sorted(starts)]


def spans_said(spans: Sequence[tuple[date, date]], step: int) -> Iterator[str]:
    """What is said of a table of weeks: that it is one, and which weeks are of two months."""
    first, last = min(spans)[0], max(spans)[1]
    yield _(SPANS).format(n=step, first=first.isoformat(), last=last.isoformat())
    both = [each for each in spans if each[0].month != each[1].month]
    holes = [(one[1] + _DAY, other[0] - _DAY) for one, other in pairwise(spans) if other[0] - one[1] > _DAY]
    for said, found in ((CROSSING, both), (HOLES, holes)):
        named = [f"{one.isoformat()}/{other.isoformat()}" for one, other in found[:_MOST_NAMED]]
        if named:
            yield _(said).format(spans=", ".join(named + ["…"] * (len(found) > _MOST_NAMED)))
