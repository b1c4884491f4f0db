"""A number as a person types it: one reading, or a refusal that names what else it could mean.

Programs (the API, the command line, files) keep to plain numbers; every box of the site reads by this.
"""

import re
from decimal import Decimal, localcontext
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import decimal

from runrate.core.decimals import plain
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

LONGEST_TYPED: Final = 80
"""Characters that are looked at; thirty digits, their separators and a currency fit well."""
MOST_DIGITS: Final = 30
"""As many as a program may send."""
MOST_KEPT: Final = 4096
"""Readings; with a text of at most 80 characters each, about a megabyte."""


class Measure(StrEnum):
    """What a box takes; it decides which signs may stand beside the digits."""

    MONEY = "money"
    SHARE = "share"
    CHANGE = "change"
    COUNT = "count"
    TOKENS = "tokens"


class Typed(NamedTuple):
    """The number that was understood, or why none was."""

    number: Decimal | None
    refusal: str = ""


EMPTY: Final = _("This is empty: enter a number, such as %(example)s.")
NOT_A_NUMBER: Final = _("This is not a number. Enter digits, such as %(example)s.")
TOO_LONG: Final = _("Enter a number of at most 30 digits, such as %(example)s.")
NEGATIVE: Final = _("Enter 0 or more: a negative amount makes no sense here.")
TWO_READINGS: Final = _("“%(typed)s” can mean %(one)s or %(other)s. Write the one you mean.")
POINT_THOUSANDS: Final = _(
    "“%(typed)s” has points between the thousands and a comma before decimals, or more than one point. If it "
    "means %(one)s, write that."
)
COMMA_DECIMALS: Final = _("“%(typed)s” has a comma before decimals. If it means %(one)s, write that.")
THOUSANDS: Final = _(
    "Thousands are parted in groups of three, and the first group does not start with 0. Enter a number such "
    "as %(example)s."
)
OTHER_CURRENCY: Final = _("Amounts are in US dollars. Convert it and enter dollars, such as %(example)s.")
NO_CURRENCY: Final = _("This is not an amount of money. Leave out the currency, as in %(example)s.")
NO_PERCENT: Final = _("This box takes no percentage. Leave out the percent sign, as in %(example)s.")
NO_SUFFIX: Final = _("A percentage has no thousands or millions. Enter one such as %(example)s.")
MORE_THAN_DIGITS: Final = _("Leave out words and signs around the number, as in %(example)s.")
OUTSIDE_SHARE: Final = _("Enter a share from 0% to 100%, such as 7% or 0.07.")
NO_PERCENT_SIGN: Final = _(
    "A share is at most 1, which is 100%%. If you mean %(percent)s%%, add the percent sign: %(percent)s%%."
)

