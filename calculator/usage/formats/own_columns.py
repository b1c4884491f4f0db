"""A table of one's own: which column means what, and how its amounts are written, said by hand."""

import re
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import (
    ZERO,
    RefusedError,
    american,
    apart,
    at_least_0,
    instant,
    number,
    of_our_time,
    shown,
    tokens,
    whole,
    word,
)
from calculator.usage.currencies import currency_of, no_money, sign_of_format
from calculator.usage.formats import Outcome, Reader, Rows, slice_of
from calculator.usage.lines import Item, Money
from calculator.usage.spreadsheet_cells import is_month, month, number_as_written
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

NAME: Final = "own-columns"
TOKENS: Final = ("input", "cache_read", "cache_write", "cache_write_1h", "output")
CACHED: Final = ("cache_read", "cache_write")
MONEY: Final = ("billed", "list")
AMOUNTS: Final = (*TOKENS, *MONEY, "reasoning", "quantity", "calls", "failed", "units")
COUNTS: Final = frozenset(AMOUNTS) - frozenset(MONEY)
WORDS: Final = ("model", "kind", "lane", "currency", "unit", "project", "key", "app")
MEANINGS: Final = ("date", *AMOUNTS, *WORDS)
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "tokens_each": ("1", "1000", "1000000"),
    "cached": ("inside", "beside"),
    "money_in": ("units", "cents"),
    "decimals": ("point", "comma"),
    "dates": ("iso", "month_first", "day_first", "months"),
}
"""How amounts are written; the first of each is what is taken where nothing is said."""
DATES: Final = {"iso": "2026-10-31", "month_first": "10/31/2026", "day_first": "31/10/2026, 31.10.2026"}
MONTHS: Final = {"months": "2026-10, 10/2026, Oct 2026, 01.10.2026"}
NUMBERS: Final = {"point": "1,234.56", "comma": "1.234,56"}
"""How a cell looks that is written so."""
LONGEST_TITLE: Final = 100
NO_DATE: Final = gettext_noop("Choose the column that holds the date.")
NO_AMOUNT: Final = gettext_noop("Choose a column of tokens or of money.")
NO_KIND: Final = gettext_noop("A column of quantities needs one that says which kind of token each is.")
TWICE: Final = gettext_noop("This column has another meaning already.")
UNKNOWN: Final = gettext_noop("This is not known.")
NOT_TEXT: Final = gettext_noop("Enter the title of a column.")
NO_CURRENCY: Final = gettext_noop("Enter a currency as three letters, such as USD.")


