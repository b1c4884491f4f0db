"""Which model of the same seller could do a part of the work for less."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from calculator.domain.costs import numbers
from calculator.domain.prices.row_notes import costs_more_than_listed
from calculator.domain.token_cost import FLAT, Names, steps_of
from calculator.domain.what_if.cheaper import FEES, Cheaper, cheapest, prefix_of
from calculator.domain.workload import Workload
from calculator.models import PriceRow
from calculator.prices.lookup import announced
from calculator.prices.pricing import row_batch_factors
from calculator.prices.search import family_of, version_of

FILLED = ("input_price", "output_price", "cache_read_price", "cache_write_price", "cache_write_1h_price")


def cheaper_models(workload: Workload, models: Mapping[str, str], day: date) -> dict[str, Cheaper | None]:
    """By prefix, `steps.2.` or nothing, the cheaper model for what `models` does now; None where none is.

    It is of the same seller and family, the newest of those whose two main prices are lower than what is
    paid, and takes calls as long; None too where calls of no known model are too long for that of the
    cheapest step. Models are named as provider/model.
    """
    sellers = {name.partition("/")[0] for name in models.values() if name}
    if not sellers:
        return {}
    rows = PriceRow.objects.listed().filter(provider__in=sellers, deprecated=False, text=True)
    offered = [row for row in rows.in_force_on(day) if row.input_price and "batch" not in row.model]
    v = numbers(workload)
    steps = list(steps_of(v)) or [FLAT]
    found = {
        prefix: _beside(models[prefix], v, names, offered)
        for names in steps
        if models.get(prefix := prefix_of(names))
    }
    window = _window(models.get(prefix_of(cheapest(v, steps)), ""), day)
    too_long = [
        prefix_of(names) for names in steps if window is not None and _longest_call(v, names) > window
    ]
    return found | {prefix: None for prefix in too_long if prefix not in found}


def _window(model: str, day: date) -> int | None:
    """How many tokens a call of the cheapest step's model takes: steps of no known model would go to it."""
    provider, _slash, name = model.partition("/")
    rows = PriceRow.objects.listed().of_model(provider, name).in_force_on(day)
    return rows[0].context_window if rows else None


def _beside(
    model: str, v: Mapping[str, Fraction], names: Names, offered: Iterable[PriceRow]
) -> Cheaper | None:
    provider, _slash, name = model.partition("/")
    factor = v.get(names["price_factor"], Fraction(1))
    paid = [v[names[price]] * factor for price in ("input_price", "output_price")]
    longest = _longest_call(v, names)
    fitting = []
    for row in offered:
        if row.provider != provider or family_of(row.model) != family_of(name):
            continue
        if row.context_window is not None and longest > row.context_window:
            continue
        if costs_more_than_listed(row, longest):
            continue
        prices = _prices(row, longest)
        if prices["input_price"] < paid[0] and prices["output_price"] < paid[1]:
            fitting.append((version_of(row.display_name), -row.input_price - row.output_price, row, prices))
    if not fitting:
        return None
    *_order, row, prices = max(fitting, key=lambda each: each[:2])
    batch, cached = row_batch_factors(row)
    later = announced(row, PriceRow.objects.open().of_model(row.provider, row.model))
    said = " ".join(note.message for note in later)
    return Cheaper(prices, row.reference, 0, Fraction(batch), Fraction(cached), said)


def _longest_call(v: Mapping[str, Fraction], names: Names) -> Fraction:
    """Input tokens of the longest call: the last one, where calls grow."""
    if names is FLAT:
        return v["input_tokens"] / v["calls_per_unit"]
    return v[names["input_tokens"]] + max(v[names["calls"]] - 1, Fraction(0)) * v[names["input_growth"]]


def _prices(row: PriceRow, longest: Fraction) -> dict[str, Fraction]:
    """What the calls and their fees are priced at; all at the prices of a long one where one is that long."""
    long = row.long_context_threshold is not None and longest > row.long_context_threshold
    found = {}
    for name in FILLED:
        above = getattr(row, f"long_context_{name}", None) if long else None
        price = getattr(row, name) if above is None else above
        if price is not None:
            found[name] = Fraction(price)
    return found | {name: Fraction(fee) for name in FEES if (fee := getattr(row, name)) is not None}