_EXAMPLE: Final = "%(example)s"
_EXAMPLES: Final = {
    Measure.MONEY: "$1,234.56",
    Measure.SHARE: "7% or 0.07",
    Measure.CHANGE: "−20% or 0.05",
    Measure.COUNT: "1,200",
    Measure.TOKENS: "5,000",
}
_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_ONE_SIGN: Final = str.maketrans(
    {
        **dict.fromkeys(
            map(chr, (0xA0, 0x2000, 0x2002, 0x2003, 0x2007, 0x2008, 0x2009, 0x200A, 0x202F)), " "
        ),
        **dict.fromkeys(map(chr, (0x3000, 0x205F)), " "),
        **dict.fromkeys(map(chr, (0x2019, 0x2BC, 0x2018, 0xB4)), "'"),
        **dict.fromkeys(map(chr, (0x2212, 0x2010, 0x2011)), "-"),
        # Marks of no width come along when a number is copied out of a page or a sheet.
        **dict.fromkeys(map(chr, (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF))),
        "\u066a": "%",
        "\u066b": ".",
        "\u066c": ",",
    }
)
_DOLLARS: Final = r"(?:US ?\$|\$|USD|US dollars|dollars)"
_DOLLARS_BEFORE: Final = re.compile(rf"^{_DOLLARS} ?", re.ASCII | re.IGNORECASE)
_DOLLARS_AFTER: Final = re.compile(rf" ?{_DOLLARS}$", re.ASCII | re.IGNORECASE)
_CURRENCY: Final = re.compile(
    r"([€£¥₹₩₽₺₫₪₱฿₦]|(?<![A-Za-z])(?:EUR|GBP|JPY|CHF|INR|CAD|AUD|CNY|SEK|NOK|DKK|KRW|BRL|MXN|PLN)(?![A-Za-z]))",
    re.IGNORECASE,
)
_PLAIN: Final = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,9})?", re.ASCII | re.IGNORECASE)
_GROUPED: Final = (
    re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?", re.ASCII),
    re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:\.\d*)?", re.ASCII),
    re.compile(r"[1-9]\d{0,2}(?:'\d{3})+(?:\.\d*)?", re.ASCII),
    # Lakhs and crores, as India parts them.
    re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?", re.ASCII),
)
_ONE_COMMA: Final = re.compile(r"(\d*),(\d+)", re.ASCII)
_PARTED: Final = dict.fromkeys(map(ord, ". '"))
_TIMES: Final = {"": 0, "k": 3, "m": 6}
_NO_GROUPS: Final = dict.fromkeys(map(ord, ", '"))
_DIGIT: Final = re.compile(r"\d", re.ASCII)
_ONLY_DIGITS: Final = re.compile(r"[\d,.' ]*\d[\d,.' ]*", re.ASCII)
_POINT_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d+|[1-9]\d{0,2}(?:\.\d{3}){2,}", re.ASCII)
_OTHER_GROUPS: Final = re.compile(r"[1-9]\d{0,2}(?:(?: \d{3})+|(?:'\d{3})+),\d+", re.ASCII)
_SPACES: Final = re.compile(" {2,}")


class _RefusalError(ValueError):
    """Why there is no number, in words for the person who typed."""


class _Meant(NamedTuple):
    """What was typed, and what stood around its digits: a reading that is offered keeps its sign and unit."""

    typed: str
    sign: str
    unit: str

    def refusal(self, message: str, **readings: str) -> _RefusalError:
        whole = {name: f"{self.sign}{digits}{self.unit}" for name, digits in readings.items()}
        return _RefusalError(gettext(message) % {"typed": self.typed, **whole})


def read_number(text: str, measure: Measure, example: str = "") -> Typed:
    """The number in `text`; shares come as parts of one, whichever way they were written.

    A refusal names `example`, or that of the measure where its box takes that.

    >>> read_number("7%", Measure.SHARE).number
    Decimal('0.07')
    """
    try:
        return Typed(_read(text, measure))
    except _RefusalError as refusal:
        return Typed(None, str(refusal).replace(_EXAMPLE, example or _EXAMPLES[measure]))


def spelled(text: str, measure: Measure) -> str:
    """The number as a program sends it, `5000` for `5k`; what is no number stays as it was typed."""
    number = read_number(text, measure).number
    return text if number is None else plain(number)


@lru_cache(maxsize=MOST_KEPT)
def _read(text: str, measure: Measure) -> Decimal:
    """Nothing but its two arguments decides; a page reads each box four or five times. No refusal is kept."""
    if len(text) > LONGEST_TYPED:
        raise _refusal(TOO_LONG if sum(map(str.isdigit, text)) > MOST_DIGITS else NOT_A_NUMBER)
    body = _ascii_digits(text).translate(_FULL_WIDTH).translate(_ONE_SIGN).strip()
    body = _SPACES.sub(" ", body)
    if not body:
        raise _refusal(EMPTY)
    sign, body = _sign(body)
    body = _without_dollars(body, measure)
    if not sign:
        sign, body = _sign(body)
    percent = body.endswith("%")
    body = body.removesuffix("%").rstrip()
    of_one = measure in {Measure.SHARE, Measure.CHANGE}
    if percent and not of_one:
        raise _refusal(NO_PERCENT)
    body, suffix = _without_suffix(body)
    if suffix and of_one:
        raise _refusal(NO_SUFFIX)
    meant = _Meant(text.strip(), "\N{MINUS SIGN}" if sign == "-" else "", suffix or ("%" if percent else ""))
    number = _digits(body, meant)
    with localcontext(prec=2 * MOST_DIGITS):  # as many digits as were typed, whatever the usual context keeps
        return _of_one(
            (-number if sign == "-" else number).scaleb(_TIMES[suffix.lower()]), measure, percent=percent
        )


