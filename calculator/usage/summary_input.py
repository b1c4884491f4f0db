"""The command line's JSON back as a reading: a stranger's data, every word of it looked at."""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, localcontext
from io import BytesIO
from typing import IO, Any, Final

from calculator.usage import files, texts
from calculator.usage.cells import (
    EXACT,
    RefusedError,
    amount,
    cell_as_kept,
    instant,
    listed,
    number,
    part,
    shown,
    whole,
    without_people,
    word,
)
from calculator.usage.currencies import code_of
from calculator.usage.files import UnreadableError
from calculator.usage.formats.own_columns import CACHED
from calculator.usage.formats.own_json import check, may_be_of, of_field
from calculator.usage.kept.parts import Day, Key, Line, Slice
from calculator.usage.lines import APART_MONEY, TOKEN_KINDS, USAGE_MONEY, Sums
from calculator.usage.reading import MOST_REASONS, MOST_REFUSED, NotRead, Options, Reading
from runrate.core.translation import gettext as _

MOST_LINES: Final = Sums.MOST_LINES
_MARKS: Final = (b'"format"', b'"period"', b'"rows"', b'"lines"')
_BEGINS: Final = re.compile(rb'\s*\{\s*"file"\s*:', re.ASCII)
_MONTH: Final = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])", re.ASCII)
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}", re.ASCII)
_LANES: Final = frozenset({"standard", "batch", "flex", "priority"})
_UNITS: Final = frozenset({"", "token", "request", "image", "hour", "credit", "search", "other"})
_KINDS: Final = frozenset({"other", *TOKEN_KINDS, *APART_MONEY})
_MONEY: Final = frozenset({"", *USAGE_MONEY, *APART_MONEY})
_BESIDE: Final = ("list", "effective", "credit")
_IN_LINES: Final = frozenset({*USAGE_MONEY, *APART_MONEY, "list", "effective"})
_TOTALS: Final = frozenset({*USAGE_MONEY, *APART_MONEY, "list", "effective", "gross", "cache_storage"})


def is_summary(start: bytes) -> bool:
    """Whether a file begins as the command line's answer does."""
    return bool(_BEGINS.match(start)) and sum(mark in start for mark in _MARKS) > 1


def read_summaries(stream: IO[bytes], options: Options) -> Iterator[Reading]:
    """Each line's reading; the last one says how many files the command line could not read.

    Raises UnreadableError for a line that is not as the command line writes it.
    """
    last: Reading | None = None
    unread = 0
    for place, parse in _documents(stream):
        try:
            value = parse()
            if _is_of_an_unread(value):
                unread += 1
                continue
            reading = read_summary(value, options)
        except RefusedError as error:
            said = _("Line {n} is not as the command line writes it: {why}.")
            why = f"{error.column}: {error.reason}" if error.column else error.reason
            raise UnreadableError(said.format(n=place, why=why)) from error
        if last is not None:
            yield last
        last = reading
    if last is None:
        raise UnreadableError(_("The command line could read none of these files."))
    if unread:
        last.sums.note(
            _("files that the command line could not read, and that are not in here: {n}").format(n=unread)
        )
    yield last


def _documents(stream: IO[bytes]) -> Iterator[tuple[int, Callable[[], object]]]:
    """Each line; or, where an editor has spread one answer over many lines, all of them as one."""
    place, first = 1, stream.readline(texts.LONGEST_LINE + 1)
    while first and not first.strip():
        place, first = place + 1, stream.readline(texts.LONGEST_LINE + 1)
    if len(first) <= texts.LONGEST_LINE and not _is_json(first):
        first += stream.read(texts.LONGEST_LINE)
        yield place, lambda: texts.document(first)
        return
    yield from ((place, parse) for _one, parse in texts.json_lines(BytesIO(first)))
    yield from ((place + further, parse) for further, parse in texts.json_lines(stream))


def _is_json(line: bytes) -> bool:
    try:
        texts.document(line)
    except RefusedError:
        return False
    return True


