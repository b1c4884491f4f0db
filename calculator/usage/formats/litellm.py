"""LiteLLM: its spend log, call by call, and its daily sums. Money is its own estimate."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from calculator.usage.cells import amount, instant, whole, word
from calculator.usage.formats import Document, Outcome, Reader, Rows
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

_LOG: Final = frozenset({"request_id", "starttime", "model", "spend", "prompt_tokens", "completion_tokens"})
_DAILY: Final = frozenset({"date", "model", "spend", "prompt_tokens", "completion_tokens", "api_requests"})


def _log() -> Reader:
    return _log_row


def _log_row(cells: Mapping[str, Any]) -> Outcome:
    """Input includes both caches; what the gateway itself answered cost no provider anything."""
    id = word(cells, "request_id")
    if word(cells, "cache_hit").lower() == "true":
        said = _("{id}: answered by the gateway's own cache, no provider tokens").format(id=id)
        return SetAside(_("answered by the gateway's own cache"), said)
    used = _details(cells)
    read = amount(used.get("prompt_tokens_details") or {}, "cached_tokens") or amount(used, "cache_read_input_tokens")
    write = amount(used, "cache_creation_input_tokens")
    return Item(
        instant(cells, "starttime"),
        model=word(cells, "model"),
        kinds={
            "input": amount(cells, "prompt_tokens") - read - write,
            "cache_read": read,
            "cache_write": write,
            "output": amount(cells, "completion_tokens"),
        },
        calls=1,
        failed=int(word(cells, "status").lower() in {"failure", "failed", "error"}),
        unit=word(cells, "session_id"),
        money=(Money("estimated", "USD", amount(cells, "spend")),),
        slice=_slice(cells),
    )


def _details(cells: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = cells.get("metadata")
    if isinstance(metadata, str) and len(metadata) < 100_000:
        try:
            metadata = json.loads(metadata or "{}")
        except (ValueError, RecursionError):
            return {}
    used = metadata.get("usage_object") if isinstance(metadata, dict) else None
    return used if isinstance(used, dict) else {}


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    tags = cells.get("request_tags")
    if isinstance(tags, str) and len(tags) < 5000:
        try:
            tags = json.loads(tags or "[]")
        except (ValueError, RecursionError):
            tags = []
    found = {"group": word(cells, "model_group")}
    if isinstance(tags, list) and tags and isinstance(tags[0], str):
        found["app"] = tags[0][:120]
    return {name: text for name, text in found.items() if text}


def _daily() -> Reader:
    return _daily_row


def _daily_row(cells: Mapping[str, Any]) -> Outcome:
    read, write = amount(cells, "cache_read_input_tokens"), amount(cells, "cache_creation_input_tokens")
    return Item(
        instant(cells, "date"),
        model=word(cells, "model"),
        kinds={
            "input": amount(cells, "prompt_tokens") - read - write,
            "cache_read": read,
            "cache_write": write,
            "output": amount(cells, "completion_tokens"),
        },
        calls=whole(cells, "api_requests"),
        failed=whole(cells, "failed_requests") or 0,
        money=(Money("estimated", "USD", amount(cells, "spend")),),
    )


def _itself(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield {name.lower(): value for name, value in line.items()}


def _is_log(line: Mapping[str, Any]) -> bool:
    return _LOG <= {name.lower() for name in line}


TABLES: Final = [Rows("litellm-spend-logs", _LOG, _log), Rows("litellm-daily", _DAILY, _daily)]
DOCUMENTS: Final = [Document("litellm-spend-logs", _is_log, _itself, _log)]