def _ascii_digits(text: str) -> str:
    """Decimal digits of every script as those of ASCII: a number is the same on every keyboard."""
    if text.isascii():
        return text
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _of_one(number: Decimal, measure: Measure, *, percent: bool) -> Decimal:
    if percent:
        number = number.scaleb(-2)
    if measure is Measure.SHARE and not percent and 1 < number <= 100:
        raise _RefusalError(gettext(NO_PERCENT_SIGN) % {"percent": plain(number)})
    if measure is Measure.SHARE and not 0 <= number <= 1:
        raise _refusal(OUTSIDE_SHARE)
    return number or Decimal(0)


def _sign(body: str) -> tuple[str, str]:
    return (body[0], body[1:].lstrip()) if body[:1] in {"+", "-"} else ("", body)


def _without_dollars(body: str, measure: Measure) -> str:
    """Without a dollar sign or name before or after the digits; any other currency is refused."""
    money = measure is Measure.MONEY
    if _CURRENCY.search(body):
        raise _refusal(OTHER_CURRENCY if money else NO_CURRENCY)
    digits = _DOLLARS_BEFORE.sub("", _DOLLARS_AFTER.sub("", body))
    if digits != body and not money:
        raise _refusal(NO_CURRENCY)
    return digits


def _without_suffix(body: str) -> tuple[str, str]:
    if len(body) > 1 and body[-1] in "kKmM" and body[-2] in "0123456789. ":
        return body[:-1].rstrip(), body[-1]
    return body, ""


def _digits(body: str, meant: _Meant) -> Decimal:
    if any(grouped.fullmatch(body) for grouped in _GROUPED):
        return _bounded(body.translate(_NO_GROUPS))
    if _PLAIN.fullmatch(body):
        return _bounded(body)
    if comma := _ONE_COMMA.fullmatch(body):
        one, other = f"{comma[1] or 0}.{comma[2]}", (comma[1] + comma[2]).lstrip("0") or "0"
        raise meant.refusal(TWO_READINGS, one=one, other=other)
    for groups, refusal in ((_POINT_GROUPS, POINT_THOUSANDS), (_OTHER_GROUPS, COMMA_DECIMALS)):
        if groups.fullmatch(body):
            whole, _comma, part = body.partition(",")
            one = f"{int(whole.translate(_PARTED)):,}{'.' if part else ''}{part}"
            raise meant.refusal(refusal, one=one)
    if _ONLY_DIGITS.fullmatch(body):
        raise _refusal(THOUSANDS)
    raise _refusal(MORE_THAN_DIGITS if _DIGIT.search(body) else NOT_A_NUMBER)


def _bounded(body: str) -> Decimal:
    """Bounded before it is a number: an exponent of nine digits would be spelled out somewhere later."""
    digits, _e, exponent = body.lower().partition("e")
    whole, _point, part = digits.partition(".")
    if not (whole + part).strip("0"):
        return Decimal(0)
    shift = int(exponent or 0)
    spelled_out = max(len(whole.lstrip("0")) + shift, 0) + max(len(part) - shift, 0)
    if max(len(whole) + len(part), spelled_out) > MOST_DIGITS:
        raise _refusal(TOO_LONG)
    return Decimal(body)


def _refusal(message: str) -> _RefusalError:
    return _RefusalError(gettext(message))
