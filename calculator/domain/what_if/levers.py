"""What could be done about it: six changes of the inputs through the same engine, alone and together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.domain.costs import amounts, numbers
from calculator.domain.token_cost import CACHE_WAYS, FLAT, Names, steps_of
from calculator.domain.what_if.sensitivity import total_of
from calculator.domain.workload import Workload

type Values = Mapping[str, Fraction]

CACHED: Final = Fraction(6, 10)
BATCHED: Final = Fraction(1, 2)
ROUTED: Final = Fraction(1, 2)
SECOND_MODEL: Final = Fraction(1, 5)
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


@dataclass(frozen=True, slots=True)
class Levers:
    """Those that save something, largest first, and what all of them save together."""

    levers: tuple[Lever, ...]
    together: Fraction
    total_before: Fraction
    total_after: Fraction


def pull_levers(workload: Workload) -> Levers:
    """Each lever alone, then all that save something at once."""
    base = numbers(workload)
    before = total_of(amounts(base))
    alone = []
    for key, change in _LEVERS.items():
        changes = change(base)
        saving = before - total_of(amounts({**base, **changes}))
        if saving > 0:
            alone.append(Lever(key, changes, saving))
    alone.sort(key=lambda lever: -lever.saving)
    together = {name: value for lever in alone for name, value in lever.changes.items()}
    after = total_of(amounts({**base, **together}))
    return Levers(tuple(alone), before - after, before, after)


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


def _routing(v: Values) -> dict[str, Fraction]:
    """Let a cheaper model answer half of the units; without its prices, a fifth of the main model's.

    In a step its price factor says the same: half of the calls at a fifth of what they cost.
    """
    steps = list(steps_of(v))
    if steps:
        left = 1 - ROUTED * (1 - SECOND_MODEL)
        return {names["price_factor"]: v.get(names["price_factor"], Fraction(1)) * left for names in steps}
    prices = {
        f"routed_{way}_price": v.get(f"routed_{way}_price", v[f"{way}_price"] * SECOND_MODEL)
        for way in ("input", "output")
    }
    return {"routed_share": max(v["routed_share"], ROUTED), **prices}


def _shorter_prompts(v: Values) -> dict[str, Fraction]:
    return {names["input_tokens"]: v[names["input_tokens"]] * SHORTER for names in _calls(v)}


def _fewer_retries(v: Values) -> dict[str, Fraction]:
    return {"retry_rate": v["retry_rate"] * FEWER_RETRIES}


def _review_sampling(v: Values) -> dict[str, Fraction]:
    """Review a smaller sample."""
    return {"review_rate": v["review_rate"] * FEWER_REVIEWS}


_LEVERS: Final[Mapping[str, Callable[[Values], dict[str, Fraction]]]] = {
    "cache": _cache,
    "batch": _batch,
    "routing": _routing,
    "shorter_prompts": _shorter_prompts,
    "fewer_retries": _fewer_retries,
    "review_sampling": _review_sampling,
}
