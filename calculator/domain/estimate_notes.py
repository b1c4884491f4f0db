"""What an estimate has to say of its own inputs: prices that stand in for others, and what cannot be."""

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from math import floor
from typing import Final

from calculator.domain.cost_lines import Note
from calculator.domain.prices.telling_notes import (
    NO_LONG_CACHE_PRICE,
    NO_OTHER_TOKENS,
    NO_PAY_OF_REVIEWERS,
    NO_PRICE_BESIDE,
    NO_TOKENS_BESIDE,
    NOTHING_REVIEWED,
    SHORT_PRICE_OF_AN_HOUR,
    TOO_LOW_IN_LONG_CALLS,
)
from calculator.domain.token_cost import (
    CACHE_WAYS,
    FLAT,
    Names,
    attempt_cost,
    cache_price_in_force,
    fees_cost,
    price_classes,
    steps_of,
)
from calculator.domain.workload import Workload
from runrate.core.numbers import percent
from runrate.core.telling_apart.figures import percents_apart
from runrate.core.translation import gettext, known_as
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
    "All model calls of a unit are assumed to be alike: where they differ or grow, enter them as model steps."
)
ROUTED_WITHOUT_FEES: Final = _("Routed units are counted without call fees and web searches.")
PAID_OTHERWISE: Final = _(
    "This work is paid by the seat or by the hour: its tokens cost $0, because no token price was given."
)
NO_TOKEN_PRICE: Final = _(
    "This work is paid by the seat or by the hour: no token price was given, so tokens cost $0 here and only "
    "fees, searches and routed units are counted."
)
PAID_BY_OWN_LINE: Final = _(
    "A vendor of AI is paid by this line: tokens cost $0, because no token price was given."
)
NO_TOKEN_PRICE_BESIDE_OWN: Final = _(
    "A vendor of AI is paid by this line: no token price was given, so tokens cost $0 here and only fees, "
    "searches and routed units are counted."
)
REVIEWERS: Final = ("review_minutes", "reviewer_hourly_cost", "reviews_per_reviewer", "reviewer_monthly_cost")
OTHER_SIDE: Final = {"input_tokens": "output_tokens", "output_tokens": "input_tokens"}
OUT_OF_REACH: Final = _(
    "This acceptance rate cannot be reached: more units fail even after retries than it allows."
)
DEFAULT_OUT_OF_REACH: Final = _(
    "No acceptance rate was entered, and our default of 100% cannot be reached with this retry rate: "
    "enter at most {share}."
)
NEVER_ACCEPTED: Final = _(
    "No acceptance rate was entered, and with this retry rate every unit fails even after retries: none is "
    "accepted."
)
ALL_ACCEPTED: Final = _(
    "Our default accepts every unit, but {share} of them fail even after retries: enter the acceptance rate."
)
PAID_TWICE: Final = _(
    "Tokens are paid at their prices and capacity by the hour: both are counted. Where the tokens run on "
    "this capacity, leave their prices out."
)
REVIEW_LEFT_OPEN: Final = _(
    "Errors cost something, and nobody said how much of the work is reviewed: a review may save more in "
    "errors than it costs, or less. Until the share is entered, 0 too, the cost may turn out either way."
)
TOO_MUCH_FOR_CAPACITY: Final = _(
    "The instances cannot do this work: it needs more tokens per second than they sustain."
)


def notes_of(
    workload: Workload,
    v: Mapping[str, Fraction],
    units: Fraction,
    never_succeeds: Fraction,
    utilisation: Fraction | None,
    of_models: tuple[Note, ...] = (),
) -> tuple[Note, ...]:
    """All that the numbers in force give reason to say of so many units, in the reader's language.

    What a model's row says already, `of_models`, is not said again.
    """
    said = {_step_of(note.field) for note in of_models if note.message in known_as(TOO_LOW_IN_LONG_CALLS)}
    found = [
        Note(field, gettext(message))
        for field, message in _notes(workload, v)
        if message != SHORT_PRICE_OF_AN_HOUR or _step_of(field) not in said
    ]
    if workload.capacity_hourly and _tokens_have_prices(workload, v):
        instances = "capacity_instances" if workload.capacity_instances else "capacity_units_per_instance"
        if workload.get(instances):
            found.append(Note(instances, gettext(PAID_TWICE)))
    if unreached := why_unreached(workload, never_succeeds):
        found.append(Note("acceptance_rate", unreached))
    elif never_succeeds and workload.acceptance_rate is None:
        share = percents_apart(never_succeeds, 0)[0]
        found.append(Note("acceptance_rate", gettext(ALL_ACCEPTED).format(share=share)))
    if overloaded(utilisation):
        found.append(Note("capacity_tokens_per_second", gettext(TOO_MUCH_FOR_CAPACITY)))
    if half := _half_a_review(workload, v):
        found.append(Note("review_rate", gettext(half)))
    return tuple(found)


def _step_of(field: str) -> str:
    """`steps.2` of `steps.2.model`; nothing of a flat field."""
    return field.rpartition(".")[0]


