"""Why a bill is not what was estimated: each group's part in the difference, in exact fractions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from calculator.domain.cost_lines import LINES
from calculator.domain.costs import amounts, numbers
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.token_cost import attempt_cost
from calculator.domain.workload import Workload
from calculator.usage.analysis.steps.paired import (
    ALL_TOKENS,
    FEES,
    PIECES,
    SEARCHES,
    SHARE,
    Change,
    Values,
    calls_go_one_way,
    differing,
    in_force,
    pieces_cost,
    side_by_side,
)
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

ZERO: Final = Fraction(0)
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "volume": ("units_per_month", "units_per_day", "days_per_month"),
    "size": (ALL_TOKENS, "input_tokens", "output_tokens", "calls_per_unit"),
    "mix": ("routed_share", "routed_input_price", "routed_output_price"),
    "cache": ("cache_read_share", "cache_write_share", "cache_write_1h_share"),
    "batch": ("batch_share",),
    "retries": ("retry_rate", "max_retries"),
    "price": (
        *(name for name in TYPED_PRICES if name not in {"call_fee", "search_price"}),
        "batch_factor",
        "batch_cache_factor",
        "price_factor",
    ),
    "fees": ("call_fee", *FEES),
    "searches": ("searches_per_unit", "search_price", *SEARCHES),
    "seats": ("seats", "seat_monthly"),
    "capacity": (
        "capacity_instances",
        "capacity_hourly",
        "capacity_hours",
        "capacity_units_per_instance",
        "capacity_tokens_per_second",
    ),
}
"""Inputs that are switched from estimate to actual together, in the order of one after another."""
TOKENS_AND_RETRIES: Final = ("size", "retries")
"""One cause where nobody can tell them apart: tokens that were billed hold those of repeated attempts."""
TOGETHER: Final = "tokens"
UNTOLD: Final = "untold"
NAMES: Final[Mapping[str, str]] = {
    "volume": _("Volume"),
    "size": _("Tokens per unit"),
    TOGETHER: _("Tokens and retries"),
    "mix": _("Mix of models"),
    "cache": _("Cached share"),
    "batch": _("Batch share"),
    "retries": _("Retries"),
    "price": _("Prices"),
    "fees": _("Fees of calls"),
    "searches": _("Searches"),
    "seats": _("Seats"),
    "capacity": _("Reserved capacity"),
    "rest": _("Smaller causes"),
    UNTOLD: _("Unexplained"),
}
STEPS: Final = "steps."
OF_A_CALL: Final = frozenset({"size", TOGETHER, "mix", "cache", "batch", "price", "fees", "searches"})
_OF: Final = {name: key for key, names in GROUPS.items() for name in names}
_OF_STEPS: Final = {**_OF, "calls": "mix", SHARE: "mix", "input_growth": "size", "searches": "searches"}
"""Calls are the mix of models where no step's part of all tokens can be told and not all go one way."""
COMPARED: Final = ("tokens", "retries", "seats", "capacity")
"""Lines of an estimate that a bill of AI usage holds too."""
HALF_A_CENT, LEAST_SHARE = Fraction(1, 200), Fraction(1, 100_000)
AGREES_SHARE, AGREES_DOLLARS = Fraction(1, 100), Fraction(1)
BY_SHARE, BY_AMOUNT = "share", "amount"


@dataclass(frozen=True, slots=True)
class Cause:
    """What one group of inputs adds to the difference."""

    key: str
    amount: Fraction
    turns: tuple[Fraction, ...] = ()
    """What its switch does on average as the first, as the second, and so on: the amount is their mean."""

    @property
    def name(self) -> str:
        return gettext(NAMES[self.key])


