"""Model steps of two workloads set against each other: each model by its name, its tokens as a share."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Final

from calculator.domain.costs import numbers, volume
from calculator.domain.token_cost import FLAT, PER_FEE, STEPS, Names, attempt_cost, step_cost, steps_of
from calculator.domain.workload import Workload
from calculator.usage.analysis.steps.pairs import (
    Pair,
    as_steps,
    called,
    filled,
    names_of,
    pairs_of,
    renumbered,
)

ZERO, ONE = Fraction(0), Fraction(1)
_OF_A_DAY: Final = frozenset({"units_per_day", "days_per_month"})
ALL_TOKENS: Final = "tokens_per_unit"
"""Tokens of all steps of a unit: how many there are is its size."""
SHARE: Final = "share"
"""What part of them a step has: that is the mix of models, whatever their number."""
PIECES: Final = "pieces."
"""How the numbers of all searches and all paid calls of a unit begin, where a side has model steps."""
SEARCHES: Final = tuple(
    f"{PIECES}{name}" for name in ("searches_per_unit", "search_price", "search_discount")
)
FEES: Final = tuple(f"{PIECES}{name}" for name in ("calls_per_unit", "call_fee", "fee_discount"))
"""How many, at which price a thousand, and what part of that price is paid."""

STANDS_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "batch_cache_factor": ("batch_factor",),
    "cache_read_price": ("input_price",),
    "cache_write_price": ("input_price",),
    "cache_write_1h_price": ("cache_write_price", "input_price"),
    "long_context_input_price": ("input_price",),
    "long_context_output_price": ("output_price",),
    "long_context_cache_read_price": ("cache_read_price", "long_context_input_price", "input_price"),
    "long_context_cache_write_price": ("cache_write_price", "long_context_input_price", "input_price"),
}
"""An input that a side has not, and those of which the first that it has is what is paid in its place."""

_BOUGHT_AT: Final = (
    tuple(name for name in FLAT if name.startswith("long_context_")),
    *((name,) for name in ("input_price", "output_price", "batch_factor", "batch_cache_factor")),
    *((f"{kind}_price",) for kind in ("cache_read", "cache_write", "cache_write_1h")),
)
"""Prices, the threshold of long calls with theirs, and what a batch call pays of them."""

type Values = Mapping[str, Fraction]
"""Numbers of a workload in force, those of a step as `steps.1.calls`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One input that differs between the two; None where a side has none, and nothing stands for it."""

    name: str
    estimated: Fraction | None
    actual: Fraction | None


def side_by_side(
    estimated: Workload, actual: Workload, billed: bool | None = None
) -> tuple[Values, Values, frozenset[str]]:
    """The numbers of both, in which a model has one step, wherever each of them has it.

    A model that one side has not is called no times there; for the rest it is as on the other: it has no old
    price, so that all that its tokens cost is mix. Steps without a name in common are set against each other
    by place or by price, and one model without steps against the step whose prices are nearest. Searches and
    fees of calls are no tokens of a model: beside steps those of a unit stand apart.
    Of a bill, with money (`billed`) or without, prices of what it has none of are as estimated: named last.
    """
    before, after = _alike(estimated, actual)
    return before, *((after, frozenset[str]()) if billed is None else _kept(before, after, billed=billed))


def _kept(before: Values, after: Values, *, billed: bool) -> tuple[Values, frozenset[str]]:
    """With the estimate's prices wherever nothing is bought at them, and which those are.

    Where nobody has billed it a price of the list is told.
    """
    found, kept = dict(after), set[str]()
    for names in list(steps_of(after)) or [FLAT]:
        if names["input_tokens"] not in before:
            continue
        factor = names["price_factor"]
        part = before.get(factor, ONE) / (after.get(factor) or ONE)
        for each in _BOUGHT_AT:
            ours = {names[name]: before[names[name]] for name in each if names[name] in before}
            if not billed and not after.keys().isdisjoint(ours):
                continue
            paid = {name: value * (part if name.endswith("_price") else ONE) for name, value in ours.items()}
            cost = attempt_cost if names is FLAT else partial(step_cost, names=names)
            other = {name: value + (not name.endswith("_threshold")) for name, value in paid.items()}
            if {cost({**found, **each}) for each in (paid, other)} == {cost(found)}:
                found |= paid
                kept |= ours.keys()
    return found, frozenset(kept)


def _alike(estimated: Workload, actual: Workload) -> tuple[Values, Values]:
    before, after, pairs = _paired(estimated, actual)
    if not pairs:
        return before, after
    ours, theirs = (
        renumbered(each, [pair[side] for pair in pairs]) for side, each in enumerate((before, after))
    )
    return _with_shares(filled(ours, theirs), filled(theirs, ours))


def _paired(estimated: Workload, actual: Workload) -> tuple[Values, Values, list[Pair]]:
    before, after = _alike_in_volume(numbers(estimated), numbers(actual))
    if not estimated.steps and not actual.steps:
        return before, after, []
    before, after = _by_the_piece(before, after)
    if not estimated.steps:
        before = as_steps(before, after)
    elif not actual.steps:
        after = as_steps(after, before)
    return before, after, pairs_of(names_of(estimated, before), names_of(actual, after), before, after)


def step_names(estimated: Workload, actual: Workload) -> tuple[str, ...]:
    """What each step is called where both stand side by side; nothing where they are not set so."""
    before, after, pairs = _paired(estimated, actual)
    return called(pairs, names_of(estimated, before), names_of(actual, after))


def set_against(estimated: Workload, actual: Workload) -> str:
    """The step against which the other's one model is set; nothing where both have steps, or none."""
    if bool(estimated.steps) == bool(actual.steps):
        return ""
    side, pairs = bool(estimated.steps), _paired(estimated, actual)[2]
    names = zip(pairs, step_names(estimated, actual), strict=True)
    return next((name for pair, name in names if pair[side] == 0 and None not in pair), "")


