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
        THOUSAND: "tsd tausend thousand thousands milliers miles 000s",
        MILLION: "mio mill million millions millionen millones mn",
        BILLION: "mrd bn milliarde milliarden milliard milliards",
    }
)
"""Words that are a scale wherever they stand in a title."""
_OF_MONEY: Final = _by_word(
    {
        HUNDREDTH: "ct cts cent cents centime centimes centimo centimos pence ¢",
        MILLIONTH: "micro micros µ",
    }
)
_BESIDE: Final = _by_word({THOUSAND: "k 000", MILLION: "m mm"})
"""Letters that are one beside a unit, at the end, or alone in brackets."""
_COUNTED: Final = _by_word({THOUSAND: "1000 1k", MILLION: "1000000 1m"})
"""Numbers that are one after `in`, or alone in brackets: `1M context` is none."""
_IN: Final = frozenset({"in", "en", "x", "à"})
_CURRENCY: Final = r"(?:us\$|usd|eur|gbp|chf|euros?|dollars?|[$€£])"
_UNIT: Final = re.compile(rf"{_CURRENCY}|tok|toks|tokens?|jetons", re.ASCII)
_JOINED: Final = re.compile(
    r"(k|m|mio)(?:usd|eur|gbp|chf|euros?|tok|toks|tokens?)|(t)(?:usd|eur|gbp|chf|euros?)"
)
"""In one word: `kEUR`, `TEUR`, `Mtok`."""
_LETTERS: Final = {"k": THOUSAND, "t": THOUSAND, "m": MILLION, "mio": MILLION}
_BRACKETS: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")
_GROUPED: Final = re.compile(r"(?<=\d)[.,'’ ](?=000)")
_WORD: Final = re.compile(r"[^\W_]+|[$€£¢]")


def scale_of(title: str, *, money: bool) -> Decimal:
    """How many tokens, calls or units of a currency 1 in this column stands for; 1 where no title says."""
    text = _GROUPED.sub("", _plain(title))
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
        elif word in _COUNTED and before in _IN:
            yield _COUNTED[word]


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
