"""Numbers as people read them: exact in, rounded half up once, written in the page's language."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from math import lcm
from typing import NamedTuple

from runrate.core.decimals import Exact
from runrate.core.text import with_minus
from runrate.core.translation import code
from runrate.core.translation import gettext as _

CURRENCY = "USD"
_NO_CURRENCIES = frozenset({"XXX", "XTS"})
# More digits than any product of accepted inputs has: no number is rounded, or refused, by the context.
_DIGITS = 10_000
_LONG = 10**4_000
_SHORT_FROM = 10_000
_SHORT_MONEY_FROM = 1_000_000
_POWERS_FROM = 10**15
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
WHOLE_FROM = 1_000
"""Of this sum on, cents are left out where it is said in a headline."""
_DIGITS_OF_A_GUESS = 3


def half_up(value: Exact, places: int) -> Decimal:
    """`value` rounded half up (away from zero) to `places` decimals, from its exact value.

    >>> half_up(Fraction(1, 8), 2)
    Decimal('0.13')
    """
    with localcontext(prec=_DIGITS):
        return Decimal(_steps(value, places)).scaleb(-places)


def exactly_half_up(value: Exact, places: int) -> Fraction:
    """The same as a fraction, for what is calculated with it; a third of the cost."""
    return Fraction(_steps(value, places), 10**places)


def _steps(value: Exact, places: int) -> int:
    """The same as a whole number of the last place's steps: figures are written from it without a Decimal."""
    numerator, denominator = value.as_integer_ratio()
    steps: int = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    return -steps if numerator < 0 else steps


def _shortened(steps: int, places: int, fewest: int) -> tuple[int, int]:
    """Without zeros at the end, down to the fewest decimals."""
    while places > fewest and not steps % 10:
        steps, places = steps // 10, places - 1
    return steps, places


def is_currency(code: str) -> bool:
    """Whether a code names a currency, in capitals: `EUR`; those for tests and for none are no currencies."""
    from babel import numbers  # in functions alone: the command line starts without anything installed

    return code in numbers.list_currencies() and code not in _NO_CURRENCIES


def money(
    value: Exact, *, places: int | None = None, currency: str = CURRENCY, locale: str | None = None
) -> str:
    """An amount of money: `$13,599.00`; with the decimals of its currency unless told: `¥1,845,139`."""
    places = _decimals(currency) if places is None else places
    return _written(_steps(value, places), "¤#,##0", places, locale, currency)


def price(value: Exact, *, currency: str = CURRENCY, locale: str | None = None) -> str:
    """The price of one thing: four significant digits below one dollar, cents above. `$0.045`, `$6.18`.

    Trailing zeros beyond the cents are dropped, so `$0.045` rather than `$0.04500`.
    """
    steps, places = _price(value, currency)
    return _written(steps, "¤#,##0", places, locale, currency)


def prices(values: Sequence[Exact], *, currency: str = CURRENCY, locale: str | None = None) -> list[str]:
    """Prices of one column, all with as many decimals as that one needs which needs most.

    >>> prices([Fraction("0.7041"), 13])
    ['$0.7041', '$13.0000']
    """
    most = price_places(values, currency=currency)
    return [money(value, places=most, currency=currency, locale=locale) for value in values]


def price_places(values: Sequence[Exact], *, currency: str = CURRENCY) -> int:
    """How many decimals the prices of one column have."""
    return max((_price(value, currency)[1] for value in values), default=0)


def headline_money(value: Exact, *, currency: str = CURRENCY, locale: str | None = None) -> str:
    """A sum that a headline says: whole from $1,000 up, cents below, four significant digits under $1."""
    if abs(Fraction(value)) >= WHOLE_FROM:
        return money(value, places=0, currency=currency, locale=locale)
    return price(value, currency=currency, locale=locale)


