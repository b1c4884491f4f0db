"""In what a column counts, where its title says so: `Cost (Tsd. €)`, `Amount in cents`, `Tokens [Mio]`."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

ONE: Final = Decimal(1)
THOUSAND: Final = Decimal(1000)
MILLION: Final = Decimal(1_000_000)
BILLION: Final = Decimal(1_000_000_000)
HUNDREDTH: Final = Decimal("0.01")
MILLIONTH: Final = Decimal("0.000001")
NAMES: Final[Mapping[Decimal, str]] = {
    ONE: gettext_noop("ones"),
    THOUSAND: gettext_noop("thousands"),
    MILLION: gettext_noop("millions"),
    BILLION: gettext_noop("thousands of millions"),
    HUNDREDTH: gettext_noop("hundredths, such as cents"),
    MILLIONTH: gettext_noop("millionths"),
}


def _by_word(words: Mapping[Decimal, str]) -> dict[str, Decimal]:
    return {word: scale for scale, several in words.items() for word in several.split()}


_SURE: Final = _by_word(
    {
        THOUSAND: "tsd tausend thousand thousands milliers miles 000s 1000s 1000er",
        MILLION: "mio mill million millions millionen millones mn mln 000000s 1000000s",
        BILLION: "mrd bn milliarde milliarden milliard milliards",
    }
)
"""Words that are a scale wherever they stand in a title."""
_OF_MONEY: Final = _by_word(
    {
        HUNDREDTH: "ct cts cent cents centime centimes centimo centimos pence rappen ¢",
        MILLIONTH: "micro micros µ",
    }
)
_BESIDE: Final = _by_word({THOUSAND: "k 000", MILLION: "m mm 000000"})
"""Letters that are one beside a unit, at the end, or alone in brackets."""
_COUNTED: Final = _by_word({THOUSAND: "1000 1k", MILLION: "1000000 1m", BILLION: "1000000000"})
"""Numbers that are one after `in`, before tokens, or alone in brackets: `1M context` is none."""
_IN: Final = frozenset({"in", "en", "x", "à"})
_CODES: Final = "usd|eur|gbp|chf|sek|nok|dkk|pln|jpy|cny|inr|cad|aud|brl|mxn"
_CURRENCY: Final = rf"(?:us\$|{_CODES}|euros?|dollars?|[$€£¥₹])"
_UNIT: Final = re.compile(rf"{_CURRENCY}|tok|toks|tokens?|jetons", re.ASCII)
_JOINED: Final = re.compile(rf"(k|m|mio)(?:{_CODES}|euros?|tok|toks|tokens?)|(t)(?:{_CODES}|euros?)")
"""In one word: `kEUR`, `TEUR`, `Mtok`."""
_LETTERS: Final = {"k": THOUSAND, "t": THOUSAND, "m": MILLION, "mio": MILLION}
_BRACKETS: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")
_GROUPED: Final = re.compile(r"(?<=\d)[.,'’ \u00a0](?=000)")
_WORD: Final = re.compile(r"[^\W_]+|[$€£¢¥₹]")
_TIMES: Final = re.compile(r"[×*]|\bx(?=\s*\d)")
_POWER: Final = re.compile(r"10\s?(?:\^|\*\*)\s?([369])\b|\b1e0?([369])\b")
_RATE: Final = re.compile(
    r"(?:\b(?:per|pro|par|por|je)\b|/)\s*(?:(?:\d|[km]\b|tsd\b|mio\b)[^\W_]*|(?:thousand|million)s?\b|tokens?\b)"
)
"""`per 1M`, `/ 1K tokens`: a price, or nobody knows."""
_LIKE_ONE: Final = re.compile(
    r"10{3,}\w*|0{3,}\w*|10?0?[km]|hunderte?|hundreds?|lakhs?|crores?|nanos?|millis?|trillions?|[千万億]"
)
_MAY_BE: Final = frozenset({"t", "c", "rp"})
"""Alone in brackets: thousands or trillions, cents or calls."""


def scale_of(title: str, *, money: bool) -> Decimal:
    """How many tokens, calls or units of a currency 1 in this column stands for; 1 where no title says."""
    text = _text(title)
    if _RATE.search(text):
        return ONE
    sure = {**_SURE, **(_OF_MONEY if money else {})}
    for inside in _BRACKETS.findall(text):
        words = _WORD.findall(inside)
        alone = [word for word in words if word not in _IN and not _UNIT.fullmatch(word)]
        if len(alone) == 1 and alone[0] in _COUNTED | _BESIDE:
            return (_COUNTED | _BESIDE)[alone[0]]
    parts = [*_BRACKETS.findall(text), _BRACKETS.sub(" ", text)]
    return next((scale for part in parts for scale in _scales(_WORD.findall(part), sure, money=money)), ONE)


def _scales(words: Sequence[str], sure: Mapping[str, Decimal], *, money: bool) -> Iterator[Decimal]:
    for place, word in enumerate(words):
        before, after = (words[at] if 0 <= at < len(words) else "" for at in (place - 1, place + 1))
        joined = _JOINED.fullmatch(word)
        if word in sure:
            yield sure[word]
        elif joined is not None:
            yield _LETTERS[joined[1] or joined[2]]
        elif word in _BESIDE and (_UNIT.fullmatch(after) or (place and _is_scale(before, after))):
            yield _BESIDE[word]
        elif word == "t" and money and re.fullmatch(_CURRENCY, after):
            yield THOUSAND
        elif word in _COUNTED and (before in _IN or _UNIT.fullmatch(after)):
            yield _COUNTED[word]


def is_rate(title: str) -> bool:
    """Whether a title says a price of so many: `Cost per 1M tokens`."""
    return _RATE.search(_text(title)) is not None


def seems_scaled(title: str, *, money: bool) -> bool:
    """Whether a title says that its column counts in something, and not in what."""
    text = _text(title)
    if scale_of(title, money=money) != ONE or "context" in text:
        return False
    alone = {tuple(_WORD.findall(inside)) for inside in _BRACKETS.findall(text)}
    words = _WORD.findall(text)
    may_be = bool(alone & {(each,) for each in _MAY_BE}) or (money and words[-1:] == ["c"])
    return may_be or any(map(_LIKE_ONE.fullmatch, words))


def _text(title: str) -> str:
    """A title as it is looked at: plain, thousands in one number, powers of ten written out."""
    powers = title.replace("³", "^3").replace("⁶", "^6").replace("⁹", "^9")
    text = _POWER.sub(lambda found: "1" + "0" * int(found[1] or found[2]), _plain(_TIMES.sub(" x ", powers)))
    return _GROUPED.sub("", text)


def _is_scale(before: str, after: str) -> bool:
    return not after or before in _IN or _UNIT.fullmatch(before) is not None


def _plain(title: str) -> str:
    """Small letters without accents."""
    letters = unicodedata.normalize("NFKD", title.replace("µ", "micro ").lower())
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def said(title: str, scale: Decimal, by_title: Decimal) -> str:
    """What is said of a column that does not count one by one, or of which its title says something else."""
    words = {"title": title, "scale": _(NAMES[scale]), "other": _(NAMES[by_title])}
    if scale == by_title:
        return _("“{title}” is read in {scale}, as its title says").format(**words)
    return _("“{title}” is read in {scale}, as chosen, though its title says {other}").format(**words)
