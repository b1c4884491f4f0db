"""What is wrong between the prices of one row, so that an estimate would be refused or wrong."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final, Protocol

from calculator.domain.input_rules import NEEDED_TOGETHER
from runrate.core.translation import gettext as _

TOGETHER: Final = (NEEDED_TOGETHER[0], ("batch_input_price", "batch_output_price"))
"""Prices that mean nothing without each other."""
NEEDS: Final = {
    "long_context_cache_read_price": "long_context_threshold",
    "long_context_cache_write_price": "long_context_threshold",
    "batch_cache_factor": "batch_input_price",
    "batch_listed_from": "batch_input_price",
}
"""A price, or what is said of one, and the price that it is nothing without."""
AT_MOST: Final = {"batch_input_price": "input_price", "batch_output_price": "output_price"}
"""A batch saves something or nothing: it costs no more than a call that is answered at once."""


class Priced(Protocol):
    """What is asked of a row of the price list."""

    @property
    def batch_cache_factor(self) -> Decimal | None: ...


def row_conflicts(row: Priced) -> Iterator[tuple[str, str]]:
    """Each field of a row with what is wrong with it."""
    missing = _("Enter this too: without it no estimate can use the row.")
    needed = [group for group in TOGETHER if any(_has(row, name) for name in group)]
    asked = {name for group in needed for name in group if not _has(row, name)}
    asked |= {other for name, other in NEEDS.items() if _has(row, name) and not _has(row, other)}
    yield from ((name, missing) for name in sorted(asked))
    for name, plain in AT_MOST.items():
        batch, price = getattr(row, name), getattr(row, plain)
        if batch is not None and price is not None and batch > price:
            yield name, _("A batch price is at most the price of a call that is answered at once.")
    if row.batch_cache_factor is not None and not 0 <= row.batch_cache_factor <= 1:
        yield "batch_cache_factor", _("Enter a share from 0 to 1; 1 where a batch saves nothing on them.")


def _has(row: Priced, name: str) -> bool:
    return getattr(row, name) is not None
