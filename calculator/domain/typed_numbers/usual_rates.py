"""What currencies cost in dollars: a rate typed the wrong way round, or by slip, is asked about."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from runrate.core.decimals import plain
from runrate.core.numbers import count
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

USUAL: Final[Mapping[str, tuple[Fraction, Fraction]]] = {
    code: (Fraction(low), Fraction(high))
    for code, low, high in (
        ("AUD", "0.5796", "0.8112"), ("BRL", "0.1591", "0.3287"), ("CAD", "0.6826", "0.8318"),
        ("CHF", "0.9698", "1.304"), ("CNY", "0.1361", "0.1594"), ("CZK", "0.03836", "0.04959"),
        ("DKK", "0.1286", "0.1678"), ("EUR", "0.9565", "1.2493"), ("GBP", "1.06", "1.487"),
        ("HKD", "0.1274", "0.129"), ("HUF", "0.002259", "0.004036"), ("IDR", "0.00005502", "0.00007732"),
        ("ILS", "0.2451", "0.3563"), ("INR", "0.01033", "0.01578"), ("ISK", "0.006731", "0.0102"),
        ("JPY", "0.006101", "0.01002"), ("KRW", "0.0006418", "0.0009483"), ("MXN", "0.03983", "0.0613"),
        ("MYR", "0.2084", "0.2596"), ("NOK", "0.0871", "0.1306"), ("NZD", "0.5555", "0.7519"),
        ("PHP", "0.01563", "0.02179"), ("PLN", "0.1991", "0.3008"), ("RON", "0.1933", "0.2689"),
        ("SEK", "0.0876", "0.1276"), ("SGD", "0.6849", "0.7926"), ("THB", "0.02605", "0.03362"),
        ("TRY", "0.02002", "0.3583"), ("ZAR", "0.05055", "0.08647"),
    )
}  # fmt: skip
"""Dollars for one, lowest and highest of the daily reference rates of the European Central Bank, from
4 January 2016 to 30 October 2026, each through the euro. Currencies without one are not asked about."""
SOURCE: Final = gettext_noop("European Central Bank, January 2016 to October 2026")
FAR: Final = 2
"""Beyond so many times the highest, or below that part of the lowest, a rate is far off."""
_DIGITS: Final = 4


def doubts_of_rates(rates: Mapping[str, Fraction]) -> tuple[str, ...]:
    """The questions to who typed what one of each currency costs in dollars."""
    return tuple(said for code, rate in sorted(rates.items()) if (said := doubt_of_cost(code, rate)))


def doubt_of_cost(code: str, rate: Fraction) -> str:
    """The question to who typed what one costs in dollars; empty for a usual rate and an unknown currency."""
    if code not in USUAL or _is_usual(rate, *USUAL[code]):
        return ""
    low, high = USUAL[code]
    said = (
        _(
            "One {code} cost ${low} to ${high} ({source}). ${rate} looks like the other way round: what one "
            "dollar buys. Is that meant?"
        )
        if _is_turned(rate, low, high)
        else _("One {code} cost ${low} to ${high} ({source}). ${rate} is far from that. Is that meant?")
    )
    return _asked(said, code, rate, low, high)


def doubt_of_bought(code: str, rate: Fraction) -> str:
    """The same of what one dollar buys."""
    if code not in USUAL:
        return ""
    low, high = (1 / end for end in reversed(USUAL[code]))
    if _is_usual(rate, low, high):
        return ""
    said = (
        _(
            "One dollar bought {low} to {high} {code} ({source}). {rate} looks like the other way round: "
            "what one {code} costs. Is that meant?"
        )
        if _is_turned(rate, low, high)
        else _("One dollar bought {low} to {high} {code} ({source}). {rate} is far from that. Is that meant?")
    )
    return _asked(said, code, rate, low, high)


def _is_usual(rate: Fraction, low: Fraction, high: Fraction) -> bool:
    """Rates move on: near the ends one is usual, unless it would be right the other way round."""
    if low <= rate <= high:
        return True
    return low / FAR <= rate <= high * FAR and not _is_turned(rate, low, high)


def _is_turned(rate: Fraction, low: Fraction, high: Fraction) -> bool:
    return bool(rate) and low <= 1 / rate <= high


def _asked(said: str, code: str, rate: Fraction, low: Fraction, high: Fraction) -> str:
    ends = {"low": _short(low), "high": _short(high)}
    return said.format(code=code, rate=plain(rate), source=_(SOURCE), **ends)


def _short(value: Fraction) -> str:
    """As few digits as tell the order: `0.9565`, `1.249`, `0.00005502`."""
    places = _DIGITS - 1
    while places and value >= Fraction(10) ** (_DIGITS - places):
        places -= 1
    while value < Fraction(10) ** (_DIGITS - 1 - places):
        places += 1
    return count(value, places=places)