@dataclass(frozen=True, slots=True)
class Variance:
    """From an estimate to what was billed; both lists of causes add up to the difference."""

    estimated: Fraction
    actual: Fraction
    causes: tuple[Cause, ...]
    in_order: tuple[Cause, ...]
    runs: int

    @property
    def difference(self) -> Fraction:
        return self.actual - self.estimated

    @property
    def agrees(self) -> bool:
        return self.agrees_by != ""

    @property
    def agrees_by(self) -> str:
        """Under 1 % of the bill, or under a dollar alone: of a small bill that may be much of it."""
        gap = abs(self.difference)
        by_share = not gap or gap < AGREES_SHARE * abs(self.actual)
        return BY_SHARE if by_share else BY_AMOUNT if gap < AGREES_DOLLARS else ""

    def largest_first(self) -> tuple[Cause, ...]:
        """Causes that count, the largest first; ties in their order.

        Inputs that were measured and cut after some digits differ by less than anybody can see.
        """
        least = min(HALF_A_CENT, LEAST_SHARE * max(abs(self.estimated), abs(self.actual)))
        seen = (each for each in self.causes if each.amount and abs(each.amount) >= least)
        return tuple(sorted(seen, key=lambda each: -abs(each.amount)))


def ai_usage(workload: Workload) -> Fraction:
    """What an AI vendor bills for a workload a month: its tokens, retries, seats and capacity."""
    return _cost(numbers(workload))


def _cost(values: Values, attempt: Fraction | None = None, compared: Collection[str] = COMPARED) -> Fraction:
    found = amounts(values, attempt)
    of_lines = zip(LINES, found.lines, strict=False)  # lines of one's own follow
    return sum((fixed + each * found.units for key, (fixed, each) in of_lines if key in compared), ZERO)


def variance(
    estimated: Workload,
    actual: Workload,
    *,
    retries_inside: bool = False,
    compared: Collection[str] = COMPARED,
    billed: bool | None = None,
) -> Variance:
    """Each group's part, whatever order they are switched in (Shapley: every subset costed once).

    `retries_inside` says that the tokens of `actual` hold its retries: then the two are one group. Lines that
    are not `compared` are on neither side.
    """
    before, after, _kept = side_by_side(estimated, actual, billed)
    by_group = _by_group(before, after, retries_inside, compared)
    groups = [key for key in NAMES if key in by_group]
    worth: dict[frozenset[str], Fraction] = {}
    # Most of the time goes into a unit's calls, which volume, retries, seats and capacity leave as they are.
    attempts: dict[frozenset[str], Fraction] = {}
    for size in range(len(groups) + 1):
        for switched in map(frozenset, combinations(groups, size)):
            values = _switched(before, after, [by_group[key] for key in switched])
            calls = switched & OF_A_CALL
            if calls not in attempts:
                attempts[calls] = attempt_cost(values) + pieces_cost(values)
            worth[switched] = _cost(values, attempts[calls], compared)
    nothing, everything = worth[frozenset()], worth[frozenset(groups)]
    return Variance(
        estimated=nothing,
        actual=everything,
        causes=tuple(_cause(key, groups, worth) for key in groups),
        in_order=tuple(_one_after_another(groups, worth)),
        runs=len(worth),
    )


def in_total(before: Fraction, actual: Fraction, at_volume: Fraction) -> Variance:
    """An estimate, and what it is at the bill's volume, against money that tells no other cause."""
    volume = (Cause("volume", at_volume - before),) if at_volume != before else ()
    causes = (*volume, Cause(UNTOLD, actual - at_volume))
    return Variance(before, actual, causes, causes, 1)


def changes(
    estimated: Workload,
    actual: Workload,
    *,
    retries_inside: bool = False,
    compared: Collection[str] = COMPARED,
    billed: bool | None = None,
) -> dict[str, tuple[Change, ...]]:
    """By cause the inputs that differ, in the order of a workload's inputs."""
    before, after, kept = side_by_side(estimated, actual, billed)
    found = _by_group(before, after, retries_inside, compared)
    told = {key: [name for name in names if name not in kept] for key, names in found.items()}
    return {key: tuple(differing(names, before, after)) for key, names in told.items()}


