"""Models as the page offers them: prices in force, how old they are, and the way back to the inputs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.forms import WorkloadForm
from calculator.models import Age, PriceRow
from calculator.prices import look_up
from calculator.workload import plain


@dataclass(frozen=True, slots=True)
class Offer:
    """One model's prices as text."""

    reference: str
    display_name: str
    input: str
    output: str
    since: str
    checked: str
    old: bool
    query: str


def offers(form: WorkloadForm, words: str, today: date, *, most: int) -> list[Offer]:
    """The models that match, each with the address that puts it in place of typed prices."""
    return [_offer(row, form, today) for row in look_up(words, today, most=most)]


def price_in_force(row: PriceRow, today: date) -> str:
    """Which row a price comes from, since when, and how long ago it was checked."""
    said = _("%(name)s: %(input)s in and %(output)s out per million tokens, %(since)s, %(checked)s.") % {
        "name": row.reference,
        "input": _dollars(row.input_price),
        "output": _dollars(row.output_price),
        "since": _since(row),
        "checked": _checked(row, today),
    }
    return f"{said} {_('Announced, not in force yet.')}" if row.announced(today) else said


def _offer(row: PriceRow, form: WorkloadForm, today: date) -> Offer:
    return Offer(
        reference=row.reference,
        display_name=row.display_name,
        input=_dollars(row.input_price),
        output=_dollars(row.output_price),
        since=_since(row),
        checked=_checked(row, today),
        old=row.age(today) is not Age.FRESH,
        query=form.address_with_model(row.reference, today),
    )


def _dollars(price: Decimal) -> str:
    return f"${plain(price)}"


def _since(row: PriceRow) -> str:
    if row.effective_from is None:
        return _("since a day not known")
    return _("since %(day)s") % {"day": date_format(row.effective_from, "j M Y")}


def _checked(row: PriceRow, today: date) -> str:
    age = row.age(today)
    day = date_format(row.checked_on, "j M Y")
    if age is Age.RED:
        return _("last checked %(day)s, over 180 days ago") % {"day": day}
    if age is Age.AMBER:
        return _("last checked %(day)s, over 90 days ago") % {"day": day}
    return _("checked %(day)s") % {"day": day}
