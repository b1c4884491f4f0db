"""What is counted, in the word its people use for it, as many as there are."""

import re
from typing import Final

from runrate.core.decimals import Exact
from runrate.core.numbers import count

_OF_THEIR_OWN: Final = {"person": "people", "child": "children", "quiz": "quizzes"}


_SAYS_MORE: Final = re.compile(r"(?= (?:of|with|for|from|per) )")
"""Where a name goes on to say which ones: `hours` of audio, `claims` with all of their appendices."""


def counted(number: Exact, unit: str) -> str:
    """`1 ticket`, `2,200 tickets`, `0 tickets`."""
    return f"{count(number)} {unit if number == 1 else plural_of(unit)}"


def plural_of(unit: str) -> str:
    """More than one of the reader's own unit, for the words people really use: claim, query, batch.

    Who typed more than one of it already (`tickets`, `hours of audio`) gets it back. A name that ends in
    something unusual still reads as a word with an s; one that is not spelled in plain letters is of another
    language, and stays as it was typed.
    """
    if not unit.isascii():
        return unit
    counted_word, *rest = _SAYS_MORE.split(unit, maxsplit=1)
    return f"{_plural(counted_word)}{''.join(rest)}"


def _plural(word: str) -> str:
    before, space, last = word.rpartition(" ")
    lower = last.lower()
    if lower in _OF_THEIR_OWN:
        return f"{before}{space}{_OF_THEIR_OWN[lower]}"
    cut, ending = _ending(lower)
    return f"{word[: len(word) - cut]}{ending}"


def _ending(lower: str) -> tuple[int, str]:
    """How many letters of a word go, and what comes after the others."""
    if not lower[-1:].isalpha():
        return 0, ""
    if lower.endswith("sis"):
        return 2, "es"
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return 0, ""
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return 0, "es"
    return (1, "ies") if lower.endswith("y") and lower[-2:-1] not in set("aeiou") else (0, "s")
