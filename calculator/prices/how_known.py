"""How a price is known: which list has it, who checked it and when, or that staff of this site set it."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.models import Age, Origin, PriceRow, age_of


def set_by_staff(row: PriceRow) -> str:
    """Who set a price that is on no list; nothing of one that is."""
    return _staff(row.set_on) if row.origin == Origin.STAFF and not row.listed_in else ""


def set_by_staff_of(copied: Mapping[str, object]) -> str:
    """The same of a price as a scenario copied it; copies of before do not tell."""
    by_staff = copied.get("origin") == Origin.STAFF and not copied.get("listed_in")
    return _staff(day_of(copied.get("set_on"))) if by_staff else ""


def _staff(day: date | None) -> str:
    if day is None:
        return _("set by this site's staff")
    return _("set by this site's staff on %(day)s") % {"day": date_format(day, "j F Y")}


def known(
    checked_on: date | None, listed_in: str, listed_on: date | None, today: date, *, staff: str = ""
) -> str:
    """How a price is known: checked by somebody on a day, or only listed; an old one says how old it is.

    `staff` says who set it where no list has it.
    """
    day = checked_on or listed_on
    if staff:
        return f"{staff}, {known(day, '', None, today)}" if day else staff
    if day is None:
        if listed_in:
            return _("listed in %(list)s, date unknown") % {"list": listed_in}
        return _("date of the last check unknown")
    age = age_of(day, today)
    words = {"day": date_format(day, "j F Y"), "list": listed_in}
    if checked_on:
        said = _("checked %(day)s") if age is Age.FRESH else _("last checked %(day)s")
    else:
        said = _("listed in %(list)s of %(day)s") if listed_in else _("listed on %(day)s")
    if age is Age.RED:
        return _("%(said)s, over 180 days ago") % {"said": said % words}
    if age is Age.AMBER:
        return _("%(said)s, over 90 days ago") % {"said": said % words}
    return said % words


def known_of(copied: Mapping[str, object], today: date) -> tuple[str, Age]:
    """The same of a price as a scenario copied it, and its age. Copies of before name no list."""
    checked_on, listed_on = day_of(copied.get("checked_on")), day_of(copied.get("listed_on"))
    listed_in, staff = str(copied.get("listed_in") or ""), set_by_staff_of(copied)
    words = known(checked_on, listed_in, listed_on, today, staff=staff)
    return words, age_of(checked_on or day_of(copied.get("set_on")) or listed_on, today)


def day_of(text: object) -> date | None:
    """A day as a scenario keeps it; nothing of what is none."""
    return date.fromisoformat(text) if isinstance(text, str) and text else None
