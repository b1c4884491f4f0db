"""Langfuse observations: only generations and embeddings are calls; input and output exclude their parts."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from calculator.usage.cells import amount, instant, word
from calculator.usage.formats import Document, Outcome, Reader, Rows
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

_NEEDS: Final = frozenset({"id", "trace_id", "type", "start_time", "provided_model_name", "usage_details"})


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    if word(cells, "type").upper() not in {"GENERATION", "EMBEDDING"}:
        return SetAside(_("no call of a model: {type}").format(type=word(cells, "type").lower() or "–"))
    used = cells.get("usage_details")
    if isinstance(used, str) and len(used) < 20_000:
        try:
            used = json.loads(used or "{}", parse_float=Decimal)
        except (ValueError, RecursionError):
            used = {}
    used = used if isinstance(used, dict) else {}
    reasoning = amount(used, "output_reasoning_tokens") or amount(used, "output_reasoning")
    read = amount(used, "input_cached_tokens") or amount(used, "cache_read_input_tokens")
    return Item(
        instant(cells, "start_time"),
        model=word(cells, "provided_model_name"),
        kinds={
            "input": amount(used, "input"),
            "cache_read": read,
            "cache_write": amount(used, "input_cache_creation") or amount(used, "cache_creation_input_tokens"),
            "output": amount(used, "output") + reasoning,
        },
        reasoning=reasoning,
        calls=1,
        failed=int(word(cells, "level").upper() == "ERROR"),
        unit=word(cells, "session_id") or word(cells, "trace_id"),
        money=(Money("estimated", "USD", amount(cells, "total_cost")),),
        slice={"name": name} if (name := word(cells, "name")) else {},
    )


def _itself(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield {name.lower(): value for name, value in line.items()}


TABLES: Final = [Rows("langfuse-observations", _NEEDS, _reader)]
DOCUMENTS: Final = [
    Document("langfuse-observations", lambda line: _NEEDS <= {name.lower() for name in line}, _itself, _reader)
]
