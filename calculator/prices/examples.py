"""The prices of a worked example, as far as they still stand: whose they are, and what is said of them."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from calculator.domain.cost_lines import Note
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.presets import BY_KEY, Source
from calculator.domain.prices.example_models import EXAMPLE_MODELS
from calculator.domain.workload import Workload
from calculator.models import PriceRow
from calculator.prices.pricing import FLAT
from calculator.prices.provenance import ListPrices
from calculator.prices.row_notes import row_notes


def example_prices(preset: str, workload: Workload) -> dict[str, ListPrices]:
    """The models of the list by what they price: `steps.2.`, or nothing for the flat fields."""
    found = {}
    for prefix, source in _standing(preset, workload):
        day = date_format(source.day, "j M Y")
        said = _("%(source)s (%(day)s)") % {"source": source.text, "day": day}
        prices = {name: workload.get(prefix + name) for name in TYPED_PRICES}
        as_text = {name: str(price) for name, price in prices.items() if price is not None}
        found[prefix] = ListPrices(source.model, as_text, said)
    return found


def example_notes(preset: str, workload: Workload) -> tuple[Note, ...]:
    """What the same models' rows give reason to say, as where they are chosen from the list."""
    inputs = workload.as_form()
    found = []
    for prefix, source in _standing(preset, workload):
        given = {
            name.removeprefix(prefix): text
            for name, text in inputs.items()
            if name.startswith(prefix) and name.removeprefix(prefix) not in TYPED_PRICES
        }
        row = _row(source.model)
        found += [Note(prefix + note.field, note.message) for note in row_notes(row, given)]
    return tuple(found)


def _standing(preset: str, workload: Workload) -> Iterator[tuple[str, Source]]:
    """The steps, or the flat fields, whose prices are all as the example has them, and their source."""
    if preset not in BY_KEY:
        return
    example = BY_KEY[preset]
    shared = range(1, min(len(workload.steps), len(example.workload.steps)) + 1)
    for prefix in [f"steps.{number}." for number in shared] if workload.steps else [FLAT]:
        source = example.sources.get(f"{prefix}input_price")
        if source is None or not source.model:
            continue
        prices = {name: example.workload.get(prefix + name) for name in TYPED_PRICES}
        if all(workload.get(prefix + name) == price for name, price in prices.items()):
            yield prefix, source


def _row(reference: str) -> PriceRow:
    """The model's row as the list had it; it stands in no table."""
    listed = EXAMPLE_MODELS[reference]
    provider, _slash, model = reference.partition("/")
    row = PriceRow(
        provider=provider,
        model=model,
        display_name=listed.display_name,
        context_window=listed.context_window,
        note=listed.note,
    )
    for name, price in listed.prices.items():
        setattr(row, name, Decimal(price))
    return row
