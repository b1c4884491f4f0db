"""Which inputs of a workload its estimate reads: a price at which nothing is bought changes nothing."""

from collections.abc import Mapping
from typing import Final

from calculator.domain.costs import numbers
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
