"""Cells of a file as exact values; what has two readings is refused with its column, never guessed."""

import hashlib
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from functools import lru_cache
from typing import Any, Final

from runrate.core.text import one_line
from runrate.core.translation import gettext as _

EXACT: Final = Context(prec=2000, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])
"""Sums of bills never round: with numbers of at most `LONGEST_NUMBER` signs this many digits are enough."""
LONGEST_NUMBER: Final = 60
LONGEST_WORD: Final = 200
LONGEST_SHOWN: Final = 24
LONGEST_TITLE: Final = 120
MOST_WORDS: Final = 10
MOST_LETTERS: Final = 8
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
ZERO: Final = Decimal(0)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?",
    re.ASCII,
)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z?", re.ASCII)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_KIND = re.compile(r"[a-z][a-z0-9]*(?:[._-][a-z0-9]+)+", re.ASCII)
NOT_CALCULATED: Final = "#FORMULA!"  # stands in place of a value that no program has calculated
NOT_A_NUMBER: Final = "nan"
NOTHING: Final = frozenset({"", "null", "none", NOT_A_NUMBER, "-"})
# What a shifted row may put where a number belongs: addresses of people and machines, sentences.
_PRIVATE = re.compile(r"@|\s\S+\s|\d+\.\d+\.\d+\.\d+|::|[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*:", re.IGNORECASE)

_PEOPLE = re.compile(
    r"[^\s@:,;<>]+@[^\s@:,;<>]+|(?<!\d)\d{1,3}(?:\.\d{1,3}){3}(?!\d)"
    r"|(?<![0-9a-z:])(?:[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7}|[0-9a-f]{1,4}::[0-9a-f]{0,4}|::[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)(?![0-9a-z:])",
    re.ASCII | re.IGNORECASE,
)

type Cells = Mapping[str, Any]


class RefusedError(ValueError):
    """Why a row cannot be used: its column where one is to blame, the value if it may be shown, a reason."""

    def __init__(self, column: str | None, value: object, reason: str) -> None:
        never = _("a formula that was never calculated: open the workbook, save it and send it again")
        self.column, self.reason = column, never if value == NOT_CALCULATED else reason
        super().__init__(self.reason)
        self.value = None if value is None else shown(value)


def shown(value: object) -> str:
    """A wrong value as it may be repeated: short ones as they stand, what may be private by its length."""
    text = str(value).strip()
    short = len(text) <= LONGEST_SHOWN and sum(map(str.isalpha, text)) <= MOST_LETTERS
    if short and text.isprintable() and not _PRIVATE.search(text):
        return text
    return _("(text of {n} characters)").format(n=len(text))


def kind_shown(name: str) -> str:
    """What a file calls a kind of token, where it is such a name; other text as a wrong value is shown."""
    return name if _KIND.fullmatch(name) else shown(name)


def letters_of(text: str) -> str:
    """Text in one line without what is no letter: signs that control or turn, halves of a cut emoji."""
    return text if text.isprintable() else one_line(text)


def without_people(text: str) -> str:
    """The same with a mark in place of each email or IP address: equal ones stay equal."""
    return _PEOPLE.sub(lambda found: f"({_mark(found[0])})", letters_of(text))


def cell_as_kept(cell: str) -> str:
    """A title or a file's name as it may be kept: without people, and without what people wrote."""
    if len(cell) > LONGEST_TITLE or len(cell.split()) > MOST_WORDS or any(sign in cell for sign in "?!"):
        return _("(text of {n} characters)").format(n=len(cell))
    return without_people(cell)


_KEY: Final = bytearray(secrets.token_bytes(32))
"""What a mark is made with: of this run alone, unless a site has a secret of its own."""


def mark_with(secret: str) -> None:
    """Makes marks with a site's secret: without it no address can be tried until its mark is found."""
    _KEY[:] = hashlib.blake2b(secret.encode(), digest_size=32, person=b"marks of people").digest()


def _mark(text: str) -> str:
    return hashlib.blake2b(text.lower().encode(), digest_size=4, key=bytes(_KEY)).hexdigest()


def word(cells: Cells, column: str) -> str:
    """Text of a cell, cut to a bounded length; the words NULL and None are nothing."""
    value = cells.get(column)
    if value is None or isinstance(value, (dict, list)):
        return ""
    return _word(str(value).strip()[:LONGEST_WORD])


@lru_cache(maxsize=1024)
def _word(text: str) -> str:
    letters = letters_of(text)
    return "" if letters.lower() in NOTHING else letters


def number(cells: Cells, column: str) -> Decimal | None:
    """An exact number, or None for an empty cell. Raises RefusedError for anything else.

    NaN is no empty cell: something was counted, and what it came to was lost.
    """
    value = cells.get(column)
    if value is None or isinstance(value, Decimal):
        return value
    text = str(value).strip()
    if text.lower() in NOTHING - {NOT_A_NUMBER}:
        return None
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise RefusedError(column, value, _("not a number: {value!r}").format(value=shown(text)))
    return Decimal(text)


def is_blank(cells: Cells, *columns: str) -> bool:
    """Whether a row says nothing in any of these."""
    return not any(word(cells, column) for column in columns)


def amount(cells: Cells, column: str) -> Decimal:
    """The same, with nothing counted as zero."""
    return number(cells, column) or ZERO