def _by_group(
    before: Values, after: Values, retries_inside: bool, compared: Collection[str]
) -> dict[str, list[str]]:
    """Numbers of each group in which the two differ anywhere.

    Steps that do not pair up cannot be switched one number at a time: then all of a unit's calls is the mix.
    """
    pairs_up, one_way = _steps(before) == _steps(after), calls_go_one_way(before, after)
    together = retries_inside and before["retry_rate"] != after["retry_rate"]
    found: dict[str, list[str]] = {}
    for name in {**before, **after}:
        part = name.rpartition(".")[2]
        key = _OF_STEPS.get(part) if name.startswith(STEPS) else _OF.get(name)
        if part == "calls" and (one_way or ALL_TOKENS in before):
            key = None if ALL_TOKENS in before else "size"  # parts of all tokens tell them
        if together and key in TOKENS_AND_RETRIES:
            key = TOGETHER
        if key is not None and (key not in COMPARED or key in compared or key in TOKENS_AND_RETRIES):
            alone = pairs_up or key not in OF_A_CALL or name.startswith(PIECES)
            found.setdefault(key if alone else "mix", []).append(name)
    return {
        key: names
        for key, names in found.items()
        if any(before.get(name) != after.get(name) for name in names)
    }


def _steps(values: Values) -> set[str]:
    return {name.split(".")[1] for name in values if name.startswith(STEPS)}


def _switched(before: Values, after: Values, groups: Iterable[list[str]]) -> Values:
    values = dict(before)
    for names in groups:
        for name in names:
            if name in after:
                values[name] = after[name]
            else:
                values.pop(name, None)
    return in_force(values)


def _cause(key: str, groups: Sequence[str], worth: Mapping[frozenset[str], Fraction]) -> Cause:
    others, turns = [each for each in groups if each != key], []
    for size in range(len(groups)):
        befores = [frozenset(before) for before in combinations(others, size)]
        turns.append(sum((worth[held | {key}] - worth[held] for held in befores), ZERO) / len(befores))
    return Cause(key, sum(turns, ZERO) / len(turns), tuple(turns))


def _one_after_another(groups: Sequence[str], worth: Mapping[frozenset[str], Fraction]) -> Iterator[Cause]:
    held: frozenset[str] = frozenset()
    for key in groups:
        yield Cause(key, worth[held | {key}] - worth[held])
        held |= {key}


@dataclass(frozen=True, slots=True)
class Sold:
    """How much of one thing there was, and its price; both exact."""

    quantity: Fraction
    price: Fraction


@dataclass(frozen=True, slots=True)
class PriceVolumeMix:
    """From one bill to the next without a scenario; the three add up to the difference."""

    before: Fraction
    after: Fraction
    volume: Fraction
    mix: Fraction
    price: Fraction


def price_volume_mix(before: Mapping[str, Sold], after: Mapping[str, Sold]) -> PriceVolumeMix | None:
    """Volume at the old mix and prices, mix at the old prices, prices at the new quantities.

    None where there was nothing before: then there is no mix to keep. What is new has no old price: all it
    costs is mix at its new price.
    """
    names = sorted({*before, *after})
    nothing = Sold(ZERO, ZERO)
    old = {name: before.get(name, nothing) for name in names}
    new = {name: after.get(name, nothing) for name in names}
    q0, q1 = (sum((each.quantity for each in side.values()), ZERO) for side in (old, new))
    if not q0:
        return None
    c0, c1 = (sum((each.quantity * each.price for each in side.values()), ZERO) for side in (old, new))
    p0 = {name: old[name].price if name in before else new[name].price for name in names}
    mix = sum(((new[name].quantity - q1 * old[name].quantity / q0) * p0[name] for name in names), ZERO)
    price = sum(((new[name].price - p0[name]) * new[name].quantity for name in names if name in after), ZERO)
    return PriceVolumeMix(c0, c1, (q1 - q0) * c0 / q0, mix, price)
