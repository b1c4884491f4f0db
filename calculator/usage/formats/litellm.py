"""LiteLLM: its spend log, call by call, and its daily sums. Money is its own estimate."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import (
    apart,
    instant,
    letters_of,
    listed,
    object_in,
    objects_in,
    part,
    tokens,
    whole,
    word,
)
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

_LOG: Final = frozenset({"request_id", "starttime", "model", "spend", "prompt_tokens", "completion_tokens"})
_LOG_USES: Final = frozenset(
    {
        "model_group",
        "cache_hit",
        "status",
        "session_id",
        "request_tags",
        "metadata",
        "cache_creation_input_tokens",
    }
)
_DAILY: Final = frozenset({"date", "model", "spend", "prompt_tokens", "completion_tokens", "api_requests"})
_DAILY_USES: Final = frozenset({"cache_read_input_tokens", "cache_creation_input_tokens", "failed_requests"})
_FAILED: Final = frozenset({"failure", "failed", "error"})


def _log() -> Reader:
    return once(_log_row, "request_id")


def _log_row(cells: Mapping[str, Any]) -> Outcome:
    """What the gateway itself answered cost no provider anything: the word True, not a number of tokens."""
    at, id = instant(cells, "starttime"), word(cells, "request_id")
    spend = estimated(cells, "spend")
    if word(cells, "cache_hit").lower() == "true":
        said = _("{id}: answered by the gateway's own cache, no provider tokens").format(id=id[:60])
        return SetAside(_("answered by the gateway's own cache"), said, spend)
    used = object_in(skus.object_of(cells, "metadata"), "usage_object")
    read = tokens(object_in(used, "prompt_tokens_details"), "cached_tokens") or tokens(
        used, "cache_read_input_tokens"
    )
    kinds, note = _kinds(cells, read, tokens(used, "cache_creation_input_tokens"))
    return Item(
        at,
        model=word(cells, "model"),
        kinds=kinds,
        calls=1,
        failed=int(word(cells, "status").lower() in _FAILED),
        unit=word(cells, "session_id"),
        money=spend,
        slice=slice_of(group=word(cells, "model_group"), app=_first_tag(cells)),
        note=note or cost_unknown(spend, kinds),
        unpriced=not spend,
    )


def _kinds(cells: Mapping[str, Any], read: Decimal, write: Decimal) -> tuple[dict[str, Decimal], str]:
    """Input includes both caches; in older versions only what was read."""
    total, note = tokens(cells, "prompt_tokens"), ""
    if 0 <= total - read < write:
        fresh = total - read
        note = _("cache writes stand beside input here, as in older versions: both counted")
    else:
        fresh = apart(cells, "prompt_tokens", read, write)
    output = tokens(cells, "completion_tokens")
    return {"input": fresh, "cache_read": read, "cache_write": write, "output": output}, note


def _first_tag(cells: Mapping[str, Any]) -> str:
    tags = cells.get("request_tags")
    if isinstance(tags, str) and len(tags) < 5000:
        try:
            tags = json.loads(tags or "[]")
        except (ValueError, RecursionError):
            return ""
    return letters_of(tags[0][:120]) if isinstance(tags, list) and tags and isinstance(tags[0], str) else ""


def _daily() -> Reader:
    return _daily_row


def _daily_row(cells: Mapping[str, Any]) -> Outcome:
    at = instant(cells, "date")
    written = tokens(cells, "cache_creation_input_tokens")
    kinds, note = _kinds(cells, tokens(cells, "cache_read_input_tokens"), written)
    spend = estimated(cells, "spend")
    return Item(
        at,
        model=word(cells, "model"),
        kinds=kinds,
        calls=whole(cells, "api_requests"),
        failed=whole(cells, "failed_requests") or 0,
        money=spend,
        note=note or cost_unknown(spend, kinds),
        unpriced=not spend,
    )


def _activity(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A day's sums by model, or those of the day where they are not broken down."""
    for day in objects_in(page, "results"):
        models = object_in(object_in(day, "breakdown"), "models")
        for model in models or ("",):
            metrics = (
                object_in(object_in(models, model), "metrics") or object_in(models, model)
                if model
                else object_in(day, "metrics")
            )
            yield {**metrics, "date": day.get("date"), "model": model}


def _is_log(line: Mapping[str, Any]) -> bool:
    return {name.lower() for name in line} >= _LOG


def _is_activity(page: Mapping[str, Any]) -> bool:
    return any("date" in day and "spend" in part(day, "metrics") for day in listed(page, "results"))


TABLES: Final = (
    Rows("litellm-spend-logs", _LOG, _LOG_USES, _log, money=("spend", "USD")),
    Rows("litellm-daily", _DAILY, _DAILY_USES, _daily, money=("spend", "USD")),
)
DOCUMENTS: Final = (
    Document("litellm-spend-logs", _is_log, lowered, _log),
    Document("litellm-daily", _is_activity, _activity, _daily),
)
