"""Cursor's usage events: four kinds of tokens beside each other, and a cost that may be a word."""

from collections.abc import Mapping
from typing import Any, Final

from calculator.usage.cells import amount, instant, number, word
from calculator.usage.formats import Outcome, Reader, Rows
from calculator.usage.lines import Item, Money
from runrate.kit.language import gettext as _

INCLUDED: Final = _("Cost is the word 'Included': inside the plan, not 0")
_NEEDS: Final = frozenset({"date", "kind", "model", "input (w/ cache write)", "input (w/o cache write)", "cache read", "cost"})


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    cost = word(cells, "cost")
    included = cost.lower() in {"included", "free", ""}
    money = () if included else (Money("billed", "USD", number({"cost": cost.removeprefix("$")}, "cost") or amount({}, "")),)
    return Item(
        instant(cells, "date"),
        model=word(cells, "model"),
        kinds={
            "input": amount(cells, "input (w/o cache write)"),
            "cache_read": amount(cells, "cache read"),
            "cache_write": amount(cells, "input (w/ cache write)"),
            "output": amount(cells, "output tokens"),
        },
        calls=1,
        failed=int(word(cells, "kind").lower().startswith(("errored", "aborted"))),
        money=money,
        note=INCLUDED if cost.lower() == "included" else "",
    )


TABLES: Final = [Rows("cursor-usage-events", _NEEDS, _reader)]
