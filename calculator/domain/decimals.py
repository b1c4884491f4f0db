"""How an exact fraction is spelled as a decimal string."""

from fractions import Fraction
from typing import Final

SIGNIFICANT: Final = 20
LONG_DIGITS: Final = 3000
LONG: Final = 10**LONG_DIGITS
LONG_BITS: Final = LONG.bit_length()


def spell(number: Fraction | int | None) -> str | None:
    """Every digit if the decimal ends, twenty significant digits if it does not; None stays None."""
    if number is None:
        return None
    numerator, denominator = number.numerator, number.denominator
    sign, numerator = ("-", -numerator) if numerator < 0 else ("", numerator)
    places = _places(denominator)
    if places is None:
        places = _places_for_significant(numerator, denominator)
        scaled = _divide_half_up(numerator * 10 ** max(places, 0), denominator * 10 ** max(-places, 0))
        scaled, places = (scaled * 10**-places, 0) if places < 0 else (scaled, places)
    else:
        scaled = numerator * 10**places // denominator
    digits = _digits(scaled).rjust(places + 1, "0")
    if not places:
        return sign + digits
    return sign + f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")


def _places(denominator: int) -> int | None:
    """Decimal places needed, or None when the decimal never ends."""
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def _places_for_significant(numerator: int, denominator: int) -> int:
    magnitude = len(_digits(numerator)) - len(_digits(denominator))
    if numerator * 10 ** max(-magnitude, 0) < denominator * 10 ** max(magnitude, 0):
        magnitude -= 1
    return SIGNIFICANT - 1 - magnitude


def _divide_half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def _digits(number: int) -> str:
    """`str` without its limit on very long integers, which the sum of a hundred retries can reach."""
    if number.bit_length() < LONG_BITS:
        return str(number)
    high, low = divmod(number, LONG)
    return _digits(high) + str(low).rjust(LONG_DIGITS, "0")