def rough_prices(
    values: Sequence[Exact], *, currency: str = CURRENCY, locale: str | None = None
) -> list[str]:
    """Sums of one column that rest on guesses: three significant digits of the largest, all to one place.

    More digits only where two of them would look alike that a headline tells apart.

    >>> rough_prices([Fraction("9.088"), Fraction("10.67"), Fraction("13.14")])
    ['$9.10', '$10.70', '$13.10']
    """
    largest = max((abs(Fraction(value)) for value in values), default=Fraction(0))
    if not largest:
        return [money(0, places=0, currency=currency, locale=locale) for _value in values]
    finest = 0 if largest >= WHOLE_FROM else price_places(values, currency=currency)
    apart = len({_to_place(value, finest) for value in values})
    place = finest if apart == 1 < len(values) else min(_DIGITS_OF_A_GUESS - 1 - _power(largest), finest)
    while place < finest and len({_to_place(value, place) for value in values}) < apart:
        place += 1
    places = 0 if place <= 0 else max(place, _decimals(currency))
    return [
        money(_to_place(value, place), places=places, currency=currency, locale=locale) for value in values
    ]


def _to_place(value: Exact, place: int) -> Fraction:
    """Rounded half up to a place after the point, or before it: -2 for hundreds."""
    step = Fraction(10) ** -place
    return _steps(Fraction(value) / step, 0) * step


def about(amount: str) -> str:
    """A sum, already written, that rests on guesses."""
    return _("about {amount}").format(amount=amount)


def _price(value: Exact, currency: str) -> tuple[int, int]:
    """The digits of a price and how many of them are decimals."""
    fewest = _decimals(currency)
    places = max(3 - _power(value), fewest) if _is_below_one(value) else fewest
    return _shortened(_steps(value, places), places, fewest)


def _decimals(currency: str) -> int:
    if currency == CURRENCY:
        return 2
    from babel import numbers

    return numbers.get_currency_precision(currency)


def _is_below_one(value: Exact) -> bool:
    numerator, denominator = value.as_integer_ratio()
    return 0 < abs(numerator) < denominator


def _power(value: Exact) -> int:
    """The power of ten of a number's first digit: 4 for 83,950, -2 for 0.045. Zero has none."""
    numerator, denominator = (abs(each) for each in value.as_integer_ratio())
    if numerator >= denominator:
        return len(f"{Decimal(numerator // denominator):f}") - 1
    power = -1
    while numerator * 10**-power < denominator:
        power -= 1
    return power


def count(value: Exact, *, places: int = 2, locale: str | None = None) -> str:
    """A number of things: `1,100,000`; a fraction keeps at most `places` decimals: `2,200.5`."""
    steps, places = _shortened(_steps(value, places), places, 0)
    return _written(steps, "#,##0", places, locale)


def as_power(value: Exact) -> tuple[Decimal, str]:
    """Three digits of a number too long to read, and the power of ten behind them: `4.40`, ` × 10⁸⁵`."""
    digits, power = f"{half_up(value, 0):.2e}".split("e")
    return Decimal(digits), f"\xa0×\xa010{str(int(power)).translate(_RAISED)}"


def short_count(value: Exact, *, locale: str | None = None) -> str:
    """A number of things where room is scarce: `110K`, `2.20 × 10³¹`; below ten thousand as `count`."""
    if Fraction(value) < _SHORT_FROM:
        return count(value, places=0 if Fraction(value) >= 1 else 4, locale=locale)
    if Fraction(value) >= _POWERS_FROM:
        digits, power = as_power(value)
        return f"{_written(_steps(digits, 2), '#,##0', 2, locale)}{power}"
    from babel import numbers

    whole = half_up(value, 0)
    with localcontext(prec=_DIGITS):
        return numbers.format_compact_decimal(whole, locale=_locale(locale), fraction_digits=2)


def short_money(value: Exact, *, places: int = 2, currency: str = CURRENCY, locale: str | None = None) -> str:
    """A sum where room is scarce: `$1.84M`, `$4.40 × 10⁸⁵`; below a million in whole dollars."""
    if abs(Fraction(value)) < _SHORT_MONEY_FROM:
        return money(value, places=0, currency=currency, locale=locale)
    if abs(Fraction(value)) >= _POWERS_FROM:
        digits, power = as_power(value)
        return f"{money(digits, places=2, currency=currency, locale=locale)}{power}"
    from babel.numbers import format_compact_currency

    whole = half_up(value, 0)
    with localcontext(prec=_DIGITS):
        short = format_compact_currency(whole, currency, locale=_locale(locale), fraction_digits=places)
    return with_minus(short)


