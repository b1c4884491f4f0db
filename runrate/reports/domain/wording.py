"""Words that the report's sentences need in every chapter: days and small letters."""

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


def uncapital(text: str) -> str:
    """A sentence or a role as it stands inside another sentence."""
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """A part of a sentence where it begins one."""
    return text[:1].upper() + text[1:]


def month_and_year(day: date) -> str:
    """`March 2027`: as exact as a plan of weeks is."""
    return gettext("{month} {year}").format(month=gettext(MONTH_NAMES[day.month - 1]), year=day.year)
