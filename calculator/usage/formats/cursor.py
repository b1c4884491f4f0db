"""Cursor's usage events, as a file and from the API: four kinds of tokens, and a cost that may be a word."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from calculator.usage.cells import epoch, instant, listed, number, part, tokens, word
from calculator.usage.formats import Document, Outcome, Reader, Rows, cost_unknown
from calculator.usage.lines import Item, Money
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

INCLUDED: Final = gettext_noop("Cost is the word 'Included': inside the plan, not 0")
_NEEDS: Final = frozenset(
    {"date", "kind", "model", "input (w/ cache write)", "input (w/o cache write)", "cache read", "cost"}
)
_USES: Final = frozenset({"output tokens"})
_WORDS: Final = frozenset({"included", "free", ""})
_FAILED: Final = ("errored", "aborted")
_CENTS: Final = Decimal("0.01")
_MILLI: Final = 1000


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    """What is inside of the plan has no cost of its own, which is not a cost of 0."""
    cost = word(cells, "cost")
    paid = None if cost.lower() in _WORDS else number({"cost": cost.removeprefix("$")}, "cost")
    return Item(
        instant(cells, "date"),
        model=word(cells, "model"),
        kinds={
            "input": tokens(cells, "input (w/o cache write)"),
            "cache_read": tokens(cells, "cache read"),
            "cache_write": tokens(cells, "input (w/ cache write)"),
            "output": tokens(cells, "output tokens"),
        },
        calls=1,
        failed=int(word(cells, "kind").lower().startswith(_FAILED)),
        money=() if paid is None else (Money("billed", "USD", paid),),
        note=_(INCLUDED) if cost.lower() == "included" else "",
        unpriced=cost.lower() == "included",
    )


def _events() -> Reader:
    return _event


def _event(cells: Mapping[str, Any]) -> Outcome:
    """Money is in cents."""
    used, charged = part(cells, "tokenUsage"), number(cells, "chargedCents")
    kinds = {
        "input": tokens(used, "inputTokens"),
        "cache_read": tokens(used, "cacheReadTokens"),
        "cache_write": tokens(used, "cacheWriteTokens"),
        "output": tokens(used, "outputTokens"),
    }
    money = () if charged is None else (Money("billed", "USD", charged * _CENTS),)
    return Item(
        epoch(cells, "timestamp", per_second=_MILLI),
        model=word(cells, "model"),
        kinds=kinds,
        calls=1,
        failed=int((word(cells, "kindLabel") or word(cells, "kind")).lower().startswith(_FAILED)),
        money=money,
        note=cost_unknown(money, kinds),
        unpriced=not money,
    )


def _usage_events(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from listed(page, "usageEvents")


def _is(page: Mapping[str, Any]) -> bool:
    return any({"timestamp", "model", "tokenUsage"} <= each.keys() for each in listed(page, "usageEvents"))


TABLES: Final = (Rows("cursor-usage-events", _NEEDS, _USES, _reader),)
DOCUMENTS: Final = (Document("cursor-usage-events-api", _is, _usage_events, _events),)
