"""What was understood of a number, for the person who typed it: said where that is not what was typed."""

import re
from collections.abc import Callable
from decimal import Decimal
from unicodedata import normalize

from runrate.core.decimals import plain
from runrate.core.number_input.reader import Measure, read_number
from runrate.core.numbers import count, money, percent
from runrate.core.translation import gettext

_PERCENT = ("%", "\uff05", "\u066a")
_THOUSANDS = re.compile(r"[^\d.,']*([1-9]\d{0,2}\.\d{3})[^\d.,']*", re.ASCII)
OF_ONE = frozenset({Measure.SHARE, Measure.CHANGE})
"""What is typed and shown as a percentage."""


def read_back(text: str, measure: Measure, words: Callable[[Decimal], str] | None = None) -> str:
    """`Read as $1,200.00.`; empty for plain digits, for a percentage, and where nothing was understood.

    `words` write the number where its box has a unit of its own.
    """
    text = text.strip()
    number = read_number(text, measure).number if text else None
    if number is None or _is_plainly(text, number, measure):
        return ""
    say = words or (lambda each: worded(each, measure))
    if (said := say(number)) == text:
        return ""
    other = _other(text, number, measure)
    if other is None:
        return gettext("Read as %(value)s.") % {"value": said}
    return gettext("Read as %(value)s. If you mean %(other)s, write that.") % {
        "value": said,
        "other": say(other),
    }


def _other(text: str, number: Decimal, measure: Measure) -> Decimal | None:
    """What a text may mean besides: `1.200` of dollars 1,200, a bare `5` of a change 5%."""
    if measure in OF_ONE:
        return number / 100 if abs(number) > 1 and not text.endswith(_PERCENT) else None
    found = _THOUSANDS.fullmatch(normalize("NFKC", text))
    # What has thousands or millions behind its digits, `1.200k`, is no such number.
    return number * 1000 if found and Decimal(found[1]) == abs(number) else None


def asked_back(text: str, measure: Measure) -> str:
    """The question before anything is saved: whether the thousand is meant that a text looks like.

    Of a share or a change nobody writes thousands.
    """
    number = read_number(text, measure).number if text.strip() else None
    if number is None or measure in OF_ONE or (other := _other(text.strip(), number, measure)) is None:
        return ""
    return gettext("Read as %(value)s. If you mean %(other)s, write that; else send the form again.") % {
        "value": worded(number, measure),
        "other": worded(other, measure),
    }


def as_shown(text: str, measure: Measure) -> str:
    """A text as its box shows it: a share that came in a program's spelling, `0.07`, as `7%`."""
    if measure not in OF_ONE or not text:
        return text
    number = read_number(text, measure).number
    return text if number is None or text != plain(number) else as_typed(number, measure)


def as_typed(number: Decimal, measure: Measure) -> str:
    """A number as a person types it, without groups: `7%` of a share, `1200` of money."""
    return f"{plain(number * 100)}%" if measure in OF_ONE else plain(number)


def worded(number: Decimal, measure: Measure) -> str:
    """A number as people read it, with every digit that it has."""
    if measure is Measure.MONEY:
        return money(number, places=max(2, _places(number)))
    if measure in OF_ONE:
        return percent(number, places=_places(number * 100))
    return count(number, places=_places(number))


def _is_plainly(text: str, number: Decimal, measure: Measure) -> bool:
    """Whether a text can be taken for nothing else."""
    if measure in OF_ONE and number:
        return text.endswith("%") and text[:-1].rstrip().removeprefix("+") == plain(number * 100)
    return text.removeprefix("+").lstrip("0") in {plain(number), plain(number).lstrip("0")}


def _places(number: Decimal) -> int:
    return len(plain(number).partition(".")[2])
