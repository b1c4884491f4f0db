"""Which days of a month a bill has, so that a day or two are never taken for a month without a word."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from calculator.models import UsageExport
from calculator.uploads.bills import Bill
from calculator.usage.analysis.derived import of_spans
from calculator.usage.analysis.ranges import Cover, Period, cover, ends_of, merged
from runrate.core.numbers import count
from runrate.core.text import listed

_TO: Final = "/"
_AND: Final = ","


def periods_of(bill: Bill, month: str) -> list[Period]:
    """The days of a month that the exports have; those that none of them has stand between two periods."""
    return merged(period for export in bill.exports for period in _period(export, month))


def _period(export: UsageExport, month: str) -> Iterator[Period]:
    """From the first to the last day, of the tokens where it tells them by day; nothing of unknown ones."""
    begin, end = ends_of(month)
    own = [date.fromisoformat(day["day"]) for day in export.days if day["day"][:7] == month]
    if own:
        yield min(own), max(own)
    elif month in export.months and export.first_day and export.last_day:
        first, last = max(export.first_day, begin), min(export.last_day, end)
        if first <= last:
            yield first, last


def cover_of(bill: Bill, month: str) -> Cover | None:
    """None where the whole month is there, or no export tells its days."""
    return cover(periods_of(bill, month), month)


def days_held(bill: Bill, month: str) -> str:
    """The days of a month as a choice keeps them, so that it is known what units were typed for."""
    return _AND.join(_TO.join(day.isoformat() for day in each) for each in periods_of(bill, month))


def period_in_words(period: Period) -> str:
    """Such as 1 October 2026 to 14 October 2026, or one day alone."""
    first, last = (date_format(day, "j F Y") for day in period)
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def held_in_words(held: str) -> str:
    """Days as a choice keeps them, as people read them."""
    return periods_in_words([day for each in held.split(_AND) for day in each.split(_TO)])


def periods_in_words(days: Sequence[str]) -> str:
    """Pairs of a first and a last day, as programs spell them, as people read them."""
    found = list(map(date.fromisoformat, days))
    return listed(map(period_in_words, zip(found[::2], found[1::2], strict=True)))


def gaps_said(bill: Bill, month: str = "") -> list[str]:
    """By how much prices of two views are off that have not just the same; of one month, or of all."""
    found = (each for each in bill.gaps if month in {"", each.month})
    return [each.in_words(periods_in_words, lambda number: count(Decimal(number))) for each in found]


def said_of_days(bill: Bill, month: str) -> list[str]:
    """What has to be said of a month's days: what one of two views alone has, and weeks of two months."""
    return [
        *gaps_said(bill, month),
        *(capfirst(said) for each in bill.exports for said in of_spans(each.notes)),
    ]
