"""Words that the report's sentences need in every chapter: lists, days, and more than one of a unit."""

from datetime import date

from runrate.core.translation import gettext

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """`24 November 2026`."""
    return gettext("{day} {month} {year}").format(
        day=day.day, month=gettext(MONTH_NAMES[day.month - 1]), year=day.year
    )


def listed(names: list[str]) -> str:
    """A list as people say it: `a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return gettext("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def uncapital(text: str) -> str:
    """A sentence or a role as it stands inside another sentence."""
    return text[:1].lower() + text[1:]


def plural_of(unit: str) -> str:
    """More than one of the reader's own unit, for the words people really use: claim, query, batch.

    Who typed more than one of it already (`tickets`) gets it back. A name that is already long or ends in
    something unusual still reads as a word with an s.
    """
    lower = unit.lower()
    if lower.endswith("sis"):
        return unit[:-2] + "es"
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")):
        return unit
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return unit + "es"
    if lower.endswith("y") and lower[-2:-1] not in set("aeiou"):
        return unit[:-1] + "ies"
    return unit + "s"
