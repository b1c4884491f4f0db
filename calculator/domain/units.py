"""What is counted, in the word its people use for it, as many as there are."""

import unicodedata

from runrate.core.decimals import Exact
from runrate.core.numbers import count


def counted(number: Exact, unit: str) -> str:
    """`1 ticket`, `2,200 tickets`, `0 tickets`."""
    return f"{count(number)} {unit if number == 1 else plural_of(unit)}"


def plural_of(unit: str) -> str:
    """More than one of the reader's own unit, for the words people really use: claim, query, batch.

    Who typed more than one of it already (`tickets`) gets it back. A name that is already long or ends in
    something unusual still reads as a word with an s; one of another script stays as it was typed.
    """
    lower = unit.lower()
    if not unicodedata.name(lower[-1:] or " ", "").startswith("LATIN"):
        return unit
    if lower.endswith("sis"):
        return unit[:-2] + "es"
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return unit
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return unit + "es"
    if lower.endswith("y") and lower[-2:-1] not in set("aeiou"):
        return unit[:-1] + "ies"
    return unit + "s"
