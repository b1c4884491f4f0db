"""What could be done about it: six changes of the inputs through the same engine, alone and together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from calculator.domain.costs import REVIEW, Amounts, amounts, numbers
from calculator.domain.token_cost import CACHE_WAYS, FLAT, Names, steps_of
from calculator.domain.what_if.cheaper import (
    FEES,
    NOBODY_KNOWS,
    Cheaper,
    Known,
    cheaper_ones,
    fees_with_routed,
    prefix_of,
    routed_prices,
    shared_prices,
)
from calculator.domain.what_if.sensitivity import total_of
from calculator.domain.workload import Workload

type Values = Mapping[str, Fraction]

CACHED: Final = Fraction(6, 10)
BATCHED: Final = Fraction(1, 2)
ROUTED: Final = Fraction(1, 2)
SHORTER: Final = Fraction(7, 10)
FEWER_RETRIES: Final = Fraction(1, 2)
FEWER_REVIEWS: Final = Fraction(1, 2)
# How far a lever is pulled, where that is one share whatever the workload.
PULLED: Final[Mapping[str, Fraction]] = {
    "batch": BATCHED,
    "routing": ROUTED,
    "shorter_prompts": 1 - SHORTER,
    "fewer_retries": 1 - FEWER_RETRIES,
    "review_sampling": 1 - FEWER_REVIEWS,
}


@dataclass(frozen=True, slots=True)
class Lever:
    """One change of the inputs; it saves what it saves alone, and savings are never added up."""

    key: str
    changes: Mapping[str, Fraction]
    saving: Fraction
    """Cash: below zero where errors that fewer reviews let pass cost more than it saves."""
    time: Fraction = Fraction(0)
    """Reviewers' time that it frees: by the minute they are paid all the same, so it is in no sum of cash."""
    models: Mapping[str, Cheaper] = field(default_factory=dict)
    """Of the lever that takes a cheaper model: which one, by the prefix of what it is taken for."""


@dataclass(frozen=True, slots=True)
class Levers:
    """Those that save cash, largest first, and all together; last the one that frees time alone."""

    levers: tuple[Lever, ...]
    together: Fraction
    total_before: Fraction
    total_after: Fraction
    """What is still paid: with the time that is freed."""
    dear: Lever | None = None
    """The one that frees more of reviewers' time than it costs in errors: it is none of the levers."""

    @property
    def time(self) -> Fraction:
        """Reviewers' time that they free."""
        return sum((lever.time for lever in self.levers), Fraction(0))


def pull_levers(workload: Workload, known: Known = NOBODY_KNOWS) -> Levers:
    """Each lever alone, then all that save something at once.

    `known` are the cheaper models of the price list, by the prefix of what they would be taken for.
    """
    base = numbers(workload)
    before = amounts(base)
    models = _cheaper(base, known)
    alone = []
    for key, change in _LEVERS.items():
        changes = _routing(base, models) if change is None else change(base)
        cash, time = _saved(before, amounts({**base, **changes}))
        if cash + time > 0:
            alone.append(Lever(key, changes, cash, time, models if change is None else {}))
    counted = sorted((lever for lever in alone if lever.saving >= 0), key=lambda lever: -lever.saving)
    together = {name: value for lever in counted for name, value in lever.changes.items()}
    if any(lever.key == "routing" for lever in counted):
        # What is sent as batch by then is priced by the batch share of each model.
        together |= _routing({**base, **_without_prices(together)}, models)
    cash, _time = _saved(before, amounts({**base, **together}))
    total = total_of(before)
    dear = next((lever for lever in alone if lever.saving < 0), None)
    return Levers(tuple(counted), cash, total, total - cash, dear)


def _saved(before: Amounts[Fraction], after: Amounts[Fraction]) -> tuple[Fraction, Fraction]:
    """The cash that is saved and, apart from it, reviewers' time by the minute."""
    time = after.units * (before.lines[REVIEW][1] - after.lines[REVIEW][1])
    return total_of(before) - total_of(after) - time, time


def _without_prices(changes: Values) -> dict[str, Fraction]:
    """What levers pull at but for the prices and fees of a cheaper model."""
    return {name: value for name, value in changes.items() if not name.endswith(("_price", *FEES))}


def _calls(v: Values) -> list[Names]:
    """The names of what a lever pulls at: of every model step, or of the flat fields."""
    return list(steps_of(v)) or [FLAT]


def _cache(v: Values) -> dict[str, Fraction]:
    """Read a stable part of every prompt from the cache; worth something only with a cache price."""
    changes = {}
    for names in _calls(v):
        read, write, hour = (v[names[share]] for share, _price in CACHE_WAYS)
        if names["cache_read_price"] in v:
            changes[names["cache_read_share"]] = max(read, min(CACHED, 1 - write - hour))
    return changes


def _batch(v: Values) -> dict[str, Fraction]:
    """Send what can wait as batch."""
    return {names["batch_share"]: max(v[names["batch_share"]], BATCHED) for names in _calls(v)}


def _cheaper(v: Values, known: Known) -> dict[str, Cheaper]:
    """The cheaper models; that of routed units is entered already where they have prices."""
    return {} if {"routed_input_price", "routed_output_price"} <= v.keys() else cheaper_ones(v, known)


def _routing(v: Values, models: Mapping[str, Cheaper]) -> dict[str, Fraction]:
    """Let a cheaper model answer half of the units, or make half of the calls of a step.

    The prices of such a step are then those of the two models, half and half.
    """
    steps = list(steps_of(v))
    if steps:
        return {
            name: price
            for names in steps
            if (other := models.get(prefix_of(names)))
            for name, price in shared_prices(v, names, other, ROUTED).items()
        }
    entered = {name: v[name] for name in ("routed_input_price", "routed_output_price") if name in v}
    other = models.get("")
    if other is None and len(entered) < 2:
        return {}
    prices = routed_prices(v, other) if other else {}
    fees = fees_with_routed(v, other, ROUTED)
    return {"routed_share": max(v["routed_share"], ROUTED), **prices, **entered, **fees}


def _shorter_prompts(v: Values) -> dict[str, Fraction]:
    """Less input in every call, and less that is added from call to call."""
    return {
        names[part]: v[names[part]] * SHORTER
        for names in _calls(v)
        for part in ("input_tokens", "input_growth")
        if part == "input_tokens" or v.get(names[part])
    }


def _fewer_retries(v: Values) -> dict[str, Fraction]:
    return {"retry_rate": v["retry_rate"] * FEWER_RETRIES}


def _review_sampling(v: Values) -> dict[str, Fraction]:
    """Review a smaller sample."""
    return {"review_rate": v["review_rate"] * FEWER_REVIEWS}


# That of a cheaper model needs to know which one.
_LEVERS: Final[Mapping[str, Callable[[Values], dict[str, Fraction]] | None]] = {
    "cache": _cache,
    "batch": _batch,
    "routing": None,
    "shorter_prompts": _shorter_prompts,
    "fewer_retries": _fewer_retries,
    "review_sampling": _review_sampling,
}
