"""The inputs of a workload in order, and which its estimate reads: an unused price changes nothing."""

from collections.abc import Iterator, Mapping
from typing import Final

from calculator.domain.costs import numbers
from calculator.domain.fields import BY_NAME, NESTED
from calculator.domain.token_cost import FLAT, price_classes, steps_of
from calculator.domain.workload import Workload

_WRITES: Final = ("cache_write_share", "cache_write_1h_share")
BOUGHT_WITH: Final[Mapping[str, tuple[str, ...]]] = {
    "batch_factor": ("batch_share",),
    "batch_cache_factor": ("batch_share",),
    "cache_read_price": ("cache_read_share",),
    "cache_write_price": _WRITES,
    "cache_write_1h_price": ("cache_write_1h_share",),
    "long_context_cache_read_price": ("cache_read_share",),
    "long_context_cache_write_price": _WRITES,
    "search_price": ("searches",),
}
"""A price or a factor, and the shares or counts without any of which nothing is bought at it."""
_OF_LONG_CALLS: Final = "long_context_"


def inputs_in_use(workload: Workload) -> frozenset[str]:
    """The entered inputs but those that stand for nothing, `steps.2.search_price` among them."""
    v = numbers(workload)
    idle: set[str] = set()
    for names in steps_of(v) if workload.steps else (FLAT,):
        idle |= {names[part] for part, shares in BOUGHT_WITH.items() if not any(v[names[s]] for s in shares)}
        if True not in price_classes(v, names):
            idle |= {name for part, name in names.items() if part.startswith(_OF_LONG_CALLS)}
    return frozenset(workload.entered()) - idle


def inputs_in_order(workload: Workload) -> Iterator[str]:
    """Every input there may be: those of a unit, then of each step and each line of one's own."""
    yield from BY_NAME
    for group, fields in NESTED.items():
        for number in range(1, len(getattr(workload, group)) + 1):
            yield from (f"{group}.{number}.{name}" for name in fields)