def _is_of_an_unread(value: object) -> bool:
    """Whether a line says that its file was refused whole."""
    return isinstance(value, dict) and value.keys() == {"file", "error"}


def read_summary(data: object, options: Options) -> Reading:
    """One answer, parsed already. Raises RefusedError for one that is not as the command line writes it."""
    with localcontext(EXACT):
        return _reading(_answer(data), options)


def _answer(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict) or not value.get("format"):
        raise RefusedError(None, None, _("not the command line's answer for a file"))
    return value


def _reading(data: Mapping[str, Any], options: Options) -> Reading:
    check(data)
    sums = Sums(options.by)
    period, rows = part(data, "period"), part(data, "rows")
    reading = Reading(
        _text(data, "file"), _one_of(data, "format", _NAME), _text(period, "zone")[:60], sums, options.months
    )
    reading.version = _text(data, "version")
    reading.not_told |= {kind for kind in CACHED if kind in (data.get("not_told") or ())}
    reading.read, reading.taken, reading.refusals = (
        _count(rows, name) for name in ("read", "taken", "refused")
    )
    aside = _count(rows, "set_aside")
    if reading.read != reading.taken + aside + reading.refusals:
        raise RefusedError("rows", None, _("rows read are not those taken, set aside and refused"))
    reading.set_aside = _reasons(data, aside)
    reading.refused = _refused(data)
    reading.refused_unknown = 0 if data.get("usable") is True else reading.refusals
    if period:
        sums.first, sums.last = (instant(period, name) for name in ("first", "last"))
    _take_lines(sums, data, options)
    sums.reasoning = amount(part(data, "tokens"), "reasoning")
    for kind, amounts in part(data, "money").items():
        if kind in _TOTALS and isinstance(amounts, dict):
            for currency in list(amounts)[:50]:
                sums.money[kind, code_of({"currency": currency}, "currency")] = amount(amounts, currency)
    _money_of_lines(sums)
    for note in data.get("notes") or ():
        sums.note(note[:300])
    columns = data.get("columns_not_read")
    reading.skipped_columns = tuple(
        cell_as_kept(each)[:60]
        for each in (columns if isinstance(columns, list) else [])
        if isinstance(each, str)
    )[:100]
    reading.not_read = [
        NotRead(cell_as_kept(_text(each, "file")), _text(each, "reason"))
        for each in listed(data, "not_read")[: files.MOST_FILES]
    ]
    return reading


def _reasons(data: Mapping[str, Any], aside: int) -> dict[str, int]:
    """Rows set aside by reason; as one where the reasons do not come to as many."""
    told = part(data, "set_aside")
    with of_field("set_aside"):
        found = {without_people(name[:300]): _count(told, name) for name in list(told)[:MOST_REASONS]}
    if sum(found.values()) != aside:
        return {_("set aside by the command line"): aside} if aside else {}
    return {name: rows for name, rows in found.items() if rows}


def _refused(data: Mapping[str, Any]) -> list[dict[str, object]]:
    """The first refused rows as the command line told them."""
    found: list[dict[str, object]] = []
    for each in listed(data, "refused")[:MOST_REFUSED]:
        column, value = (each.get(name) for name in ("column", "value"))
        told = {
            "column": None if column is None else _text(each, "column")[:300],
            "value": None if value is None else shown(word(each, "value")),
        }
        found.append({"row": _count(each, "row"), **told, "reason": _text(each, "reason")[:300]})
    return found


def _money_of_lines(sums: Sums) -> None:
    """Money that lines have is what they come to, whatever a file says of its sums."""
    sums.money = {key: amount for key, amount in sums.money.items() if key[0] not in _IN_LINES}
    for key, line in sums.lines.items():
        paid = [(kind, key[6], each) for kind, each in line.money.items() if kind in _IN_LINES]
        if line.dollars is not None:
            paid.append(("billed", "USD", line.dollars))
        for kind, currency, each in paid:
            sums.money[kind, currency] = sums.money.get((kind, currency), Decimal(0)) + each


