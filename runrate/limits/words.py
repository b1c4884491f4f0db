"""What a limit is and when to try again, in plain words."""

from math import ceil
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

ADDRESS: Final = "ip"
ACCOUNT: Final = "user"
_WHOSE: Final = {ADDRESS: gettext_lazy("from one address"), ACCOUNT: gettext_lazy("from one account")}
_PER: Final = {
    60: gettext_lazy("per minute"),
    3600: gettext_lazy("per hour"),
    86_400: gettext_lazy("per day"),
}
_TO_SECONDS: Final = 90
_TO_MINUTES: Final = 5400


def limit_in_words(amount: int, seconds: float, whose: str = ADDRESS) -> str:
    """Such as: At most 60 requests per minute from one address are answered."""
    words = {"n": f"{amount:,}", "per": _period(seconds), "whose": _WHOSE.get(whose, _WHOSE[ADDRESS])}
    said = ngettext(
        "At most %(n)s request %(per)s %(whose)s is answered.",
        "At most %(n)s requests %(per)s %(whose)s are answered.",
        amount,
    )
    return said % words


def taken_in_words(amount: int, seconds: float) -> str:
    """The same of what makes rows: forms and files that are sent. Looking at pages never counts."""
    words = {"n": f"{amount:,}", "per": _period(seconds)}
    said = ngettext(
        "At most %(n)s form or file %(per)s from one address is taken.",
        "At most %(n)s forms and files together %(per)s from one address are taken.",
        amount,
    )
    return said % words


def _period(seconds: float) -> str:
    known = _PER.get(int(seconds))
    return str(known) if known else _("in %(time)s") % {"time": wait_in_words(seconds)}


def wait_in_words(seconds: float) -> str:
    """So many seconds, minutes or hours, never less than it takes."""
    whole = max(ceil(seconds), 1)
    if whole <= _TO_SECONDS:
        return ngettext("%(n)s second", "%(n)s seconds", whole) % {"n": whole}
    if whole <= _TO_MINUTES:
        minutes = ceil(whole / 60)
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = ceil(whole / 3600)
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
