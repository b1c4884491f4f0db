"""A table of one's own: which column means what, and how its amounts are written, said by hand."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import (
    ZERO,
    RefusedError,
    apart,
    at_least_0,
    cell_as_kept,
    number,
    tokens,
    whole,
    word,
)
from calculator.usage.currencies import currency_of, named_in, no_money, sign_of_format
from calculator.usage.formats import Outcome, Reader, Rows, slice_of
from calculator.usage.formats.own_cells import dates, scaled
from calculator.usage.formats.title_scales import (
    HUNDREDTH,
    MILLION,
    ONE,
    THOUSAND,
    is_rate,
    said,
    scale_of,
    seems_scaled,
)
from calculator.usage.lines import Item, Money
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

NAME: Final = "own-columns"
TOKENS: Final = ("input", "cache_read", "cache_write", "cache_write_1h", "output")
CACHED: Final = ("cache_read", "cache_write")
MONEY: Final = ("billed", "list")
AMOUNTS: Final = (*TOKENS, *MONEY, "reasoning", "quantity", "calls", "failed", "units")
PRICED: Final = (*TOKENS, *MONEY, "reasoning", "quantity")
"""Amounts whose scale may be chosen; calls and units have that of their title."""
COUNTS: Final = frozenset(AMOUNTS) - frozenset(MONEY)
WORDS: Final = ("model", "kind", "lane", "currency", "unit", "project", "key", "app")
MEANINGS: Final = ("date", *AMOUNTS, *WORDS)
AS_TITLED: Final = "title"
"""Each column in what its own title says, and one by one where it says nothing."""
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "tokens_each": (AS_TITLED, "1", "1000", "1000000"),
    "cached": ("inside", "beside"),
    "money_in": (AS_TITLED, "units", "cents", "thousands", "millions"),
    "decimals": ("point", "comma"),
    "dates": ("iso", "month_first", "day_first", "months"),
}
"""How amounts are written; the first of each is what is taken where nothing is said."""
MONEY_IN: Final = {"units": ONE, "cents": HUNDREDTH, "thousands": THOUSAND, "millions": MILLION}
LONGEST_TITLE: Final = 100
NO_DATE: Final = gettext_noop("Choose the column that holds the date.")
NO_AMOUNT: Final = gettext_noop("Choose a column of tokens or of money.")
NO_KIND: Final = gettext_noop("A column of quantities needs one that says which kind of token each is.")
TWICE: Final = gettext_noop("This column has another meaning already.")
UNKNOWN: Final = gettext_noop("This is not known.")
NOT_TEXT: Final = gettext_noop("Enter the title of a column.")
RATE: Final = gettext_noop(
    "By its title this is a price of so many tokens, and no amount: choose a column of totals, or say in "
    "what it is counted."
)
SCALED: Final = gettext_noop(
    "By its title this is not counted one by one, and in what is not clear: say in what it is counted."
)
SEVERAL: Final = gettext_noop("Titles of money name several currencies, {names}: choose columns of one.")
MAY_BE: Final = gettext_noop("The title of the money may mean {names}: give the currency as three letters.")
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
    tokens_each: str = AS_TITLED
    cached: str = "inside"
    money_in: str = AS_TITLED
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
        scales = self.scales()
        return Rows(
            NAME,
            used,
            frozenset(),
            self._reader,
            notes=tuple(self._said(scales)),
            money=paid,
            money_in=scales.get("billed", ONE),
            written=self._written,
            tells=tells,
            day=self.columns["date"],
            words=tuple(self.columns[name] for name in WORDS if name in self.columns),
        )

    def scales(self) -> dict[str, Decimal]:
        """How many 1 in each column of amounts stands for: as was chosen, else as its title says."""
        chosen = {AS_TITLED: None} | {each: Decimal(each) for each in CHOICES["tokens_each"][1:]} | MONEY_IN
        of = {name: chosen[self.money_in if name in MONEY else self.tokens_each] for name in PRICED}
        return {name: of.get(name) or self._titled(name) for name in AMOUNTS if name in self.columns}

    def _titled(self, name: str) -> Decimal:
        return scale_of(self.columns[name], money=name in MONEY)

    def _said(self, scales: Mapping[str, Decimal]) -> Iterator[str]:
        """What titles say of their columns, and where they were not followed."""
        for name, scale in scales.items():
            if self._titled(name) != ONE:
                yield said(cell_as_kept(self.columns[name]), scale, self._titled(name))
        for name in MONEY if "currency" not in self.columns else ():
            named = named_in(self.columns.get(name, ""))
            if named and self.currency not in named:
                words = {"title": cell_as_kept(self.columns[name]), "currency": self.currency}
                other = _("“{title}” is read in {currency}, as chosen, though its title says {other}")
                yield other.format(**words, other=", ".join(named))

    def _written(self, number: str, format: str) -> str:
        """A number of a spreadsheet as a person sees it: with its currency, and decimals as in the others."""
        text = number.replace(".", ",") if self.decimals == "comma" else number
        sign = sign_of_format(format)
        return f"{sign} {text}" if sign else text

    def _reader(self) -> Reader:
        return partial(self._read, self.scales())

    def _read(self, scales: Mapping[str, Decimal], cells: Mapping[str, Any]) -> Outcome:
        named = {meaning: cells.get(title) for meaning, title in self.columns.items()}
        try:
            return _item(self, named, scales)
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
    currency, reason = _currency(data.get("currency"), columns)
    if reason:
        errors["currency"] = reason
    for name, reason in (*_missing({*columns, *errors}), *_unclear(columns, choices)):
        errors.setdefault(name, reason)
    if errors:
        raise MappingErrors(errors)
    return OwnColumns(columns, currency, **choices)


def _currency(given: object, columns: Mapping[str, str]) -> tuple[str, str]:
    """The currency of the table, as it was said, else as titles of money say it; and why there is none."""
    code = str(given or "").strip().upper()
    if code:
        return code, "" if is_currency(code) else _(NO_CURRENCY)
    named = [codes for name in MONEY if (codes := named_in(columns.get(name, "")))]
    found = [code for code in (named or [("USD",)])[0] if all(code in each for each in named)]
    if len(found) == 1 or "USD" in found:
        return ("USD" if "USD" in found else found[0]), ""
    names = found or dict.fromkeys(code for codes in named for code in codes)
    return "", _(MAY_BE if found else SEVERAL).format(names=", ".join(list(names)[:4]))


def _unclear(columns: Mapping[str, str], choices: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Titles that say a price, or a scale that is not known, where nobody has said in what they count."""
    for name in AMOUNTS:
        title = columns.get(name, "")
        chosen = choices["money_in" if name in MONEY else "tokens_each"] if name in PRICED else AS_TITLED
        if chosen != AS_TITLED or not title:
            continue
        if is_rate(title):
            yield name, _(RATE)
        elif seems_scaled(title, money=name in MONEY):
            yield name, _(SCALED)


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


