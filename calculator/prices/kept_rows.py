"""The rows that priced a scenario before, as far as their prices still stand, and what is known of them."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone

from calculator.domain.fields import TYPED_PRICES
from calculator.domain.inputs_in_use import inputs_in_use
from calculator.domain.prices.live_notes import FACTS, facts_of
from calculator.domain.prices.moved_rows import NOT_TOLD, Told, places_before
from calculator.domain.workload import Workload
from calculator.domain.workload_input import flat_from
from calculator.models import PriceRow, Scenario
from calculator.prices.how_known import day_of
from calculator.prices.pricing import FLAT, Priced, copies_in, listed_prices, of_batch_prices


def kept_rows(
    workload: Workload, priced: Priced, before: Scenario, told: Told = NOT_TOLD
) -> dict[str, tuple[str, dict[str, Any]]]:
    """The rows that priced the scenario before, as far as their prices still stand.

    By the prefix of what they price now: that which they priced then, and the row. A step may have moved,
    because another was removed, and has its own row and no other's, whoever is priced alike; by a page that
    tells so, or in its place, it keeps it as long as one of its two main prices is as it was copied. Where a
    bill paid both, what is used beside them, such as the price of searches that the bill does not tell, still
    is of the list.
    """
    now, earlier = workload.as_form(), flat_from(before.inputs)
    fresh = {each.prefix for each in priced.copies}
    places = [f"steps.{number}." for number in range(1, len(workload.steps) + 1)] or [FLAT]
    stood = places_before(now, earlier, told)
    copied = copies_in(before.prices_copied)
    found, used = {}, inputs_in_use(workload)
    for place in places:
        is_paid = _is_paid(place, priced)
        gone = place in fresh or (is_paid and place != FLAT)
        rows = {} if gone else _rows_of(place, copied, stood)
        matches = [
            (
                len(still) == len(filled),
                then == place or bool(told.get("steps")),
                len(still),
                then,
                still,
                row,
            )
            for then, row in rows.items()
            if (filled := [name.removeprefix(then) for name in row.get("filled", TYPED_PRICES)])
            and (
                still := [
                    part
                    for part in filled
                    if _same(now.get(place + part), earlier.get(then + part))
                    and (not is_paid or place + part in used - priced.measured.keys())
                ]
            )
        ]
        matches = [match for match in matches if match[0] or (match[1] and _is_priced_by(place, match[4]))]
        if matches:
            *_order, then, still, row = max(matches, key=lambda match: match[:3])
            found[place] = (then, _moved(with_facts(row, then, earlier), then, place, still))
    return found


def _rows_of(
    place: str, copied: Mapping[str, Mapping[str, Any]], stood: Mapping[str, str]
) -> Mapping[str, Mapping[str, Any]]:
    """The row that priced a step where it stood before; of a unit without steps any may."""
    if place == FLAT:
        return copied
    return {then: row for then, row in copied.items() if then == stood.get(place)}


def _same(now: str | None, earlier: str | None) -> bool:
    return now is not None and now == earlier


def _is_priced_by(place: str, still: Collection[str]) -> bool:
    """Whether what is left of a row says whose price it is; equal fees or factors of steps are chance."""
    return place == FLAT or not {"input_price", "output_price"}.isdisjoint(still)


def _is_paid(place: str, priced: Priced) -> bool:
    """Whether both main prices are those of a bill: what else is as on the list is so by chance."""
    return {f"{place}input_price", f"{place}output_price"} <= priced.measured.keys()


def _moved(row: Mapping[str, Any], then: str, place: str, still: Collection[str]) -> dict[str, Any]:
    """The row as it stands now, without what was overwritten and the notes on that."""
    overwritten = {name.removeprefix(then) for name in row.get("filled", TYPED_PRICES)} - set(still)
    notes = [
        {**note, "field": place + part}
        for note in row.get("notes", ())
        if (part := note["field"].removeprefix(then)) not in overwritten
    ]
    return {**row, "filled": [place + part for part in still], "notes": notes}


def with_facts(row: Mapping[str, Any], place: str, inputs: Mapping[str, str]) -> Mapping[str, Any]:
    """A copied row, one of before with what the list still says of it, where it has the prices copied.

    `inputs` hold what the row filled at `place`.
    """
    if FACTS in row:
        return row
    filled = {name.removeprefix(place) for name in row.get("filled", TYPED_PRICES)}
    there = [name for name in TYPED_PRICES if name in filled and place + name in inputs]
    prices = {name: inputs[place + name] for name in there}
    found = _of_the_list(str(row.get("model", "")), prices, row.get("row"))
    if found is None:
        return row
    day = day_of(row.get("copied_on")) or timezone.now().date()
    return {"listed": listed_prices(found), **row, FACTS: facts_of(found, of_batch_prices(found, day))}


def _of_the_list(model: str, prices: Mapping[str, str], key: object) -> PriceRow | None:
    """The row that was copied, or the newest of its model with these prices; closed ones have them too."""
    provider, _slash, name = model.partition("/")
    rows = PriceRow.objects.of_model(provider, name).order_by("-pk") if prices else []
    fitting = [row for row in rows if all(listed_prices(row).get(part) == prices[part] for part in prices)]
    return next((row for row in fitting if row.pk == key), next(iter(fitting), None))
