"""Rows of an export that are another row once more, cell by cell: counted as they stand, and said."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from calculator.usage.cells import EXACT, ZERO
from calculator.usage.lines import Item, Sums
from runrate.core.decimals import plain
from runrate.core.translation import ngettext

MOST_KEPT: Final = 200_000
"""Rows of a longer table are not looked for among later ones, so that memory stays bounded."""
SUMS_OF_A_TIME: Final = frozenset(
    {
        "openai-dashboard-usage",
        "openai-dashboard-cost",
        "anthropic-console-tokens",
        "anthropic-console-cost",
        "openrouter-daily",
        "litellm-daily",
        "github-copilot-ai-usage",
        "cursor-usage-events",
        "deepseek-amount",
    }
)
"""Formats without an id whose rows are sums of a time by all their columns, or an event to its instant."""


class Repeats:
    """Counts them by what all of their cells come to; no cell is kept, of whomever it is."""

    def __init__(self, format: str, sums: Sums) -> None:
        self._looks, self._sums = format in SUMS_OF_A_TIME, sums
        self._seen: set[int] = set()
        self._rows = 0
        self._money: dict[str, Decimal] = {}

    def saw(self, cells: Sequence[str], item: Item) -> None:
        """Told of each row that was taken."""
        if not self._looks:
            return
        row = hash(tuple(cells))
        if row not in self._seen:
            if len(self._seen) < MOST_KEPT:
                self._seen.add(row)
            return
        self._rows += 1
        for money in item.money:
            if money.kind in {"billed", "estimated"}:
                self._money[money.currency] = EXACT.add(self._money.get(money.currency, ZERO), money.amount)

    def say(self) -> None:
        """Notes them, if there are any."""
        if self._rows:
            self._sums.note(self._note())

    def _note(self) -> str:
        money = ", ".join(f"{code} {plain(amount)}" for code, amount in sorted(self._money.items()) if amount)
        if not money:
            return ngettext(
                "{n} row is an exact repeat of another row: it is counted",
                "{n} rows are exact repeats of other rows: they are counted",
                self._rows,
            ).format(n=self._rows)
        return ngettext(
            "{n} row is an exact repeat of another row ({money}): it is counted",
            "{n} rows are exact repeats of other rows ({money}): they are counted",
            self._rows,
        ).format(n=self._rows, money=money)
