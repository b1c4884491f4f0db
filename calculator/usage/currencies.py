"""Which currency an amount is in: by the sign or the three letters beside it, never guessed."""

import re
from collections.abc import Mapping
from typing import Any, Final

from calculator.usage.cells import RefusedError, shown, word
from runrate.core.translation import gettext as _

SPACES: Final = " \u00a0\u202f"
MINUS: Final = "+-−"
_CODES: Final = (
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD "
    "CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF "
    "GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK "
    "LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD "
    "OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN "
    "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF "
    "YER ZAR ZMW"
)
CODES: Final = frozenset(_CODES.split())
SIGNS: Final[Mapping[str, tuple[str, ...]]] = {
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"),
    "us$": ("USD",), "ca$": ("CAD",), "c$": ("CAD",), "a$": ("AUD",), "au$": ("AUD",), "nz$": ("NZD",),
    "s$": ("SGD",), "hk$": ("HKD",), "nt$": ("TWD",), "mx$": ("MXN",), "r$": ("BRL",),
    "€": ("EUR",), "£": ("GBP",), "¥": ("JPY", "CNY"), "￥": ("JPY", "CNY"), "cn¥": ("CNY",), "jp¥": ("JPY",),
    "₹": ("INR",), "₩": ("KRW",), "₺": ("TRY",), "₽": ("RUB",), "₪": ("ILS",), "₫": ("VND",), "₴": ("UAH",),
    "₱": ("PHP",), "฿": ("THB",), "₦": ("NGN",), "kr": ("SEK", "NOK", "DKK", "ISK"), "zł": ("PLN",),
    "kč": ("CZK",), "ft": ("HUF",), "fr": ("CHF",), "rs": ("INR", "PKR", "LKR", "NPR"),
}  # fmt: skip
"""By sign, in small letters, every currency that is written with it."""
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("euro", "euros"), ("EUR",)),
    **dict.fromkeys(("dollar", "dollars", "dolares"), SIGNS["$"]),
    **dict.fromkeys(("pound", "pounds", "sterling", "pfund"), ("GBP",)),
    **dict.fromkeys(("yuan", "rmb", "renminbi"), ("CNY",)),
    "yen": ("JPY",), "franken": ("CHF",), "kr": SIGNS["kr"], "zł": SIGNS["zł"], "kč": SIGNS["kč"],
}  # fmt: skip
_WORDS: Final = frozenset(
    {"ALL", "AMD", "BOB", "COP", "CUP", "GEL", "LAK", "MAD", "MOP", "PEN", "RON", "SOS", "TOP", "TRY"}
)
"""Codes that are words or names too: alone in brackets, and after `in`, they are codes."""
_SCALED: Final = re.compile(
    r"(?:k|m|t|mio)(usd|eur|gbp|chf|sek|nok|dkk|pln|jpy|cny|inr|cad|aud|brl|mxn|[$€£¥￥₹])"
)
_OF_TITLE: Final = re.compile(r"[^\W\d_]*[$€£¥￥₹₩₺₽₪₫₴₱฿₦]|[^\W\d_]+|[(\[)\]]")
LONGEST_AMOUNT: Final = 80
_PLAIN: Final = re.compile(r"[\d.,+-]*", re.ASCII)
_AROUND: Final = re.compile(r"([^\d.,]*)([\d.,](?:.*\d)?[.,]?)?(\D*)", re.DOTALL)
_FORMAT: Final = re.compile(r'\[\$([^\]-]*)[^\]]*\]|"([^"]*)"|\\(.)|[_*].')


def parted(text: str) -> tuple[str, str]:
    """An amount without the signs of currencies beside it, and these: `-3`, `€` of `-€3`.

    What stands there and is no currency stays with the amount, for its reader to refuse.
    """
    if len(text) > LONGEST_AMOUNT or _PLAIN.fullmatch(text):
        return text, ""
    match = _AROUND.fullmatch(text)
    if match is None or (match[2] is None and "-" not in text):  # an accountant's zero is `$ -`
        return text, ""
    first, digits, last = match[1], match[2] or "", match[3]
    before, after = first.strip(f"{SPACES}({MINUS}"), last.strip(f"{SPACES})")
    if not candidates(f"{before} {after}"):
        return text, ""
    bare = first.replace(before, "") + digits + last.replace(after, "")
    return bare.strip(SPACES), f"{before} {after}".strip()


