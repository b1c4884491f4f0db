"""Numbers, months and titles as people and spreadsheets write them."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from calculator.usage.cells import (
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST_NUMBER,
    NOTHING,
    RefusedError,
    instant,
    shown,
)
from calculator.usage.currencies import MINUS, SPACES, parted
from runrate.core.translation import gettext as _

_GROUPS: Final = {"point": f",'’{SPACES}", "comma": f".'’{SPACES}"}
_DECIMAL: Final = {"point": ".", "comma": ","}
_NUMBER: Final = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
_GROUPED: Final = re.compile(r"\d{1,3}(?:([,.'’ \u00a0\u202f])\d{3})(?:\1\d{3})*", re.ASCII)
_DOTTED: Final = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(\d{1,2})\.(\d{4})", re.ASCII)
_NAMES: Final = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_ELSEWHERE: Final = (
    "januar janvier enero gennaio", "februar fevrier febrero febbraio", "marz maerz mars marzo",
    "april avril abril aprile", "mai mayo maggio", "juni juin junio giugno", "juli juillet julio luglio",
    "august aout agosto", "september septembre septiembre settembre", "oktober octobre octubre ottobre",
    "november novembre noviembre", "dezember decembre diciembre dicembre",
)  # fmt: skip
"""The same in German, French, Spanish and Italian, in full and without accents."""
_NAMED: Final = re.compile(r"([a-z]{3,10})\.?(?: de)?[\s,-]+'?(\d{4}|\d\d)", re.ASCII)
_FULL_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_MONTH_FIRST: Final = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)


def number_as_written(cells: Mapping[str, Any], name: str, decimals: str) -> Decimal | None:
    """The amount in a cell such as `$1,234.50`, `(1.50)` or `1.234,50 €`; None for an empty one.

    Raises RefusedError with the cell as it stands there.
    """
    value = cells.get(name)
    if value is None or isinstance(value, Decimal):
        return value
    text = str(value).strip()
    if text.lower() in NOTHING:
        return None
    sign, bare = _signed(text)
    plain = _with_point(bare, decimals)
    if bare == "-" and not sign:
        return None  # an accountant's zero: `$ -`
    if len(text) > LONGEST_NUMBER or plain is None:
        raise RefusedError(name, text, _("not a number: {value!r}").format(value=shown(text)))
    return Decimal(sign + plain)


def _signed(text: str) -> tuple[str, str]:
    """The sign of an amount, and the amount without sign, brackets and currency."""
    bare = parted(text)[0].strip(SPACES)
    if bare.startswith("(") and bare.endswith(")"):
        return "-", bare[1:-1].strip(SPACES)
    if len(bare) > 1 and bare[0] in MINUS:
        return "" if bare[0] == "+" else "-", bare[1:].lstrip(SPACES)
    return "", bare


def _with_point(bare: str, decimals: str) -> str | None:
    """Digits with a point, without what stands between thousands; None where they are no such number."""
    whole, mark, rest = bare.partition(_DECIMAL[decimals])
    grouped = _GROUPED.fullmatch(whole)
    if grouped and grouped[1] in _GROUPS[decimals]:
        whole = whole.replace(grouped[1], "")
    plain = f"{whole}.{rest}" if mark else whole
    return plain if "." not in whole and _NUMBER.fullmatch(plain) else None


def month(cells: Mapping[str, Any], name: str) -> tuple[datetime, datetime]:
    """First and last day of the month in a cell: `2025-09`, `09/2025`, `Sep 2025`, or any day as ISO text.

    Of a day with points, as `01.10.2026`, the month stands in the middle. Raises RefusedError.
    """
    text = str(cells.get(name) or "").strip()
    dotted = _DOTTED.fullmatch(text)
    found = (int(dotted[2]), int(dotted[1])) if dotted else _month_of(text.lower())
    if found is None:
        found = _whole(instant(cells, name))
    year, number = found
    if not 1 <= number <= 12 or not FIRST_YEAR <= year <= LAST_YEAR:
        raise RefusedError(name, text, _("not a month: {value!r}").format(value=shown(text)))
    first = datetime(year, number, 1, tzinfo=UTC)
    return first, first + timedelta(days=monthrange(year, number)[1] - 1)


def is_month(text: str) -> bool:
    """Whether a text can be nothing but a month: `2025-09`, `09/2025` or `Sep 2025`, its year in full."""
    return _FULL_YEAR.search(text) is not None and _month_of(text.strip().lower()) is not None


def _whole(moment: datetime) -> tuple[int, int]:
    return moment.year, moment.month


def _month_of(text: str) -> tuple[int, int] | None:
    """Year and month, which may be none that there is; None for text that is written another way."""
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2])
    if match := _MONTH_FIRST.fullmatch(text):
        return int(match[2]), int(match[1])
    if match := _NAMED.fullmatch(_bare(text)):
        names = enumerate(zip(_NAMES, _ELSEWHERE, strict=True), 1)
        word = match[1]
        place = next((at for at, (full, more) in names if _is_name(word, full) or word in more.split()), 0)
        year = int(match[2])
        return (year if year > 99 else 2000 + year), place
    return None


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _is_name(text: str, full: str) -> bool:
    return text in {full, full[:3], "sept" if full == "september" else full}


def told_apart(titles: Sequence[str]) -> list[str]:
    """Titles of which each stands there once: a second `Date` is `Date (2)`. Blank ones stay blank."""
    found: list[str] = []
    seen: dict[str, int] = {}
    for each in titles:
        title, again = each.strip(), each.strip().lower()
        while again and title.lower() in seen:
            seen[again] += 1
            title = f"{each.strip()} ({seen[again]})"
        seen[title.lower()] = 1
        found.append(title)
    return found
