"""Models as the page offers them: prices in force, how old they are, and the way back to the inputs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.labels import worded
from calculator.domain.workload import Workload
from calculator.models import Age, Origin, PriceRow
from calculator.prices.course import Course, courses_of
from calculator.prices.how_known import known, set_by_staff
from calculator.prices.pricing import Priced
from calculator.prices.provenance import site_of
from calculator.web.forms import WorkloadForm
from calculator.web.step_table import only_long_calls
from runrate.core.numbers import count


@dataclass(frozen=True, slots=True)
class Offer:
    """One model's prices as text."""

    reference: str
    name: str
    text: bool
    input: str
    output: str
    cache_read: str
    cache_write: str
    batch: str
    since: str
    announced: str
    checked: str
    age: Age
    source: str
    source_url: str
    aside: str
    more: tuple[str, ...]
    query: str

    @property
    def days(self) -> tuple[str, ...]:
        """Since when the price is in force and which one is to follow, as far as either is known."""
        return tuple(said for said in (self.since, self.announced) if said)


def offers(rows: Sequence[PriceRow], form: WorkloadForm, today: date, step: str = "") -> list[Offer]:
    """Each model with the address that puts it in place of typed prices; no two of them under one name.

    `step` is the model step it is for, `steps.2`; without one, the flat fields.
    """
    courses = courses_of(rows, today)
    named = Counter((row.provider, row.display_name) for row in rows)
    return [
        _offer(
            row,
            form.address_with_model(row.reference, today, step),
            today,
            courses[row.pk],
            alone=named[row.provider, row.display_name] == 1,
        )
        for row in rows
    ]


def price_in_force(row: PriceRow, workload: Workload, today: date) -> str:
    """Which row a price comes from, since when, how long ago it was checked, and which one is to follow.

    Where every call is above the row's long-context threshold, it is the price there that is paid.
    """
    course = courses_of([row], today)[row.pk]
    into, out = row.input_price, row.output_price
    said = _(
        "%(name)s: %(input)s in and %(output)s out per million tokens, %(since)s, %(checked)s (%(source)s)."
    )
    if only_long_calls(workload) and row.long_context_input_price and row.long_context_output_price:
        into, out = row.long_context_input_price, row.long_context_output_price
        said = _(
            "%(name)s: %(input)s in and %(output)s out per million tokens of calls above %(threshold)s, "
            "%(since)s, %(checked)s (%(source)s)."
        )
    said %= {
        "name": row.reference,
        "input": _dollars(into),
        "output": _dollars(out),
        "threshold": count(row.long_context_threshold or 0),
        "since": _since(course.since),
        "checked": _known(row, today),
        "source": _source(row),
    }
    if row.announced(today):
        said = f"{said} {_('Announced, not in force yet.')}"
    later = _announced(course.announced)
    return f"{said} {later}" if later else said


def prices_in_force(priced: Priced, workload: Workload, today: date) -> tuple[str, ...]:
    """The same of every row that fills prices of a workload, those of its steps too; each once."""
    rows = {each.row.pk: each.row for each in priced.copies}
    return tuple(price_in_force(row, workload, today) for row in rows.values())


def _announced(row: PriceRow | None) -> str:
    """The price to come and its day; nothing where none is announced."""
    if row is None or row.effective_from is None:
        return ""
    return _("From %(day)s another price is announced: %(input)s in and %(output)s out.") % {
        "day": date_format(row.effective_from, "j F Y"),
        "input": _dollars(row.input_price),
        "output": _dollars(row.output_price),
    }


def _offer(row: PriceRow, query: str, today: date, course: Course, *, alone: bool) -> Offer:
    return Offer(
        reference=row.reference,
        name=row.display_name if alone else f"{row.display_name} ({row.model})",
        text=row.text,
        input=_dollars(row.input_price),
        output=_dollars(row.output_price),
        cache_read=_or_dash(row.cache_read_price),
        cache_write=_or_dash(row.cache_write_price),
        batch=_pair(row.batch_input_price, row.batch_output_price),
        since=_since(course.since) if course.since else "",
        announced=_announced(course.announced),
        checked=_known(row, today),
        age=row.age(today),
        source=_source(row),
        source_url=row.source_url,
        aside=_aside(row),
        more=tuple(_more(row)),
        query=query,
    )


def _more(row: PriceRow) -> Iterator[str]:
    """What else an estimate with this row uses, and what is said of it."""
    if row.context_window:
        yield _("Takes %(n)s tokens in one call.") % {"n": count(row.context_window)}
    for price, said in (
        (row.cache_write_1h_price, _("One-hour cache writes: %(price)s per million tokens.")),
        (row.call_fee, _("Fee for 1,000 calls: %(price)s.")),
        (row.search_price, _("1,000 web searches: %(price)s.")),
    ):
        if price:
            yield said % {"price": _dollars(price)}
    if row.long_context_threshold:
        yield _(
            "In calls of more than %(n)s tokens: %(input)s in, %(output)s out, %(read)s from the cache, "
            "%(write)s to the cache."
        ) % {
            "n": count(row.long_context_threshold),
            "input": _or_dash(row.long_context_input_price),
            "output": _or_dash(row.long_context_output_price),
            "read": _or_dash(row.long_context_cache_read_price),
            "write": _or_dash(row.long_context_cache_write_price),
        }
    if row.batch_cache_factor is not None:
        share = worded("batch_cache_factor", row.batch_cache_factor)
        yield _("Cached tokens in a batch: %(share)s of their price.") % {"share": share}
    if row.batch_listed_from:
        yield _("Batch prices listed from %(day)s on.") % {"day": date_format(row.batch_listed_from, "j F Y")}
    if row.note:
        yield row.note
    for line in filter(None, row.comment.splitlines()):
        # Its makers' own words, for programmers among them: nothing of ours.
        yield _("Note in the price list: “%(said)s”") % {"said": line}


def _dollars(price: Decimal) -> str:
    return worded("input_price", price)


def _or_dash(price: Decimal | None) -> str:
    return "–" if price is None else _dollars(price)


def _pair(first: Decimal | None, second: Decimal | None) -> str:
    """Two prices that belong together; one dash where the list has neither."""
    if first is None and second is None:
        return "–"
    return f"{_or_dash(first)} / {_or_dash(second)}"


def _aside(row: PriceRow) -> str:
    """Why few would choose this model; nothing for one in use."""
    if row.deprecated:
        return _("deprecated by its vendor")
    return "" if row.text else _("not billed by text tokens alone")


def _known(row: PriceRow, today: date) -> str:
    return known(row.checked_on, row.listed_in, row.listed_on, today, staff=set_by_staff(row))


def _since(day: date | None) -> str:
    if day is None:
        return _("start not known")
    return _("since %(day)s") % {"day": date_format(day, "j F Y")}


def _source(row: PriceRow) -> str:
    """Where a price was read, by the name of the site, or who entered it."""
    if row.source_url:
        return site_of(row.source_url)
    return _("entered by staff") if row.origin == Origin.STAFF else _("bundled price list")
