"""Whether what was read can be right: tokens at list prices against money, and all rows and money counted."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.usage.analysis.bill import NoRateError, UsageLine, in_dollars
from calculator.usage.analysis.model_use import ModelUse, uses_of
from calculator.usage.analysis.priced_calls import of_priced_calls
from calculator.usage.reading import Reading
from runrate.core.numbers import percent
from runrate.core.translation import gettext as _

MOST_CHECKS: Final = 20
CENTS: Final = (Fraction(50), Fraction(200))
THOUSANDS: Final = (Fraction(500), Fraction(2000))
TWICE: Final = Fraction(13, 10)
_UNSEEN: Final = Fraction(1, 2000)


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison: `expected` from tokens or parts, `found` as the file says, and what it may mean."""

    key: str
    subject: str
    expected: Fraction
    found: Fraction
    passed: bool
    message: str


def checks_of_lines(
    lines: Iterable[UsageLine],
    prices: Callable[[Collection[str]], Mapping[str, Mapping[str, Fraction]]],
    rates: Mapping[str, Fraction] | None = None,
) -> list[Check]:
    """The same of models all of whose money is in dollars, by the vendor or by rates: those that are shown.

    Beside money whose rate is not known, what is in dollars is not what all tokens cost: no check follows.
    """
    known = list(_known_in_dollars(list(lines), rates or {}))
    return price_checks(known, prices({line.model for line in known}))[:MOST_CHECKS]


def _known_in_dollars(lines: Sequence[UsageLine], rates: Mapping[str, Fraction]) -> Iterator[UsageLine]:
    found: list[UsageLine] = []
    unknown: set[str] = set()
    for line in lines:
        try:
            found += in_dollars([line], rates)
        except NoRateError:
            unknown |= {line.model} if line.billed else set()
    return (line for line in found if line.model not in unknown)


def price_checks(lines: Iterable[UsageLine], prices: Mapping[str, Mapping[str, Fraction]]) -> list[Check]:
    """Each model whose list prices are known, in dollars, batch calls at what the list takes."""
    found = []
    for use in uses_of(lines):
        listed = prices.get(use.model)
        if listed is None or not use.money or not use.quantity:
            continue
        priced = ModelUse(use.model, of_priced_calls(use.lines))
        at_list = priced.money_at_list(priced.in_force(listed))
        if at_list:
            said = _what_it_may_mean(use.money / at_list)
            message = said or _apart(use.money / at_list)
            found.append(Check("list_price", use.model, at_list, use.money, not said, message))
    return found


def _apart(ratio: Fraction) -> str:
    """How far money is from tokens at list prices, where that needs no explanation."""
    if ratio == 1:
        return _("the same")
    if abs(ratio - 1) < _UNSEEN:
        return _("less than 0.1% apart")
    said = _("{share} more") if ratio > 1 else _("{share} less")
    return said.format(share=percent(abs(ratio - 1)))


def _what_it_may_mean(ratio: Fraction) -> str:
    """In words, where money is not near tokens at list prices; `ratio` is money over that."""
    for bounds, high, low in (
        (CENTS, _("money may be in cents"), _("money may be in hundreds")),
        (THOUSANDS, _("tokens may be counted in thousands"), _("tokens may be a thousand times too many")),
    ):
        if bounds[0] <= ratio <= bounds[1]:
            return high
        if ratio and bounds[0] <= 1 / ratio <= bounds[1]:
            return low
    if ratio > TWICE:
        return _("money is more than tokens at list prices: tokens or a price are missing")
    if ratio < 1 / TWICE:
        return _("money is less than tokens at list prices: a discount, or cached tokens counted twice")
    return ""


def row_check(reading: Reading) -> Check:
    """Rows read are those taken, set aside and refused."""
    aside = sum(reading.set_aside.values())
    counted = reading.taken + aside + reading.refusals
    passed = counted == reading.read
    message = _("every row is counted once") if passed else _("rows are missing from the count")
    return Check("rows", "", Fraction(reading.read), Fraction(counted), passed, message)