def _item(own: OwnColumns, cells: Mapping[str, Any], scales: Mapping[str, Decimal]) -> Outcome:
    at, until = dates(own.dates, cells)
    for name in cells.keys() & COUNTS:
        no_money(cells, name)
    currencies = {kind: currency_of(cells, kind, table=own.currency) for kind in MONEY if kind in cells}
    cells = {**cells, **{name: scaled(cells, name, own.decimals, scales[name]) for name in scales}}
    money = [(kind, number(cells, kind)) for kind in MONEY]
    kinds = _kinds(own, cells, scales)
    return Item(
        at,
        model=word(cells, "model"),
        lane=skus.lane_of(word(cells, "lane")),
        kinds=kinds,
        # A table of one's own is of models: money beside no tokens is for tokens that it does not count.
        priced="other" if any(paid is not None for _kind, paid in money) and not any(kinds.values()) else "",
        reasoning=at_least_0(cells, "reasoning"),
        calls=whole(cells, "calls"),
        failed=whole(cells, "failed") or 0,
        unit=word(cells, "unit"),
        until=until,
        units=whole(cells, "units"),
        money=tuple(Money(kind, currencies[kind], paid) for kind, paid in money if paid is not None),
        slice=slice_of(project=word(cells, "project"), key=word(cells, "key"), app=word(cells, "app")),
    )


def _kinds(own: OwnColumns, cells: Mapping[str, Any], scales: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Parts of a token are none, but for what a scale leaves of a rounded amount."""

    def read(cells: Mapping[str, Any], name: str) -> Decimal:
        return (tokens if scales.get(name, ONE) == ONE else at_least_0)(cells, name)

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
    return found
