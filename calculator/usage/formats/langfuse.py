"""Langfuse observations: only generations and embeddings are calls; input and output exclude their parts."""

from collections.abc import Mapping
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import ZERO, apart, instant, number, tokens, word
from calculator.usage.formats import (
    Document,
    Outcome,
    Reader,
    Rows,
    cost_unknown,
    estimated,
    lowered,
    once,
    slice_of,
)
from calculator.usage.lines import Item, SetAside
from runrate.core.translation import gettext as _

_NEEDS: Final = frozenset({"id", "trace_id", "type", "start_time", "provided_model_name", "usage_details"})
_USES: Final = frozenset({"level", "total_cost", "session_id", "name"})
_CALLS: Final = frozenset({"GENERATION", "EMBEDDING"})
# Names differ by the library that reported a call.
_READS: Final = ("input_cached_tokens", "cache_read_input_tokens", "input_cache_read")
_WRITES: Final = ("input_cache_creation", "cache_creation_input_tokens")
_REASONING: Final = ("output_reasoning_tokens", "output_reasoning")


def _reader() -> Reader:
    return once(_row, "id")


def _row(cells: Mapping[str, Any]) -> Outcome:
    at, type_ = instant(cells, "start_time"), word(cells, "type").upper()
    money = estimated(cells, "total_cost")
    if type_ not in _CALLS:
        said = _("no call of a model: {type}").format(type=type_.lower()[:40] or "–")
        return SetAside(said, money=money)
    used = skus.object_of(cells, "usage_details")
    read, write, reasoning = (_first(used, names) for names in (_READS, _WRITES, _REASONING))
    fresh, output, total = tokens(used, "input"), tokens(used, "output"), number(used, "total")
    note = ""
    if total is not None and (read or write or reasoning) and fresh + output == total:
        note = _("input and output hold their parts here, unlike in most exports: the totals say so")
        fresh = apart(used, "input", read, write)
    else:
        output += reasoning
    kinds = {"input": fresh, "cache_read": read, "cache_write": write, "output": output}
    return Item(
        at,
        model=word(cells, "provided_model_name"),
        kinds=kinds,
        reasoning=reasoning,
        calls=1,
        failed=int(word(cells, "level").upper() == "ERROR"),
        unit=word(cells, "session_id") or word(cells, "trace_id"),
        money=money,
        slice=slice_of(name=word(cells, "name")),
        note=note or cost_unknown(money, kinds),
        unpriced=not money,
    )


def _first(used: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((found for name in names if (found := tokens(used, name))), ZERO)


def _is(line: Mapping[str, Any]) -> bool:
    return {name.lower() for name in line} >= _NEEDS


TABLES: Final = (Rows("langfuse-observations", _NEEDS, _USES, _reader, money=("total_cost", "USD")),)
DOCUMENTS: Final = (Document("langfuse-observations", _is, lowered, _reader),)
