"""From the name of a model and a day to the price row in force."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Note
from calculator.domain.labels import worded
from calculator.domain.prices.aliases import LONGEST, nearest, resolve
from calculator.domain.prices.announced import ANOTHER_PRICE
from calculator.domain.workload_input import WorkloadErrors
from calculator.models import PriceRow
from calculator.prices.as_of_day import of_the_day, row_of
from calculator.prices.search import MAKERS, known_models

A_YEAR: Final = timedelta(days=365)
"""What an estimate's year lasts: a price that begins later changes nothing of it."""


def find_price(model: object, day: date, today: date | None = None) -> tuple[PriceRow, tuple[Note, ...]]:
    """The row in force for `provider/model`, or for a model alone, with what its start date leaves open."""
    if type(model) is not str or not model.strip() or not model.strip().isprintable():
        raise WorkloadErrors({"model": [_("Name a model, such as openai/o3.")]})
    if len(model) > LONGEST:
        raise WorkloadErrors({"model": [_("Name a model in at most 160 characters.")]})
    provider, bare, name_notes = _identify(model.strip())
    rows = list(PriceRow.objects.open().of_model(provider, bare))
    row = row_of(rows, day)
    if row is None:
        first = min(row.effective_from for row in rows if row.effective_from)
        message = _("%(model)s has no known price before %(day)s.")
        raise WorkloadErrors(
            {"priced_on": [message % {"model": f"{provider}/{bare}", "day": date_format(first, "j F Y")}]}
        )
    if row.effective_from is None:
        start = _("The first day of this price is not known: on an early date it may not have been in force.")
        name_notes += (Note("priced_on", start),)
    name_notes += of_the_day(row, rows, day, today or timezone.now().date())
    return row, name_notes + announced(row, rows, within=A_YEAR, after=day)


def announced(
    row: PriceRow, rows: Iterable[PriceRow], *, within: timedelta | None = None, after: date = date.min
) -> tuple[Note, ...]:
    """The next price of the model that has not begun yet; one that begins `within` a time from today.

    One that has begun on the day of this price, `after`, does not follow it.
    """
    today = timezone.now().date()
    later = {
        other.effective_from: other
        for other in rows
        if other.effective_from
        and other.announced(max(today, after))
        and (within is None or other.effective_from < today + within)
        and (other.input_price, other.output_price) != (row.input_price, row.output_price)
    }
    if not later:
        return ()
    day = min(later)
    first = later[day]
    said = _(ANOTHER_PRICE) % {
        "day": date_format(day, "j F Y"),
        "input": worded("input_price", first.input_price),
        "output": worded("output_price", first.output_price),
    }
    return (Note("model", said),)


def _identify(model: str) -> tuple[str, str, tuple[Note, ...]]:
    """A listed name, or one that a rule of the list knows; an unknown one is never the nearest."""
    provider, slash, bare = model.partition("/")
    if slash and PriceRow.objects.open().of_model(provider, bare).exists():
        return provider, bare, ()
    providers = set(PriceRow.objects.open().filter(model=model).values_list("provider", flat=True))
    if not providers:
        return _by_rule(model)
    makers = [maker for maker in MAKERS if maker in providers]
    if len(providers) > 1 and not makers:
        message = _("Several sellers offer %(model)s: name one of %(names)s.")
        names = ", ".join(f"{seller}/{model}" for seller in sorted(providers))
        raise WorkloadErrors({"model": [message % {"model": model, "names": names}]})
    chosen = makers[0] if makers else providers.pop()
    if len(providers) <= 1:
        return chosen, model, ()
    said = _("Several sellers offer this model: the price is that of %(seller)s.") % {"seller": chosen}
    return chosen, model, (Note("model", said),)


def _by_rule(model: str) -> tuple[str, str, tuple[Note, ...]]:
    """A name as an invoice or a console writes it, and as which model it is priced."""
    known = known_models()
    found = resolve(model, known, MAKERS)
    if found is not None:
        said = _("You typed %(typed)s; it is priced as %(model)s.")
        note = Note("model", said % {"typed": model[:LONGEST], "model": found.reference})
        return found.provider, found.model, (note,)
    message = _("No price is known for the model %(model)s. Choose one of the list, or type its prices.")
    said = message % {"model": model[:LONGEST]}
    near = nearest(model, known)
    if near:
        said = f"{said} {_('Did you mean %(names)s?') % {'names': ', '.join(near)}}"
    raise WorkloadErrors({"model": [said]})