def _take_lines(sums: Sums, data: Mapping[str, Any], options: Options) -> None:
    """With the days and the units that are told of them."""
    period = part(data, "period")
    for place, each in enumerate(listed(data, "lines")[:MOST_LINES], start=1):
        with of_field("lines", place):
            if period and not may_be_of(period, month := _one_of(each, "month", _MONTH)):
                raise RefusedError("month", month, _("outside of the period"))
            _take_line(sums, each, options)
    for place, each in enumerate(listed(data, "days")[: Sums.MOST_DAYS], start=1):
        with of_field("days", place):
            _take_day(sums, each)
    for place, each in enumerate(listed(data, "units"), start=1):
        with of_field("units", place):
            sums.told_units[_one_of(each, "month", _MONTH), _slice(each)] = _count(each, "units")


def _take_line(sums: Sums, data: Mapping[str, Any], options: Options) -> None:
    month, money_kind = _one_of(data, "month", _MONTH), _in(data, "money_kind", _MONEY)
    if options.months and month not in options.months:
        return
    slice_ = _slice(data)
    if options.by is not None:
        slice_ = tuple((name, value) for name, value in slice_ if name in options.by)
    key: Key = (
        month,
        slice_,
        without_people(word(data, "model_raw")),
        _in(data, "lane", _LANES),
        _in(data, "kind", _KINDS),
        _in(data, "unit", _UNITS),
        _currency(data),
        money_kind,
    )
    kind, unit = key[4], key[5]
    if unit == "token" and kind not in TOKEN_KINDS and number(data, "quantity") is not None:
        raise RefusedError("kind", kind, _("not counted in tokens: {name}").format(name=kind))
    sums.months.add(month)
    line = sums.lines.setdefault(key, Line())
    line.quantity = _sum(line.quantity, number(data, "quantity"))
    line.dollars = _sum(line.dollars, number(data, "billed_usd"))
    for name, column in ((money_kind, "billed"), *((each, each) for each in _BESIDE)):
        found = number(data, column)
        if name and found is not None:
            line.money[name] = line.money.get(name, Decimal(0)) + found
    calls = whole(data, "calls")
    if calls is not None:
        failed = _count(data, "failed")
        if failed > calls:
            raise RefusedError("failed", failed, _("more failed calls than calls"))
        line.calls = (line.calls or 0) + calls
        line.failed += failed
    line.rows += _count(data, "rows")
    line.unpriced += _unpriced(data)


def _unpriced(data: Mapping[str, Any]) -> Decimal:
    """How much of a line has no price; never more than there is."""
    found = amount(data, "unpriced")
    if not 0 <= found <= (number(data, "quantity") or 0):
        raise RefusedError("unpriced", word(data, "unpriced"), _("more tokens without a price than tokens"))
    return found


def _take_day(sums: Sums, data: Mapping[str, Any]) -> None:
    if sums.days is None:
        return
    at = instant(data, "day")
    sums.days[f"{at:%Y-%m-%d}", _slice(data)] = Day(
        amount(data, "input"), amount(data, "cache_read"), amount(data, "output"), whole(data, "calls")
    )


def _slice(data: Mapping[str, Any]) -> Slice:
    found = part(data, "slice")
    return tuple((without_people(name[:40]), without_people(word(found, name))) for name in list(found)[:10])


def _currency(data: Mapping[str, Any]) -> str:
    return code_of(data, "currency") if word(data, "currency") else ""


def _sum(held: Decimal | None, more: Decimal | None) -> Decimal | None:
    return held if more is None else more if held is None else held + more


def _count(data: Mapping[str, Any], name: str) -> int:
    return whole(data, name) or 0


def _text(data: Mapping[str, Any], name: str) -> str:
    return without_people(word(data, name))


def _one_of(data: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    text = word(data, name)
    if not pattern.fullmatch(text):
        raise RefusedError(name, text, _("not known: {name}").format(name=name))
    return text


def _in(data: Mapping[str, Any], name: str, words: frozenset[str]) -> str:
    text = word(data, name)
    if text not in words:
        raise RefusedError(name, text, _("not known: {name}").format(name=name))
    return text