def candidates(marks: str) -> tuple[str, ...]:
    """The currencies that are written so; several marks are of one amount: `$ CAD`."""
    found = [_of_mark(each) for each in marks.split()]
    first, *others = found or [()]
    return tuple(code for code in first if all(code in each for each in others))


def _of_mark(mark: str) -> tuple[str, ...]:
    if mark.upper() in CODES:
        return (mark.upper(),)
    return SIGNS.get(mark.lower().rstrip("."), ())


def marks_in(title: str) -> list[str]:
    """What of a title names a currency, as it stands there: `EUR`, `¥`, `kEUR`."""
    words = _OF_TITLE.findall(title)
    found = []
    for place, word_ in enumerate(words):
        before, after = (words[at] if 0 <= at < len(words) else "" for at in (place - 1, place + 1))
        alone = before in {"(", "["} and after in {")", "]"}
        if _of_title(word_) and (word_.upper() not in _WORDS or alone or before.lower() in {"in", "en"}):
            found.append(word_)
    return found


def named_in(title: str) -> tuple[str, ...]:
    """The currencies that a title may mean: one of `Amount (EUR)`, two of `Cost ¥`, none of `Cost`."""
    found = [_of_title(mark) for mark in marks_in(title)]
    first, *others = found or [()]
    return tuple(code for code in first if all(code in each for each in others))


def _of_title(word_: str) -> tuple[str, ...]:
    mark = word_.lower()
    if mark.upper() in CODES:
        return (mark.upper(),)
    scaled = _SCALED.fullmatch(mark)
    if mark in _NAMES or (mark in SIGNS and not mark.isalpha()):
        return _NAMES.get(mark) or SIGNS[mark]
    return _of_title(scaled[1]) if scaled else ()


def code_of(cells: Mapping[str, Any], *columns: str) -> str:
    """The currency in the first of these columns that holds one.

    Raises RefusedError where none does: another text may be anything, and no currency is guessed.
    """
    held = next((each for column in columns if (each := word(cells, column))), "")
    code = held.upper()
    if code not in CODES:
        column = next((column for column in columns if cells.get(column) is not None), columns[0])
        reason = _("no currency: {value!r}").format(value=shown(held)) if held else _("empty")
        raise RefusedError(column, held or None, reason)
    return code


def currency_of(cells: Mapping[str, Any], name: str, *, table: str) -> str:
    """The currency of the amount in a cell: as its row says, as its own sign does, else as the whole table's.

    Raises RefusedError where they differ, and for a sign of several currencies of which nobody has named one.
    """
    said = _said(cells, table)
    text = str(cells.get(name) or "").strip()
    _bare, marks = parted(text)
    if not marks:
        return said or table
    found = candidates(marks)
    if said and said not in found:
        reason = _("{marks} beside an amount whose currency is {currency}")
        raise RefusedError(name, text, reason.format(marks=marks, currency=said))
    return said or _one_of(found, name, text, marks, table)


def _said(cells: Mapping[str, Any], table: str) -> str:
    """What the column of currencies holds: letters, or a sign."""
    held = word(cells, "currency")
    found = candidates(held) if held.lower() in SIGNS else ()
    if found:
        return _one_of(found, "currency", held, held, table)
    return code_of(cells, "currency") if held else ""


def _one_of(found: tuple[str, ...], name: str, text: str, marks: str, table: str) -> str:
    if table in found:
        return table
    if len(found) == 1:
        return found[0]
    reason = _("{marks} may be {names}: give the currency as three letters")
    raise RefusedError(name, text, reason.format(marks=marks, names=", ".join(found[:4])))


def no_money(cells: Mapping[str, Any], name: str) -> None:
    """Raises RefusedError for an amount of money where tokens, calls or units are counted."""
    text = str(cells.get(name) or "").strip()
    if parted(text)[1]:
        raise RefusedError(name, text, _("money where a count belongs: {value!r}").format(value=shown(text)))


def sign_of_format(format: str) -> str:
    """The sign or letters that a spreadsheet's number format puts beside an amount; nothing where none."""
    first = format.split(";", maxsplit=1)[0]
    shown_there = " ".join(part for match in _FORMAT.finditer(first) for part in match.groups() if part)
    plain = re.sub(r"[#0?.,()%+-]", " ", _FORMAT.sub(" ", first))
    marks = (mark for text in (shown_there, plain) for mark in text.split())
    return next((mark for mark in marks if candidates(mark)), "")