def needed(cells: Cells, column: str) -> Decimal:
    """The same, where a row without it means nothing."""
    found = number(cells, column)
    if found is None:
        raise RefusedError(column, None, _("empty"))
    return found


def counted(cells: Cells, column: str) -> Decimal | None:
    """A whole number of 0 or more, or None for an empty cell. Raises RefusedError for anything else.

    Vendors write it as 3.0 too. What takes back is a correction only where a format says that it has some.
    """
    found = None if number(cells, column) is None else at_least_0(cells, column)
    if found is not None and found != found.to_integral_value():
        raise RefusedError(column, found, _("not a whole number: {value!r}").format(value=shown(found)))
    return found


def tokens(cells: Cells, column: str) -> Decimal:
    """The same, with nothing counted as zero."""
    return counted(cells, column) or ZERO


def at_least_0(cells: Cells, column: str) -> Decimal:
    """An amount of 0 or more, whole or not, with nothing counted as zero. Raises RefusedError."""
    found = amount(cells, column)
    if found < 0:
        raise RefusedError(column, found, _("a count below 0"))
    return found


def whole(cells: Cells, column: str) -> int | None:
    """The same as an integer, or None for an empty cell."""
    found = counted(cells, column)
    return None if found is None else int(found)


def apart(
    cells: Cells, column: str, *parts: Decimal, read: Callable[[Cells, str], Decimal] = tokens
) -> Decimal:
    """Tokens of a total that are in none of its parts. Raises RefusedError where the parts are more."""
    total = read(cells, column)
    left = total - sum(parts, ZERO)
    if left < 0:
        raise RefusedError(column, total, _("less than the cached tokens that should be inside of it"))
    return left


def instant(cells: Cells, column: str, *, offset: timedelta = timedelta(0)) -> datetime:
    """A moment in UTC from ISO text; without a zone it is `offset` from UTC. Raises RefusedError."""
    value = cells.get(column)
    if value is None or value == "":
        raise RefusedError(column, None, _("empty"))
    text = str(value).strip()
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise RefusedError(column, value, _("not an ISO date: {value!r}").format(value=shown(text)))
    year, month, day, hour, minute, second, zone = match.groups()
    clock = int(hour or 0), int(minute or 0), int(second or 0)
    try:
        local = datetime(int(year), int(month), int(day), *clock, tzinfo=UTC)
        return of_our_time(local - (_zone(zone) if zone else offset))
    except (ValueError, OverflowError) as error:
        raise RefusedError(column, value, _("not a date: {value!r}").format(value=shown(text))) from error


def of_our_time(moment: datetime) -> datetime:
    """The same; raises ValueError for a year in which nobody has paid for a model, or will."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(moment.year)
    return moment


class Days(dict[str, str]):
    """Moments that were looked at and their days; a bill names the same hours again and again."""

    MOST: Final = 10_000

    def __missing__(self, moment: str) -> str:
        """Nothing for one that is not plainly a moment in UTC, of a day that there is."""
        if len(self) >= self.MOST:
            self.clear()
        day = self[moment] = moment[:10] if _MOMENT.fullmatch(moment) and _is_day(moment[:10]) else ""
        return day


def american(cells: Cells, column: str) -> datetime:
    """A day as month/day/year, where a format fixes that order; ISO text passes too."""
    text = word(cells, column)
    match = _AMERICAN.fullmatch(text)
    if match is None:
        return instant(cells, column)
    month, day, year = (int(part) for part in match.groups())
    try:
        return of_our_time(datetime(year, month, day, tzinfo=UTC))
    except ValueError as error:
        raise RefusedError(column, text, _("not a date: {value!r}").format(value=shown(text))) from error


def epoch(cells: Cells, column: str, *, per_second: int = 1) -> datetime:
    """A moment from seconds (or finer parts) since 1970."""
    value = cells.get(column)
    try:
        return of_our_time(datetime.fromtimestamp(int(str(value)) // per_second, UTC))
    except (ValueError, OverflowError, OSError) as error:
        said = _("not a time in seconds: {value!r}")
        raise RefusedError(column, value, said.format(value=shown(value))) from error


def month_of(moment: datetime | date) -> str:
    return f"{moment.year:04}-{moment.month:02}"


def part(cells: Cells, name: str) -> Cells:
    """An object inside of a JSON row, or nothing."""
    found = cells.get(name)
    return found if isinstance(found, dict) else {}


def listed(cells: Cells, name: str) -> list[Cells]:
    """The objects of a list inside of a JSON row."""
    found = cells.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def object_in(cells: Cells, name: str) -> Cells:
    """The same where amounts stand in it: nothing where it is absent. Raises RefusedError for all else."""
    found = cells.get(name)
    if found is not None and not isinstance(found, dict):
        raise RefusedError(name, None, _("not an object"))
    return found or {}


def objects_in(cells: Cells, name: str) -> list[Cells]:
    """The same of a list: none of its values is passed over."""
    found = cells.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise RefusedError(name, None, _("not a list of objects"))
    return found


def _zone(text: str) -> timedelta:
    if text in {"Z", "UTC"}:
        return timedelta(0)
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    return (1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes)


def _is_day(text: str) -> bool:
    """Whether ISO text names a day that there is, in a year of bills: no 30 February."""
    try:
        return FIRST_YEAR <= date.fromisoformat(text).year <= LAST_YEAR
    except ValueError:
        return False
