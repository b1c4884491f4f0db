"""Cells of a file as exact values; what has two readings is refused with its column, never guessed."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

from runrate.kit.language import gettext as _

LONGEST_NUMBER: Final = 60
LONGEST_WORD: Final = 200
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?", re.ASCII
)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_NOTHING: Final = frozenset({"", "null", "none", "nan", "-"})

type Cells = Mapping[str, object]


class RefusedError(ValueError):
    """Why a row cannot be used: its column where one is to blame, the value as it stands, and a reason."""

    def __init__(self, column: str | None, value: object, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason
        self.value = None if value is None else str(value)[:LONGEST_WORD]


def word(cells: Cells, column: str) -> str:
    """Text of a cell, cut to a bounded length; the words NULL and None are nothing."""
    value = cells.get(column)
    if value is None or isinstance(value, (dict, list)):
        return ""
    text = str(value).strip()[:LONGEST_WORD]
    return "" if text.lower() in _NOTHING else text


def number(cells: Cells, column: str) -> Decimal | None:
    """An exact number, or None for an empty cell. Raises RefusedError for anything else."""
    value = cells.get(column)
    text = "" if value is None else str(value).strip()
    if text.lower() in _NOTHING:
        return None
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise RefusedError(column, value, _("not a number: {value!r}").format(value=text[:60]))
    return Decimal(text)


def amount(cells: Cells, column: str) -> Decimal:
    """The same, with nothing counted as zero."""
    return number(cells, column) or Decimal(0)


def whole(cells: Cells, column: str) -> int | None:
    """A count; vendors write it as 3.0 too."""
    found = number(cells, column)
    if found is None:
        return None
    if found != found.to_integral_value():
        raise RefusedError(column, cells.get(column), _("not a whole number: {value!r}").format(value=str(found)))
    return int(found)


def instant(cells: Cells, column: str, *, offset: timedelta = timedelta(0)) -> datetime:
    """A moment in UTC from ISO text; without a zone it is `offset` from UTC. Raises RefusedError."""
    value = cells.get(column)
    text = str(value or "").strip()
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise RefusedError(column, value, _("not an ISO date: {value!r}").format(value=text[:60]))
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        local = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0),
                         tzinfo=UTC)  # fmt: skip
    except ValueError as error:
        raise RefusedError(column, value, _("not a date: {value!r}").format(value=text[:60])) from error
    return local - (_zone(zone) if zone else offset)


def american(cells: Cells, column: str) -> datetime:
    """A day as month/day/year, where a format fixes that order; ISO text passes too."""
    text = word(cells, column)
    match = _AMERICAN.fullmatch(text)
    if match is None:
        return instant(cells, column)
    month, day, year = (int(part) for part in match.groups())
    try:
        return datetime(year, month, day, tzinfo=UTC)
    except ValueError as error:
        raise RefusedError(column, text, _("not a date: {value!r}").format(value=text)) from error


def epoch(value: object, column: str, *, per_second: int = 1) -> datetime:
    """A moment from seconds (or finer parts) since 1970."""
    try:
        seconds = int(str(value)) // per_second
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise RefusedError(column, value, _("not a time in seconds: {value!r}").format(value=str(value)[:60])) from error


def month_of(moment: datetime | date) -> str:
    return f"{moment.year:04}-{moment.month:02}"


def _zone(text: str) -> timedelta:
    if text in {"Z", "UTC"}:
        return timedelta(0)
    hours, minutes = int(text[1:3]), int(text[-2:])
    return (1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes)