def _half_a_review(workload: Workload, v: Mapping[str, Fraction]) -> str:
    """What a review was entered without: anybody's pay, or the share of units; it costs nothing then.

    Minutes, or pay, of an explicit zero say that it costs nothing.
    """
    pay = ("reviewer_monthly_cost",) if workload.staffed else ("review_minutes", "reviewer_hourly_cost")
    if any(workload.given(name) and not v[name] for name in pay):
        return ""
    if workload.review_rate is None:
        return NOTHING_REVIEWED if any(v.get(name) for name in REVIEWERS) else ""
    return NO_PAY_OF_REVIEWERS if workload.review_rate and not all(v[name] for name in pay) else ""


def out_of_reach(workload: Workload, never_succeeds: Fraction) -> bool:
    """Whether more units fail for good than the acceptance rate leaves room for.

    Our default, everything, is nobody's claim: it counts once it is wrong by a unit in a hundred.
    """
    if workload.acceptance_rate is None:
        return never_succeeds >= NOTICED
    return never_succeeds > 1 - Fraction(workload.acceptance_rate)


def why_unreached(workload: Workload, never_succeeds: Fraction) -> str:
    """What is said of an acceptance that is out of reach: whose it is, and of our default what can be."""
    if not out_of_reach(workload, never_succeeds):
        return ""
    if workload.acceptance_rate is not None:
        return gettext(OUT_OF_REACH)
    if never_succeeds == 1:
        return gettext(NEVER_ACCEPTED)
    most, digits = most_accepted(never_succeeds)
    return gettext(DEFAULT_OUT_OF_REACH).format(share=percent(most, places=digits))


def most_accepted(never_succeeds: Fraction) -> tuple[Fraction, int]:
    """The highest acceptance rate that can be reached, rounded down, and the decimals of its percentage.

    One decimal, and as many more as it takes for a digit that is not 0; `never_succeeds` is below 1.
    """
    digits = 1
    while not (most := floor((1 - never_succeeds) * 100 * 10**digits)):
        digits += 1
    return Fraction(most, 100 * 10**digits), digits


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
    if v["routed_share"] and fees_cost(v):
        yield "routed_share", ROUTED_WITHOUT_FEES
    if payer := workload.payer:
        yield from _half_given(workload, v)
        if not _has_token_price(workload):
            if payer.startswith("other_lines."):
                yield payer, NO_TOKEN_PRICE_BESIDE_OWN if attempt_cost(v) else PAID_BY_OWN_LINE
            else:
                yield payer, NO_TOKEN_PRICE if attempt_cost(v) else PAID_OTHERWISE


def _has_token_price(workload: Workload) -> bool:
    """Whether the flat fields have a price of any token; one of cached tokens counts where there are some."""
    main = ("input_price", "output_price", "long_context_input_price", "long_context_output_price")
    cached = (price for share, price in CACHE_WAYS if workload.get(share))
    return any(workload.get(name) is not None for name in (*main, *cached))


def _half_given(workload: Workload, v: Mapping[str, Fraction]) -> Iterator[tuple[str, str]]:
    """Tokens without their price beside others with one, and a price whose tokens nobody entered, or tokens
    of one kind alone.

    Where seats or hours are paid for, none of the four is asked for.
    """
    way = "long_context_" if True in price_classes(v, FLAT) else ""
    has_price = _has_token_price(workload)
    for side in ("input", "output"):
        price, tokens = f"{way}{side}_price", f"{side}_tokens"
        asked = side == "output" or not _all_cached(v, long=bool(way))
        if has_price and workload.get(price) is None and v[tokens] and asked:
            yield f"{side}_price", NO_PRICE_BESIDE
        routed = workload.get("routed_share") and workload.get(f"routed_{side}_price")
        if workload.get(tokens) is not None:
            continue
        if workload.get(price) or routed:
            yield tokens, NO_TOKENS_BESIDE
        elif has_price and v[OTHER_SIDE[tokens]] and workload.get(price) is None:
            yield tokens, NO_OTHER_TOKENS


def _all_cached(v: Mapping[str, Fraction], *, long: bool) -> bool:
    """Whether all input is read from a cache or written to one, at prices of its own."""
    kept = [price for share, price in CACHE_WAYS if v[share]]
    return sum(v[share] for share, _price in CACHE_WAYS) == 1 and None not in {
        cache_price_in_force(v, FLAT, price, long=long) for price in kept
    }


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
    if True in classes:
        yield from _short_prices_of_long_calls(v, names)


def _short_prices_of_long_calls(v: Mapping[str, Fraction], names: Names) -> Iterator[tuple[str, str]]:
    """Cached tokens above the threshold at a price from below it, where others cost more there."""
    dearer = v[names["long_context_input_price"]] > v[names["input_price"]]
    used = {
        cache_price_in_force(v, names, price, long=True) for share, price in CACHE_WAYS if v[names[share]]
    }
    if dearer:
        for price in ("cache_read_price", "cache_write_price"):
            if names[price] in used:
                yield names[f"long_context_{price}"], NO_LONG_CACHE_PRICE
    hour, write = (
        cache_price_in_force(v, names, f"cache_write_{which}price", long=True) for which in ("1h_", "")
    )
    if hour is None or write is None or hour not in used or hour != names["cache_write_1h_price"]:
        return
    if v[hour] < v[write] or (dearer and write == names["cache_write_price"]):
        yield hour, SHORT_PRICE_OF_AN_HOUR
