"""What an estimate has to say of its own inputs: prices that stand in for others, and what cannot be."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from typing import Final

from calculator.domain.cost_lines import Note
from calculator.domain.fields import PAID_OTHERWISE as PAYS_OTHERWISE
from calculator.domain.token_cost import (
    CACHE_WAYS,
    FLAT,
    Names,
    cache_price_in_force,
    price_classes,
    steps_of,
)
from calculator.domain.workload import Workload
from runrate.core.telling_apart.figures import percents_apart
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

CACHE_FALLBACKS: Final = {
    "cache_read_price": _("No cache read price was given: cached tokens are priced like any input token."),
    "cache_write_price": _(
        "No cache write price was given: tokens written to the cache are priced like any input token."
    ),
    "cache_write_1h_price": _(
        "No one-hour cache write price was given: these tokens are priced like any input token."
    ),
}
LIKE_ANY_WRITE: Final = _(
    "No one-hour cache write price was given: these tokens are priced like any cache write."
)
NO_CHEAPER_IN_CACHE: Final = _(
    "Reading from the cache costs what any input token does here: the cache saves nothing."
)
NOTICED: Final = Fraction(1, 100)
CALLS_ARE_EQUAL: Final = _(
    "The calls of one unit are taken as equal: enter them as model steps where they differ or grow."
)
PAID_OTHERWISE: Final = _(
    "This work is paid by the seat or by the hour: its tokens cost $0, because no token price was given."
)
OUT_OF_REACH: Final = _(
    "This acceptance rate cannot be reached: more units fail even after retries than it allows."
)
ALL_ACCEPTED: Final = _(
    "Our default accepts every unit, but {share} of them fail even after retries: enter the acceptance rate."
)
PAID_TWICE: Final = _(
    "Tokens are paid at their prices and capacity by the hour: both are counted. Where the tokens run on "
    "this capacity, leave their prices out."
)
TOO_MUCH_FOR_CAPACITY: Final = _(
    "The instances cannot do this work: it needs more tokens per second than they sustain."
)


def notes_of(
    workload: Workload, v: Mapping[str, Fraction], never_succeeds: Fraction, utilisation: Fraction | None
) -> tuple[Note, ...]:
    """All that the numbers in force give reason to say, in the reader's language."""
    found = [Note(field, gettext(message)) for field, message in _notes(workload, v)]
    if workload.capacity_hourly and _tokens_have_prices(workload, v):
        instances = "capacity_instances" if workload.capacity_instances else "capacity_units_per_instance"
        if workload.get(instances):
            found.append(Note(instances, gettext(PAID_TWICE)))
    if out_of_reach(workload, never_succeeds):
        found.append(Note("acceptance_rate", gettext(OUT_OF_REACH)))
    elif never_succeeds and workload.acceptance_rate is None:
        share = percents_apart(never_succeeds, 0)[0]
        found.append(Note("acceptance_rate", gettext(ALL_ACCEPTED).format(share=share)))
    if overloaded(utilisation):
        found.append(Note("capacity_tokens_per_second", gettext(TOO_MUCH_FOR_CAPACITY)))
    return tuple(found)


def out_of_reach(workload: Workload, never_succeeds: Fraction) -> bool:
    """Whether more units fail for good than the acceptance rate leaves room for.

    Our default, everything, is nobody's claim: it counts once it is wrong by a unit in a hundred.
    """
    if workload.acceptance_rate is None:
        return never_succeeds >= NOTICED
    return never_succeeds > 1 - Fraction(workload.acceptance_rate)


def overloaded(utilisation: Fraction | None) -> bool:
    """Whether capacity is asked for more tokens than it sustains."""
    return utilisation is not None and utilisation > 1


def _notes(workload: Workload, v: Mapping[str, Fraction]) -> Iterator[tuple[str, str]]:
    if workload.steps:
        for names in steps_of(v):
            yield from _cache_fallbacks(v, names)
        return
    yield from _cache_fallbacks(v, FLAT)
    if v["calls_per_unit"] > 1:
        yield "calls_per_unit", CALLS_ARE_EQUAL
    if workload.paid_otherwise and workload.input_price is None and workload.output_price is None:
        yield next(name for name in PAYS_OTHERWISE if workload.get(name)), PAID_OTHERWISE


def _tokens_have_prices(workload: Workload, v: Mapping[str, Fraction]) -> bool:
    """Whether a vendor is paid for tokens, in one step at least."""
    return any(
        v[names[f"{side}_tokens"]] and v[names[f"{side}_price"]]
        for names in (steps_of(v) if workload.steps else (FLAT,))
        for side in ("input", "output")
    )


def _saves_nothing(v: Mapping[str, Fraction], names: Names, classes: Collection[bool]) -> bool:
    """Whether each class of calls reads at the price of fresh input, as where a bill has one sum for both."""
    for long in classes:
        read = cache_price_in_force(v, names, "cache_read_price", long=long)
        fresh = names["long_context_input_price" if long else "input_price"]
        if read is None or v[read] != v[fresh]:
            return False
    return True


def _cache_fallbacks(v: Mapping[str, Fraction], names: Names) -> Iterator[tuple[str, str]]:
    """Prices that were not given although a share of the tokens asks for them."""
    classes = price_classes(v, names) or (False,)
    for share, price in CACHE_WAYS:
        if not v[names[share]]:
            continue
        in_force = {cache_price_in_force(v, names, price, long=long) for long in classes}
        if None in in_force:
            yield names[price], CACHE_FALLBACKS[price]
        elif price == "cache_read_price" and _saves_nothing(v, names, classes):
            yield names[price], NO_CHEAPER_IN_CACHE
        elif names["cache_write_price"] in in_force and price == "cache_write_1h_price":
            yield names[price], LIKE_ANY_WRITE
