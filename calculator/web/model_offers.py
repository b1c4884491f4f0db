"""Models as the page offers them: prices in force, how old they are, and the way back to the inputs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.labels import worded
from calculator.models import Age, Origin, PriceRow
from calculator.prices.lookup import Course, courses_of, look_up
from calculator.prices.provenance import known, site_of
from calculator.web.forms import WorkloadForm


@dataclass(frozen=True, slots=True)
class Offer:
    """One model's prices as text."""

    reference: str
    display_name: str
    input: str
    output: str
    since: str
    announced: str
    checked: str
    age: Age
    source: str
    source_url: str
    note: str
    cache: str
    batch: str
    aside: str
    query: str


def offers(form: WorkloadForm, words: str, today: date, *, most: int) -> list[Offer]:
    """The models that match, each with the address that puts it in place of typed prices."""
    rows = look_up(words, today, most=most)
    courses = courses_of(rows, today)
    return [_offer(row, form, today, courses[row.pk]) for row in rows]


def price_in_force(row: PriceRow, today: date) -> str:
    """Which row a price comes from, since when, how long ago it was checked, and which one is to follow."""
    course = courses_of([row], today)[row.pk]
    said = _(
        "%(name)s: %(input)s in and %(output)s out per million tokens, %(since)s, %(checked)s (%(source)s)."
    ) % {
        "name": row.reference,
        "input": _dollars(row.input_price),
        "output": _dollars(row.output_price),
        "since": _since(course.since),
        "checked": _known(row, today),
        "source": _source(row),
    }
    if row.announced(today):
        said = f"{said} {_('Announced, not in force yet.')}"
    later = _announced(course.announced)
    return f"{said} {later}" if later else said


def _announced(row: PriceRow | None) -> str:
    """The price to come and its day; nothing where none is announced."""
    if row is None or row.effective_from is None:
        return ""
    return _("From %(day)s another price is announced: %(input)s in and %(output)s out.") % {
        "day": date_format(row.effective_from, "j M Y"),
        "input": _dollars(row.input_price),
        "output": _dollars(row.output_price),
    }


def _offer(row: PriceRow, form: WorkloadForm, today: date, course: Course) -> Offer:
    return Offer(
        reference=row.reference,
        display_name=row.display_name,
        input=_dollars(row.input_price),
        output=_dollars(row.output_price),
        since=_since(course.since),
        announced=_announced(course.announced),
        checked=_known(row, today),
        age=row.age(today),
        source=_source(row),
        source_url=row.source_url,
        note=row.note,
        cache=_pair(row.cache_read_price, row.cache_write_price),
        batch=_pair(row.batch_input_price, row.batch_output_price),
        aside=_aside(row),
        query=form.address_with_model(row.reference, today),
    )


def _dollars(price: Decimal) -> str:
    return worded("input_price", price)


def _pair(first: Decimal | None, second: Decimal | None) -> str:
    """Two prices that belong together; one dash where the list has neither."""
    if first is None and second is None:
        return "–"
    return " / ".join("–" if price is None else _dollars(price) for price in (first, second))


def _aside(row: PriceRow) -> str:
    """Why few would choose this model; nothing for one in use."""
    if row.deprecated:
        return _("deprecated by its vendor")
    return "" if row.text else _("not billed by text tokens alone")


def _known(row: PriceRow, today: date) -> str:
    return known(row.checked_on, row.listed_in, row.listed_on, today)


def _since(day: date | None) -> str:
    if day is None:
        return _("start not known")
    return _("since %(day)s") % {"day": date_format(day, "j M Y")}


def _source(row: PriceRow) -> str:
    """Where a price was read, by the name of the site, or who entered it."""
    if row.source_url:
        return site_of(row.source_url)
    return _("entered by staff") if row.origin == Origin.STAFF else _("bundled price list")
