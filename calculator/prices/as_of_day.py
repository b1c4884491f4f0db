"""What has to be said of a price of another day than today: of which day it is, and what holds today.

Each sentence names its days, so that it stays true in a file or a scenario that is opened later.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from calculator.domain.cost_lines import Note
from calculator.domain.labels import worded
from calculator.models import PriceRow
from calculator.prices.course import course_in, price_of

TO_COME: Final = gettext_noop(
    "This price is announced, not in force yet: it begins on %(since)s. On %(today)s it is %(input)s in and "
    "%(output)s out."
)
FIRST_TO_COME: Final = gettext_noop(
    "This price is announced, not in force yet: it begins on %(since)s. On %(today)s there is none."
)
NOT_KNOWN_YET: Final = gettext_noop(
    "The price of %(day)s is not known yet: the one in force on %(today)s is used."
)
STILL: Final = gettext_noop("This is the price of %(day)s, and still the one of %(today)s.")
PAST: Final = gettext_noop(
    "This is the price of %(day)s. Since %(since)s it is %(input)s in and %(output)s out."
)
PAST_ELSEWHERE: Final = gettext_noop(
    "This is the price of %(day)s. Since %(since)s it is another one, with the same prices in and out."
)


def of_the_day(row: PriceRow, rows: Sequence[PriceRow], day: date, today: date) -> tuple[Note, ...]:
    """What a price chosen for a day is today, `rows` being all of its model; nothing of one in force."""
    since = course_in(row, rows, today).since
    in_force = row_of(rows, today)
    to_come = since is not None and since > today
    if day == today and not to_come:
        return ()
    if to_come:
        said = FIRST_TO_COME if in_force is None else TO_COME
    elif day > today:
        said = NOT_KNOWN_YET
    elif in_force is None or price_of(in_force) == price_of(row):
        said = STILL
    else:
        since = course_in(in_force, rows, today).since
        alike = (in_force.input_price, in_force.output_price) == (row.input_price, row.output_price)
        said = PAST_ELSEWHERE if alike else PAST
    words = {
        "day": date_format(day, "j F Y"),
        "today": date_format(today, "j F Y"),
        "since": date_format(since, "j F Y") if since else "",
        "input": worded("input_price", in_force.input_price) if in_force else "",
        "output": worded("output_price", in_force.output_price) if in_force else "",
    }
    return (Note("priced_on", _(said) % words),)


def row_of(rows: Sequence[PriceRow], day: date) -> PriceRow | None:
    """The row of a model that wins on a day among those that had begun."""
    begun = [row for row in rows if row.effective_from is None or row.effective_from <= day]
    return max(begun, key=lambda row: row.rank, default=None)
