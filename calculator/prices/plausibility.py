"""Numbers far outside what is usual for their box: each is asked about, none is refused."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from calculator.domain.fields import BY_NAME, TYPED_PRICES
from calculator.domain.labels import valued, worded
from calculator.domain.typed_numbers.inputs import read_of
from calculator.models import PriceRow
from runrate.core.decimals import plain
from runrate.core.numbers import count

DEAREST: Final = 100
"""One price in so many is asked about."""
_PER_MILLION: Final = frozenset(TYPED_PRICES) - {"long_context_threshold", "call_fee", "search_price"}
ASKED_FROM: Final = Decimal(20)
"""Dollars per million tokens; far below the dearest hundredth of any list: most pages need no list."""
LEAST_FACTOR: Final = Decimal("0.5")
MOST_FACTOR: Final = Decimal(2)
"""Of list price; contracts that halve or double it are rare, a discount typed in its place is not."""
WINDOW_ASKED_FROM: Final = 100_000
"""Tokens; smaller calls fit into the context of nearly every model."""


def doubts(typed: Mapping[str, str], windows: Mapping[str, PriceRow]) -> dict[str, str]:
    """For each input that is hardly meant the question to its reader, by name.

    `windows` are the models that price a workload, by prefix: `` for a unit, `steps.2.` for a step.
    """
    numbers = {name: number for name, raw in typed.items() if (number := read_of(name, raw).number)}
    asked = (_volumes(numbers), _prices(numbers), _contracted(numbers), _calls(numbers, windows))
    return dict(each for found in asked for each in found)


def _volumes(numbers: Mapping[str, Decimal]) -> Iterator[tuple[str, str]]:
    for name in ("units_per_month", "units_per_day"):
        number = numbers.get(name)
        if number is None or (
            number >= 1 and (name == "units_per_day" or number == number.to_integral_value())
        ):
            continue
        said = _("%(value)s is less than one.") if number < 1 else _("%(value)s is not a whole number.")
        # With every digit: what is asked about must not look like the whole number that it is not.
        yield name, _asked(said % {"value": count(number, places=len(plain(number).partition(".")[2]))})


def _prices(numbers: Mapping[str, Decimal]) -> Iterator[tuple[str, str]]:
    asked = {
        name: number
        for name, number in numbers.items()
        if name.rpartition(".")[2] in _PER_MILLION and number > ASKED_FROM
    }
    if not asked:
        return
    dearest: dict[str, Decimal | None] = {}
    for name, number in asked.items():
        column = _compared_with(name)
        if column not in dearest:
            dearest[column] = _dearest_hundredth(column)
        if (from_here := dearest[column]) is not None and number > from_here:
            yield name, _dear(name, number)


def doubt_of_price(name: str, number: Decimal) -> str:
    """The question to who sets a price of the list that hardly any model has; empty for any other."""
    if number <= ASKED_FROM:
        return ""
    dearest = _dearest_hundredth(_compared_with(name))
    if dearest is None or number <= dearest:
        return ""
    return _("%(question)s Send the form again if it is.") % {"question": _dear(name, number)}


def _compared_with(name: str) -> str:
    """The column of the list whose prices are of that kind."""
    return "output_price" if "output" in name else "input_price"


def _dear(name: str, number: Decimal) -> str:
    words = {"value": valued(name if name in BY_NAME else _compared_with(name), number)}
    return _asked(_("%(value)s is dearer than 99%% of the models listed.") % words)


def _dearest_hundredth(column: str) -> Decimal | None:
    """The price above which lies only the dearest hundredth of the list; None of an empty list."""
    rows = PriceRow.objects.open()
    prices = rows.order_by(f"-{column}").values_list(column, flat=True)
    place = rows.count() // DEAREST
    return next(iter(prices[place : place + 1]), None)


def _contracted(numbers: Mapping[str, Decimal]) -> Iterator[tuple[str, str]]:
    """A share of list price that looks like the discount, and one that at least doubles the price."""
    for name, number in numbers.items():
        if name.rpartition(".")[2] != "price_factor" or LEAST_FACTOR < number < MOST_FACTOR:
            continue
        words = {"value": worded(name, number), "off": worded(name, abs(1 - number))}
        if number < 1:
            said = _("You pay %(value)s of list price, which is %(off)s off.")
        else:
            said = _("You pay %(value)s of list price, which is %(off)s on top.")
        yield name, _asked(said % words)


def _calls(numbers: Mapping[str, Decimal], windows: Mapping[str, PriceRow]) -> Iterator[tuple[str, str]]:
    for name, number in numbers.items():
        prefix, _dot, part = name.rpartition(".")
        prefix += "." if prefix else ""
        if part not in {"input_tokens", "output_tokens"}:
            continue
        calls = Decimal(1) if prefix else numbers.get("calls_per_unit", Decimal(1))
        row = windows.get(prefix)
        window = row.context_window if row is not None else None
        if number / calls <= WINDOW_ASKED_FROM:
            continue
        window = window or _largest_window()
        if window and number / calls > window:
            said = _("%(value)s tokens per call are more than a context window of %(window)s holds.")
            yield name, _asked(said % {"value": count(number / calls), "window": count(window)})


def _largest_window() -> int | None:
    rows = PriceRow.objects.open().filter(context_window__isnull=False).order_by("-context_window")
    return rows.values_list("context_window", flat=True).first()


def _asked(said: str) -> str:
    return _("%(said)s Is that meant?") % {"said": said}