class MappingErrors(ValueError):  # noqa: N818  # it carries several, by field
    """What is wrong with a mapping, by field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {said}" for name, said in errors.items()))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class OwnColumns:
    """Titles of columns by meaning, in lower case, and how amounts are written."""

    columns: Mapping[str, str]
    currency: str = "USD"
    tokens_each: str = "1"
    cached: str = "inside"
    money_in: str = "units"
    decimals: str = "point"
    dates: str = "iso"

    def as_json(self) -> dict[str, object]:
        """As it is remembered; parsing it gives this mapping back."""
        return {"columns": dict(self.columns), "currency": self.currency} | {
            name: getattr(self, name) for name in CHOICES
        }

    def rows(self) -> Rows:
        """The format that this mapping makes of a table."""
        used, money = frozenset(self.columns.values()), self.columns.get("billed")
        paid = None
        if money is not None and self.decimals == "point":
            named = self.columns.get("currency")
            paid = (money, *([named] if named else []), self.currency)
        tells = {kind: self.columns.get(kind, "") for kind in CACHED}
        return Rows(NAME, used, frozenset(), self._reader, money=paid, written=self._written, tells=tells)

    def _written(self, number: str, format: str) -> str:
        """A number of a spreadsheet as a person sees it: with its currency, and decimals as in the others."""
        text = number.replace(".", ",") if self.decimals == "comma" else number
        sign = sign_of_format(format)
        return f"{sign} {text}" if sign else text

    def _reader(self) -> Reader:
        return self._read

    def _read(self, cells: Mapping[str, Any]) -> Outcome:
        try:
            return _item(self, {meaning: cells.get(title) for meaning, title in self.columns.items()})
        except RefusedError as error:
            error.column = self.columns.get(error.column or "", error.column)
            raise


def parse_mapping(data: Mapping[str, object]) -> OwnColumns:
    """A mapping as a form or a file holds it. Raises MappingErrors with all that is wrong."""
    given = data.get("columns")
    columns, errors = _columns(given if isinstance(given, dict) else {})
    choices: dict[str, Any] = {}
    for name, allowed in CHOICES.items():
        choices[name] = str(data.get(name) or allowed[0])
        if choices[name] not in allowed:
            errors[name] = _(UNKNOWN)
    currency = str(data.get("currency") or "USD").strip().upper()
    if not is_currency(currency):
        errors["currency"] = _(NO_CURRENCY)
    for name, said in _missing({*columns, *errors}):
        errors.setdefault(name, said)
    if errors:
        raise MappingErrors(errors)
    return OwnColumns(columns, currency, **choices)


def is_currency(text: str) -> bool:
    """Three letters, as ISO 4217 has them."""
    return re.fullmatch("[A-Z]{3}", text) is not None


def _columns(given: Mapping[object, object]) -> tuple[dict[str, str], dict[str, str]]:
    columns: dict[str, str] = {}
    errors: dict[str, str] = {}
    for meaning, title in given.items():
        if title is None or title == "":
            continue
        text = title.strip().lower() if isinstance(title, str) else ""
        if not isinstance(meaning, str) or meaning not in MEANINGS:
            errors[str(meaning)[:40]] = _(UNKNOWN)
        elif not text or len(text) > LONGEST_TITLE:
            errors[meaning] = _(NOT_TEXT)
        elif text in columns.values():
            errors[meaning] = _(TWICE)
        else:
            columns[meaning] = text
    return columns, errors


def _missing(chosen: Set[str]) -> Iterator[tuple[str, str]]:
    """What nothing was chosen for; what was chosen wrongly has been told so."""
    if "date" not in chosen:
        yield "date", _(NO_DATE)
    if not chosen & {*TOKENS, *MONEY, "quantity"}:
        yield "columns", _(NO_AMOUNT)
    if "quantity" in chosen and "kind" not in chosen:
        yield "kind", _(NO_KIND)


def _item(own: OwnColumns, cells: Mapping[str, Any]) -> Outcome:
    at, until = _dates(own, cells)
    for name in cells.keys() & COUNTS:
        no_money(cells, name)
    currencies = {kind: currency_of(cells, kind, table=own.currency) for kind in MONEY if kind in cells}
    amounts = {name: _amount(cells, name, own.decimals) for name in AMOUNTS if name in cells}
    cells = {**cells, **amounts}
    each = Decimal("0.01") if own.money_in == "cents" else Decimal(1)
    money = [(kind, number(cells, kind)) for kind in MONEY]
    kinds = _kinds(own, cells)
    return Item(
        at,
        model=word(cells, "model"),
        lane=skus.lane_of(word(cells, "lane")),
        kinds=kinds,
        # A table of one's own is of models: money beside no tokens is for tokens that it does not count.
        priced="other" if any(paid is not None for _kind, paid in money) and not any(kinds.values()) else "",
        reasoning=at_least_0(cells, "reasoning") * int(own.tokens_each),
        calls=whole(cells, "calls"),
        failed=whole(cells, "failed") or 0,
        unit=word(cells, "unit"),
        until=until,
        units=whole(cells, "units"),
        money=tuple(Money(kind, currencies[kind], paid * each) for kind, paid in money if paid is not None),
        slice=slice_of(project=word(cells, "project"), key=word(cells, "key"), app=word(cells, "app")),
    )


def _kinds(own: OwnColumns, cells: Mapping[str, Any]) -> dict[str, Decimal]:
    read = tokens if own.tokens_each == "1" else at_least_0
    found = {kind: read(cells, kind) for kind in TOKENS}
    if own.cached == "inside":
        found["input"] = apart(
            cells, "input", found["cache_read"], found["cache_write"], found["cache_write_1h"], read=read
        )
    if "quantity" in cells:
        kind = skus.kind_of(word(cells, "kind"))
        if kind is None:
            raise RefusedError("kind", cells.get("kind"), _("a type that is not known"))
        found[kind] = found.get(kind, ZERO) + read(cells, "quantity")
    return {kind: quantity * int(own.tokens_each) for kind, quantity in found.items()}


def _dates(own: OwnColumns, cells: Mapping[str, Any]) -> tuple[datetime, datetime | None]:
    """The day of a row; of one that stands for a month its first and its last.

    What can be nothing but a month is one, whatever was said of how days are written.
    """
    if own.dates == "months" or is_month(word(cells, "date")):
        return _read_as(own.dates, _MONTHS, cells, "date", MONTHS)
    return _read_as(own.dates, _DATES, cells, "date", DATES), None


def _amount(cells: Mapping[str, Any], name: str, decimals: str) -> Decimal | None:
    return _read_as(decimals, _DECIMALS, cells, name, NUMBERS)


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
    each: partial(number_as_written, decimals=each) for each in CHOICES["decimals"]
}
