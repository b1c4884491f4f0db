"""What could be done about it: six changes of the inputs through the same engine, alone and together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from calculator.domain.costs import amounts, numbers
from calculator.domain.sensitivity import total_of
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


def _cache(v: Values) -> dict[str, Fraction]:
    """Read a stable part of every prompt from the cache; worth something only with a cache price."""
    share = max(v["cache_read_share"], min(CACHED, 1 - v["cache_write_share"]))
    return {"cache_read_share": share} if "cache_read_price" in v else {}


def _batch(v: Values) -> dict[str, Fraction]:
    """Send what can wait as batch."""
    return {"batch_share": max(v["batch_share"], BATCHED)}


def _routing(v: Values) -> dict[str, Fraction]:
    """Let a cheaper model answer half of the units; without its prices, a fifth of the main model's."""
    prices = {
        f"routed_{way}_price": v.get(f"routed_{way}_price", v[f"{way}_price"] * SECOND_MODEL)
        for way in ("input", "output")
    }
    return {"routed_share": max(v["routed_share"], ROUTED), **prices}


def _shorter_prompts(v: Values) -> dict[str, Fraction]:
    return {"input_tokens": v["input_tokens"] * SHORTER}


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
