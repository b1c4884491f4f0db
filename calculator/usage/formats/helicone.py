"""Helicone requests, call by call; the three kinds of input stand beside each other."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from calculator.usage.cells import amount, instant, number, word
from calculator.usage.formats import Document, Outcome, Reader, Rows
from calculator.usage.lines import Item, Money

_NEEDS: Final = frozenset(
    {"request_id", "request_created_at", "response_status", "request_model", "prompt_tokens", "completion_tokens"}
)


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    """A status of 400 and above, or below 0 (cancelled), is a call that failed."""
    status = number(cells, "response_status")
    return Item(
        instant(cells, "request_created_at"),
        model=word(cells, "request_model"),
        kinds={
            "input": amount(cells, "prompt_tokens"),
            "cache_read": amount(cells, "prompt_cache_read_tokens"),
            "cache_write": amount(cells, "prompt_cache_write_tokens"),
            "output": amount(cells, "completion_tokens"),
        },
        calls=1,
        failed=int(status is not None and not 0 <= status < 400),
        unit=word(cells, "session_id"),
        money=(Money("estimated", "USD", amount(cells, "costusd")),),
    )


def _itself(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield {name.lower(): value for name, value in line.items()}


TABLES: Final = [Rows("helicone-requests", _NEEDS, _reader)]
DOCUMENTS: Final = [
    Document("helicone-requests", lambda line: _NEEDS <= {name.lower() for name in line}, _itself, _reader)
]