def percent(share: Exact, *, places: int = 1, locale: str | None = None) -> str:
    """A share of one as a percentage: `0.7%`."""
    return f"{_written(_steps(Fraction(share) * 100, places), '#,##0', places, locale)}%"


def percentage(value: Decimal, *, locale: str | None = None) -> str:
    """An already rounded percentage with as many decimals as it has: `6.6%`."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"{_written(_steps(value, places), '#,##0', places, locale)}%"


def at_least(amount: str, *, complete: bool) -> str:
    """A cost, already written: what is missing from an estimate can only add to it."""
    return amount if complete else _("at least {amount}").format(amount=amount)


def at_most(amount: str, *, complete: bool) -> str:
    """What is left after the cost: anything missing can only lessen it."""
    return amount if complete else _("at most {amount}").format(amount=amount)


def _written(steps: int, pattern: str, places: int, locale: str | None, currency: str | None = None) -> str:
    """A rounded number in the language's own way, which is learned from babel once."""
    manner = _manner(pattern, _locale(locale), currency)
    whole, part = divmod(abs(steps), 10**places)
    # Python writes no whole number of more than some thousand digits, a Decimal of any length.
    text = f"{whole if whole < _LONG else Decimal(whole):,}"
    if manner.group != ",":
        text = text.replace(",", manner.group)
    if places:
        text = f"{text}{manner.point}{Decimal(part) if part >= _LONG else part:0>{places}}"
    before, after = manner.negative if steps < 0 else manner.positive
    return f"{before}{text}{after}"


def _locale(asked: str | None) -> str:
    return asked or code().replace("-", "_")


class _Manner(NamedTuple):
    """How a language writes a kind of number: what stands around it and between its digits."""

    positive: tuple[str, str]
    negative: tuple[str, str]
    group: str
    point: str


@cache
def _manner(pattern: str, locale: str, currency: str | None) -> _Manner:
    """Asking babel for every number costs as much as the rest of a page. Languages that group digits
    otherwise than by three are written by babel's rules for groups of three. What stands around a number
    does not depend on its decimals, of which there may be more than babel's arithmetic has room for.
    """
    from babel import numbers

    whole = numbers.parse_pattern(pattern)

    def around(sample: int) -> tuple[str, str]:
        text = str(whole.apply(Decimal(sample), locale, currency=currency, currency_digits=False))
        digits = [place for place, sign in enumerate(text) if sign.isdigit()]
        before = with_minus(text[: digits[0]])
        # A code of letters stands apart from the digits, a sign does not: `CHF 5`, `$5`.
        return f"{before}\xa0" if before[-1:].isalpha() else before, text[digits[-1] + 1 :]

    return _Manner(
        around(1), around(-1), numbers.get_group_symbol(locale), numbers.get_decimal_symbol(locale)
    )


def breakdown(parts: Sequence[Exact], *, of: Exact | None = None, whole: Exact = 100) -> list[Decimal]:
    """Percentages of the parts' total that add up to exactly 100.0 (largest remainder, first wins a tie).

    Parts of a part are percentages `of` the larger total and add up to `whole`, which is rounded. All zero
    when the parts are. Raises ValueError for a negative part.
    """
    total = sum(Fraction(part) for part in parts) if of is None else of
    denominator = lcm(*(each.as_integer_ratio()[1] for each in (*parts, total)))
    *exact, all_of_it = (int(Fraction(each) * denominator) for each in (*parts, total))
    if any(part < 0 for part in exact):
        raise ValueError("A part of a whole cannot be negative.")
    steps = [part * 1000 // (all_of_it or 1) for part in exact]
    missing = int(whole * 10) - sum(steps) if any(exact) else 0
    up = 1 if missing > 0 else -1
    movable = [i for i, part in enumerate(exact) if part and (up > 0 or steps[i])]
    movable.sort(key=lambda i: -up * (exact[i] * 1000 % all_of_it))
    for turn in range(abs(missing)):
        steps[movable[turn % len(movable)]] += up
    return [Decimal(step).scaleb(-1) for step in steps]
