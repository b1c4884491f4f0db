"""GitHub Copilot's usage report: seats, credits and requests; names of people are counted, never kept."""

from collections.abc import Mapping
from typing import Any, Final

from calculator.usage.cells import amount, instant, needed, word
from calculator.usage.formats import Outcome, Reader, Rows, slice_of
from calculator.usage.lines import Item, Money, bought
from runrate.core.translation import gettext_noop

SEATS: Final = gettext_noop("units = seats seen; calls unknown (credits, not calls)")
_NEEDS: Final = frozenset({"date", "username", "product", "sku", "model", "gross_amount", "net_amount"})
_USES: Final = frozenset(
    {
        "quantity",
        "unit_type",
        "organization",
        "cost_center_name",
        "input",
        "output",
        "cache_read",
        "cache_write",
    }
)
_UNITS: Final = {"credit": "credit", "request": "request", "seat": "seat", "user": "seat"}
"""What a row counts, by a word of its unit; seats are sold by the month of a user."""
_KINDS: Final = ("input", "cache_read", "cache_write", "output")


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    """The gross amount less its discount is the net one, which is billed."""
    counted = word(cells, "unit_type").lower()
    unit = next((unit for mark, unit in _UNITS.items() if mark in counted), "other")
    gross, paid = amount(cells, "gross_amount"), needed(cells, "net_amount")
    return Item(
        instant(cells, "date"),
        model=word(cells, "model").removeprefix("Auto: "),
        kinds={kind: quantity for kind in _KINDS if (quantity := bought(cells, kind, gross or paid))},
        unit=word(cells, "username"),
        money=(
            Money("gross", "USD", gross),
            Money("billed", "USD", paid),
        ),
        other=((unit, bought(cells, "quantity", gross or paid, parts=True)),),
        slice=slice_of(organization=word(cells, "organization"), cost_center=word(cells, "cost_center_name")),
    )


TABLES: Final = (
    Rows("github-copilot-ai-usage", _NEEDS, _USES, _reader, notes=(SEATS,), money=("net_amount", "USD")),
)
