"""What the command line's JSON may hold, and what in it cannot be true at once: told by the field."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from calculator.usage.cells import (
    ZERO,
    RefusedError,
    amount,
    instant,
    month_of,
    number,
    shown,
    without_people,
    word,
)
from calculator.usage.formats.own_columns import CACHED
from calculator.usage.lines import TOKEN_KINDS
from runrate.core.translation import gettext as _

SUMMARY: Final = frozenset(
    {
        "file", "format", "version", "period", "rows", "set_aside", "refused", "usable", "columns_not_read",
        "not_told", "months", "tokens", "shares", "models", "calls", "failed", "error_rate", "units_seen",
        "per_call", "per_unit", "money", "money_rows", "notes", "not_read", "lines", "days", "units",
    }
)  # fmt: skip
LINE: Final = frozenset(
    {
        "month", "slice", "model_raw", "model", "lane", "kind", "unit", "quantity", "billed", "list",
        "effective", "credit", "billed_usd", "currency", "money_kind", "calls", "failed", "rows",
        "unpriced",
    }
)  # fmt: skip
_NAME: Final = re.compile(r"[a-z_0-9]{1,30}", re.ASCII)
_AMOUNTS: Final = ("billed", "list", "effective", "credit")
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "lines": LINE,
    "days": frozenset({"day", "slice", "input", "cache_read", "output", "calls"}),
    "units": frozenset({"month", "slice", "units"}),
    "not_read": frozenset({"file", "reason"}),
    "refused": frozenset({"row", "column", "value", "reason"}),
}
_OBJECTS: Final = ("period", "rows", "set_aside", "tokens", "money")
_WORDS: Final = ("notes", "not_told")
"""Of what is read; the rest follows from the lines, whatever the file says of it."""
_A_DAY: Final = timedelta(days=1)
"""By which the days of a zone may lie beside those of a period."""


@contextmanager
def of_field(*path: object) -> Iterator[None]:
    """Names in an error the whole way to its field: `lines.2.billed`, the first of a list being 1."""
    try:
        yield
    except RefusedError as error:
        held = [str(each) for each in path] + ([error.column] if error.column else [])
        raise RefusedError(".".join(held), error.value, error.reason) from error


def check(data: Mapping[str, Any]) -> None:
    """Raises RefusedError with the field that is not as the command line writes it."""
    _known(data, SUMMARY)
    for name in _OBJECTS:
        _shape(data, name, dict, _("not an object"))
    for name, fields in _FIELDS.items():
        for place, each in enumerate(_shape(data, name, list, _("not a list of objects")) or (), start=1):
            with of_field(name, place):
                _object(each, fields)
    for name in ("rows", "lines"):
        if data.get(name) is None:
            raise RefusedError(name, None, _("missing"))
    for name in ("file", "version"):
        _text(data, name)
    _words(data)
    _usable(data)
    _days(data)
    _units(data)
    _of_lines(data)


def _words(data: Mapping[str, Any]) -> None:
    for name in _WORDS:
        for each in _shape(data, name, list, _("not a list of words")) or ():
            if not isinstance(each, str):
                raise RefusedError(name, None, _("not a list of words"))
    for each in data.get("not_told") or ():
        if each not in CACHED:
            raise RefusedError("not_told", each, _("not known: {name}").format(name=shown(each)))


def _known(data: Mapping[str, Any], fields: Collection[str]) -> None:
    for name in data:
        if name not in fields:
            said = name if _NAME.fullmatch(name) else shown(name)
            raise RefusedError(said, None, _("the command line writes no such field"))


def _shape(data: Mapping[str, Any], name: str, shape: type, said: str) -> Any:
    value = data.get(name)
    if value is not None and not isinstance(value, shape):
        raise RefusedError(name, None, said)
    return value


def _object(value: object, fields: Collection[str]) -> None:
    if not isinstance(value, dict):
        raise RefusedError(None, None, _("not an object"))
    _known(value, fields)
    for name in ("model_raw", "file", "reason", "month", "day", "currency"):
        _text(value, name)
    for each in (_shape(value, "slice", dict, _("not an object")) or {}).values():
        if each is not None and not isinstance(each, str):
            raise RefusedError("slice", None, _("not a word"))


def _text(data: Mapping[str, Any], name: str) -> None:
    _shape(data, name, str, _("not a word"))


def _usable(data: Mapping[str, Any]) -> None:
    said = _shape(data, "usable", bool, _("neither true nor false"))
    refused = number(data.get("rows") or {}, "refused") or 0
    if said is False and not refused:
        raise RefusedError("usable", said, _("false, though no row was refused"))


def _days(data: Mapping[str, Any]) -> None:
    """A period that ends before it begins, and days that are not in it."""
    period = data.get("period")
    held: tuple[date, date] | None = None
    if period:
        with of_field("period"):
            held = instant(period, "first").date(), instant(period, "last").date()
            if held[0] > held[1]:
                raise RefusedError("last", word(period, "last"), _("before the first day"))
    for place, each in enumerate(data.get("days") or (), start=1):
        with of_field("days", place):
            day = instant(each, "day").date()
            if held and not held[0] - _A_DAY <= day <= held[1] + _A_DAY:
                raise RefusedError("day", word(each, "day"), _("outside of the period"))
            if (all_input := amount(each, "input")) >= 0 and amount(each, "cache_read") > all_input:
                raise RefusedError("cache_read", None, _("more cached tokens than input"))


def _units(data: Mapping[str, Any]) -> None:
    months = {word(each, "month") for each in data["lines"]}
    for place, each in enumerate(data.get("units") or (), start=1):
        if word(each, "month") not in months:
            raise RefusedError(f"units.{place}.month", word(each, "month"), _("a month without lines"))


def _of_lines(data: Mapping[str, Any]) -> None:
    """Money needs its currency and what it is, tokens their unit; reasoning is inside the output."""
    sums: dict[tuple[str, str, str], Decimal] = {}
    for place, each in enumerate(data["lines"], start=1):
        with of_field("lines", place):
            money = [name for name in _AMOUNTS if number(each, name) is not None]
            if money and not word(each, "currency"):
                raise RefusedError("currency", None, _("missing, and there is money"))
            if "billed" in money and not word(each, "money_kind"):
                raise RefusedError("money_kind", None, _("missing, and there is money"))
            kind, quantity = word(each, "kind"), number(each, "quantity")
            if quantity is not None and kind in TOKEN_KINDS and not word(each, "unit"):
                raise RefusedError("unit", None, _("missing, and there is a quantity"))
            if word(each, "unit") == "token":
                key = word(each, "month"), word(each, "model_raw"), kind
                sums[key] = sums.get(key, ZERO) + (quantity or ZERO)
    _not_below_0(sums)
    output = sum((tokens for (_month, _model, kind), tokens in sums.items() if kind == "output"), ZERO)
    if amount(data.get("tokens") or {}, "reasoning") > output:
        raise RefusedError("tokens.reasoning", None, _("more than the output of all lines"))


def _not_below_0(sums: Mapping[tuple[str, str, str], Decimal]) -> None:
    for (month, model, kind), tokens in sums.items():
        if tokens < 0:
            said = _("the tokens of {model}, {kind}, in {month} come to less than 0: corrections exceed use")
            named = said.format(
                model=without_people(model) or "–",
                kind=kind if kind in TOKEN_KINDS else shown(kind),
                month=month,
            )
            raise RefusedError("lines", tokens, named)


def may_be_of(period: Mapping[str, Any], month: str) -> bool:
    """Whether a month of lines may belong to a period: late rows are billed in the month after."""
    first, last = (instant(period, name).date() for name in ("first", "last"))
    return month_of(first.replace(day=1) - _A_DAY) <= month <= month_of(last.replace(day=28) + 4 * _A_DAY)