def pieces_cost(values: Values) -> Fraction:
    """What searches and fees of calls cost a unit, where they stand apart from the model steps."""
    return sum(
        (
            values[number] * values[price] * values[discount] / PER_FEE
            for number, price, discount in _pieces(values)
        ),
        ZERO,
    )


def _pieces(values: Values) -> Iterator[tuple[str, ...]]:
    return (names for names in (SEARCHES, FEES) if names[0] in values)


def _by_the_piece(*sides: Values) -> tuple[Values, ...]:
    """Searches and fees of calls are paid whatever the models: of a unit each is one number, apart from them.

    A side that has none is called as often and searches at the same price: it has no fee, and no searches.
    """
    found: list[dict[str, Fraction]] = [
        {**values, **{each["searches"]: ZERO for each in steps_of(values)}} for values in sides
    ]
    for names, number, price in ((SEARCHES, "searches", "search_price"), (FEES, "calls", "call_fee")):
        told = [_sums(values, number, price) for values in sides]
        for values, one, other in zip(found, told, told[::-1], strict=True):
            many, listed, paid = one or other or (ZERO, ZERO, ONE)
            none = {} if one else {names[0]: ZERO} if names is SEARCHES else {names[1]: ZERO}
            values |= {**dict(zip(names, (many, listed, paid), strict=True)), **none}
            values |= {each[price]: ZERO for each in (FLAT, *STEPS) if each[price] in values}
    return tuple(found)


def _sums(values: Values, number: str, price: str) -> tuple[Fraction, ...]:
    """How many a unit has that are paid, their mean price, and what part of it is paid; nothing of none."""
    many = listed = paid = ZERO
    for names in list(steps_of(values)) or [FLAT]:
        each = values[names[number]]
        if names is not FLAT and number != "calls":
            each *= values[names["calls"]]
        if not values[names[price]]:
            continue
        many += each
        listed += each * values[names[price]]
        paid += each * values[names[price]] * _part_paid(values, names)
    return (many, listed / many, paid / listed) if listed else ()


