"""OpenAI: usage and cost as the API gives them, and both CSV files of the dashboard."""

from collections.abc import Iterator, Mapping

from typing import Any, Final

from calculator.usage.cells import amount, epoch, number, whole, word
from calculator.usage.formats import Document, Outcome, Reader, Rows
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

_USAGE: Final = frozenset({"start_time", "input_tokens", "output_tokens", "num_model_requests", "model"})
_EMPTY: Final = frozenset({"start_time", "end_time", "start_time_iso", "end_time_iso"})
_COST: Final = frozenset({"start_time", "amount_value", "amount_currency", "line_item"})


def _usage() -> Reader:
    return _usage_row


def _usage_row(cells: Mapping[str, Any]) -> Outcome:
    """Input includes cached and written tokens; reasoning is inside of output and not shown."""
    if not word(cells, "model") and number(cells, "input_tokens") is None:
        return SetAside(_("a time without any call"))
    read, write = amount(cells, "input_cached_tokens"), amount(cells, "input_cache_write_tokens")
    fresh = amount(cells, "input_tokens") - read - write
    return Item(
        epoch(cells.get("start_time"), "start_time"),
        model=word(cells, "model"),
        lane=_lane(cells),
        kinds={"input": fresh, "cache_read": read, "cache_write": write, "output": amount(cells, "output_tokens")},
        calls=whole(cells, "num_model_requests"),
        slice=_slice(cells),
    )


def _cost() -> Reader:
    return _cost_row


def _cost_row(cells: Mapping[str, Any]) -> Outcome:
    billed = number(cells, "amount_value")
    if billed is None:
        return SetAside(_("a day without spend"))
    money = (Money("billed", word(cells, "amount_currency").upper(), billed),)
    model = word(cells, "line_item").partition(",")[0]
    return Item(epoch(cells.get("start_time"), "start_time"), model=model, money=money, slice=_slice(cells))


def _lane(cells: Mapping[str, Any]) -> str:
    if str(cells.get("batch")).lower() == "true":
        return "batch"
    tier = word(cells, "service_tier").lower()
    return tier if tier in {"flex", "priority"} else "standard"


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    found = {"project": word(cells, "project_name") or word(cells, "project_id"), "key": word(cells, "api_key_id")}
    return {name: text for name, text in found.items() if text}


def _results(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for bucket in page.get("data") or ():
        if isinstance(bucket, dict):
            for result in bucket.get("results") or ():
                if isinstance(result, dict):
                    yield {**result, "start_time": bucket.get("start_time")}


def _costs(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for result in _results(page):
        paid = result.get("amount") or {}
        yield {**result, "amount_value": paid.get("value"), "amount_currency": paid.get("currency")}


def _is(page: Mapping[str, Any], mark: str) -> bool:
    buckets = page.get("data")
    return isinstance(buckets, list) and any(
        mark in result
        for bucket in buckets
        if isinstance(bucket, dict) and "start_time" in bucket
        for result in bucket.get("results") or ()
        if isinstance(result, dict)
    )


def more_pages(page: Mapping[str, Any]) -> Iterator[str]:
    if page.get("has_more"):
        yield _("has_more: more pages exist, this file is one of several")


TABLES: Final = [
    Rows("openai-dashboard-usage", _USAGE, _usage),
    Rows("openai-dashboard-empty", _EMPTY, _usage),
    Rows("openai-dashboard-cost", _COST | _EMPTY, _cost),
]
DOCUMENTS: Final = [
    Document("openai-usage", lambda page: _is(page, "input_tokens"), _results, _usage, said=more_pages),
    Document("openai-costs", lambda page: _is(page, "amount"), _costs, _cost, said=more_pages),
]
