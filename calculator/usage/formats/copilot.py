"""GitHub Copilot's usage report: credits and requests of seats; names of people are counted, never kept."""

from collections.abc import Mapping
from typing import Any, Final

from calculator.usage.cells import amount, instant, word
from calculator.usage.formats import Outcome, Reader, Rows
from calculator.usage.lines import Item, Money
from runrate.kit.language import gettext as _

SEATS: Final = _("units = seats seen; calls unknown (credits, not calls)")
_NEEDS: Final = frozenset({"date", "username", "product", "sku", "model", "gross_amount", "net_amount"})


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    unit = "credit" if "credit" in word(cells, "unit_type") else "request"
    return Item(
        instant(cells, "date"),
        model=word(cells, "model").removeprefix("Auto: "),
        kinds={
            "input": amount(cells, "input"),
            "cache_read": amount(cells, "cache_read"),
            "cache_write": amount(cells, "cache_write"),
            "output": amount(cells, "output"),
        },
        unit=word(cells, "username"),
        money=(
            Money("gross", "USD", amount(cells, "gross_amount")),
            Money("billed", "USD", amount(cells, "net_amount")),
        ),
        other=((unit, amount(cells, "quantity")),),
        slice={"organization": name} if (name := word(cells, "organization")) else {},
    )


TABLES: Final = [Rows("github-copilot-ai-usage", _NEEDS, _reader, notes=(SEATS,))]