def _part_paid(values: Values, names: Names) -> Fraction:
    """What is left of a price by a discount, and by a cheaper model that pays neither search nor fee."""
    part = values.get(names["price_factor"], ONE)
    return part * (1 - values["routed_share"]) if names is FLAT else part


def _alike_in_volume(one: Values, other: Values) -> tuple[Values, Values]:
    """Units a month on both sides, where one of them alone counts those of a day."""
    if ("units_per_day" in one) == ("units_per_day" in other):
        return one, other
    return _a_month(one), _a_month(other)


def _a_month(values: Values) -> Values:
    monthly = {name: value for name, value in values.items() if name not in _OF_A_DAY}
    return {**monthly, "units_per_month": volume(values)}


def in_force(values: Values) -> Values:
    """With the calls of each step from its share of all tokens, where it has one."""
    whole = values.get(ALL_TOKENS)
    if whole is None:
        return values
    calls = {
        names["calls"]: whole * values[_share(names)] / _of_a_call(values, names)
        for names in steps_of(values)
    }
    return {**values, **calls}


def calls_go_one_way(before: Values, after: Values) -> bool:
    """Whether no step is called less often where another is called more, nor one on one side alone."""
    names = [each["calls"] for each in STEPS]
    calls = [(before.get(name, ZERO), after.get(name, ZERO)) for name in names]
    both = all(bool(one) is bool(other) for one, other in calls)
    return both and (all(one <= other for one, other in calls) or all(one >= other for one, other in calls))


def _per_unit(values: Values) -> dict[str, Fraction]:
    """Tokens in and out of all steps of a unit."""
    return {
        name: sum((values[names["calls"]] * values[names[name]] for names in steps_of(values)), ZERO)
        for name in ("input_tokens", "output_tokens")
    }


def differing(names: Iterable[str], before: Values, after: Values) -> Iterator[Change]:
    """Numbers that differ; of all tokens how many are in and out, of a step's part of them its calls."""
    for name in names:
        one, other = _told(before, name), _told(after, name)
        if name == ALL_TOKENS:
            ours, theirs = _per_unit(before), _per_unit(after)
            yield from (Change(each, ours[each], theirs[each]) for each in ours if ours[each] != theirs[each])
        elif name.endswith(f".{SHARE}"):
            calls = f"{name.removesuffix(SHARE)}calls"
            if before[calls] != after[calls]:
                yield Change(calls, before[calls], after[calls])
        elif one != other and not name.endswith("_discount"):
            yield Change(name.removeprefix(PIECES), one, other)


def _told(values: Values, name: str) -> Fraction | None:
    """The value in force: without a share of list price all of it is paid, cached tokens as others are."""
    place, dot, part = name.rpartition(".")
    if name not in values and part == "price_factor":
        return Fraction(1)
    names = (name, *(place + dot + each for each in STANDS_FOR.get(part, ())))
    return next((values[each] for each in names if each in values), None)


def _with_shares(ours: Values, theirs: Values) -> tuple[Values, Values]:
    """Both with all tokens of a unit and each step's part of them.

    As they are where a call's tokens grow with how many there are, or where a step or a side has none.
    """
    for values in (ours, theirs):
        for names in steps_of(values):
            if values[names["input_growth"]] or not _of_a_call(values, names):
                return ours, theirs
        if not any(values[names["calls"]] for names in steps_of(values)):
            return ours, theirs
    first, second = ({**values, **dict(_shares(values))} for values in (ours, theirs))
    return first, second


def _shares(values: Values) -> Iterator[tuple[str, Fraction]]:
    of_steps = [(names, values[names["calls"]] * _of_a_call(values, names)) for names in steps_of(values)]
    whole = sum((tokens for _names, tokens in of_steps), ZERO)
    yield ALL_TOKENS, whole
    for names, tokens in of_steps:
        yield _share(names), tokens / whole


def _share(names: Mapping[str, str]) -> str:
    return f"{names['calls'].rpartition('.')[0]}.{SHARE}"


def _of_a_call(values: Values, names: Mapping[str, str]) -> Fraction:
    return values[names["input_tokens"]] + values[names["output_tokens"]]
