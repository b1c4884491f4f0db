"""Numbers as people read them: exact in, rounded half up once, written in the page's language."""

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from babel import numbers

from runrate.core.decimals import Exact
from runrate.core.translation import code
from runrate.core.translation import gettext as _

CURRENCY = "USD"
# More digits than any product of accepted inputs has: no number is rounded, or refused, by the context.
_DIGITS = 10_000
_SHORT_FROM = 10_000
_SHORT_MONEY_FROM = 1_000_000


def half_up(value: Exact, places: int) -> Decimal:
    """`value` rounded half up (away from zero) to `places` decimals, from its exact value.

    >>> half_up(Fraction(1, 8), 2)
    Decimal('0.13')
    """
    exact = Fraction(value)
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    with localcontext(prec=_DIGITS):
        rounded = Decimal(whole).scaleb(-places)
        return rounded.copy_negate() if exact < 0 and whole else rounded


def money(value: Exact, *, places: int = 2, currency: str = CURRENCY, locale: str | None = None) -> str:
    """An amount of money: `$13,599.00`."""
    return _written(half_up(value, places), "¤#,##0", places, locale, currency)


def price(value: Exact, *, currency: str = CURRENCY, locale: str | None = None) -> str:
    """The price of one thing: four significant digits below one dollar, cents above. `$0.045`, `$6.18`.

    Trailing zeros beyond the cents are dropped, so `$0.045` rather than `$0.04500`.
    """
    exact = abs(Fraction(value))
    places = 2
    if 0 < exact < 1:
        first = 1
        while exact * 10**first < 1:
            first += 1
        rounded = half_up(value, first + 3)
        shown = f"{abs(rounded):f}".rstrip("0")
        places = max(2, len(shown.partition(".")[2]))
    return money(value, places=places, currency=currency, locale=locale)


def count(value: Exact, *, places: int = 2, locale: str | None = None) -> str:
    """A number of things: `1,100,000`; a fraction keeps at most `places` decimals: `2,200.5`."""
    rounded = half_up(value, places)
    shown = f"{rounded:f}".partition(".")[2].rstrip("0")
    return _written(rounded, "#,##0", len(shown), locale)


def short_count(value: Exact, *, locale: str | None = None) -> str:
    """A number of things where room is scarce: `110K`, `1.1M`; below ten thousand as `count` has it."""
    if Fraction(value) < _SHORT_FROM:
        return count(value, places=0 if Fraction(value) >= 1 else 4, locale=locale)
    whole = half_up(value, 0)
    with localcontext(prec=_DIGITS):
        return numbers.format_compact_decimal(
            whole, format_type="short", locale=_locale(locale), fraction_digits=2
        )


def short_money(value: Exact, *, currency: str = CURRENCY, locale: str | None = None) -> str:
    """A sum where room is scarce: `$1.84M`; below a million in whole dollars."""
    if abs(Fraction(value)) < _SHORT_MONEY_FROM:
        return money(value, places=0, currency=currency, locale=locale)
    whole = half_up(value, 0)
    with localcontext(prec=_DIGITS):
        return numbers.format_compact_currency(whole, currency, locale=_locale(locale), fraction_digits=2)


def percent(share: Exact, *, places: int = 1, locale: str | None = None) -> str:
    """A share of one as a percentage: `0.7%`."""
    return percentage(half_up(Fraction(share) * 100, places), locale=locale)


def percentage(value: Decimal, *, locale: str | None = None) -> str:
    """An already rounded percentage with as many decimals as it has: `6.6%`."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"{_written(value, '#,##0', places, locale)}%"


def at_least(amount: str, *, complete: bool) -> str:
    """A cost, already written: what is missing from an estimate can only add to it."""
    return amount if complete else _("at least {amount}").format(amount=amount)


def at_most(amount: str, *, complete: bool) -> str:
    """What is left after the cost: anything missing can only lessen it."""
    return amount if complete else _("at most {amount}").format(amount=amount)


def _written(
    value: Decimal, pattern: str, places: int, locale: str | None, currency: str | None = None
) -> str:
    """A rounded number in the language's own way, which is learned from babel once."""
    manner = _manner(pattern, _locale(locale), currency)
    text = f"{value.copy_abs():,.{places}f}"
    if manner.group != "," or manner.point != ".":
        whole, _, part = text.partition(".")
        text = whole.replace(",", manner.group) + (manner.point + part if part else "")
    before, after = manner.negative if value < 0 else manner.positive
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
    whole = numbers.parse_pattern(pattern)

    def around(sample: int) -> tuple[str, str]:
        text = str(whole.apply(Decimal(sample), locale, currency=currency, currency_digits=False))
        digits = [place for place, sign in enumerate(text) if sign.isdigit()]
        return text[: digits[0]], text[digits[-1] + 1 :]

    return _Manner(
        around(1), around(-1), numbers.get_group_symbol(locale), numbers.get_decimal_symbol(locale)
    )


def breakdown(parts: Sequence[Exact], *, places: int = 1) -> list[Decimal]:
    """Percentages of the parts' total that add up to exactly 100 (largest remainder, first wins a tie).

    All zero when the total is zero. Raises ValueError for a negative part.
    """
    exact = [Fraction(part) for part in parts]
    if any(part < 0 for part in exact):
        raise ValueError("A part of a whole cannot be negative.")
    total = sum(exact, Fraction(0))
    if not total:
        return [Decimal(0).scaleb(-places)] * len(exact)
    steps = 100 * 10**places
    shares = [part * steps / total for part in exact]
    floors = [share.numerator // share.denominator for share in shares]
    missing = steps - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda i: (floors[i] - shares[i], i))
    for i in by_remainder[:missing]:
        floors[i] += 1
    return [Decimal(floor).scaleb(-places) for floor in floors]
