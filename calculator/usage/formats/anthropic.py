"""Anthropic: usage and cost reports of the API, and both CSV files of the console."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from calculator.usage.cells import RefusedError, amount, instant, number, word
from calculator.usage.formats import Document, Outcome, Reader, Rows
from calculator.usage.formats.openai import more_pages
from calculator.usage.lines import Item, Money
from runrate.kit.language import gettext as _

NO_CALLS: Final = _("no request count in this format: calls unknown")
_CENTS: Final = Decimal("0.01")
_TOKENS: Final = frozenset(
    {"usage_date_utc", "model_version", "usage_input_tokens_no_cache", "usage_input_tokens_cache_read", "usage_output_tokens"}
)  # fmt: skip
_COST: Final = frozenset({"usage_date_utc", "model", "token_type", "cost_usd", "list_price_usd"})


def _usage() -> Reader:
    return _usage_row


def _usage_row(cells: Mapping[str, Any]) -> Outcome:
    """Uncached, written and read tokens stand beside each other."""
    written = cells.get("cache_creation") or {}
    searches = amount(cells.get("server_tool_use") or {}, "web_search_requests")
    return Item(
        instant(cells, "starting_at"),
        model=word(cells, "model"),
        lane=_lane(word(cells, "service_tier")),
        kinds={
            "input": amount(cells, "uncached_input_tokens"),
            "cache_read": amount(cells, "cache_read_input_tokens"),
            "cache_write_5m": amount(written, "ephemeral_5m_input_tokens"),
            "cache_write_1h": amount(written, "ephemeral_1h_input_tokens"),
            "output": amount(cells, "output_tokens"),
        },
        other=(("search", searches),) if searches else (),
        slice=_slice(cells, "workspace_id", "api_key_id"),
    )


def _cost() -> Reader:
    return _cost_row


def _cost_row(cells: Mapping[str, Any]) -> Outcome:
    """The amount is text in cents."""
    money = (Money("billed", word(cells, "currency").upper() or "USD", amount(cells, "amount") * _CENTS),)
    return Item(
        instant(cells, "starting_at"),
        model=word(cells, "model"),
        lane=_lane(word(cells, "service_tier")),
        money=money,
        slice=_slice(cells, "workspace_id", ""),
    )


def _console_tokens() -> Reader:
    return _console_tokens_row


def _console_tokens_row(cells: Mapping[str, Any]) -> Outcome:
    searches = amount(cells, "web_search_count")
    return Item(
        instant(cells, "usage_date_utc"),
        model=word(cells, "model_version"),
        lane=_lane(word(cells, "usage_type")),
        kinds={
            "input": amount(cells, "usage_input_tokens_no_cache"),
            "cache_read": amount(cells, "usage_input_tokens_cache_read"),
            "cache_write_5m": amount(cells, "usage_input_tokens_cache_write_5m"),
            "cache_write_1h": amount(cells, "usage_input_tokens_cache_write_1h"),
            "output": amount(cells, "usage_output_tokens"),
        },
        other=(("search", searches),) if searches else (),
        slice=_slice(cells, "workspace", "api_key"),
    )


def _console_cost() -> Reader:
    return _console_cost_row


def _console_cost_row(cells: Mapping[str, Any]) -> Outcome:
    billed = number(cells, "cost_usd")
    if billed is None:
        raise RefusedError("cost_usd", cells.get("cost_usd"), _("empty"))
    listed = number(cells, "list_price_usd")
    money = [Money("billed", "USD", billed)]
    if listed is not None:
        money.append(Money("list", "USD", listed))
    return Item(
        instant(cells, "usage_date_utc"),
        model=word(cells, "model"),
        lane=_lane(word(cells, "usage_type")),
        money=tuple(money),
        slice=_slice(cells, "workspace", "api_key"),
    )


def _lane(text: str) -> str:
    return text.lower() if text.lower() in {"batch", "flex", "priority"} else "standard"


def _slice(cells: Mapping[str, Any], workspace: str, key: str) -> dict[str, str]:
    found = {"workspace": word(cells, workspace), "key": word(cells, key)}
    return {name: text for name, text in found.items() if text}


def _results(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for bucket in page.get("data") or ():
        if isinstance(bucket, dict):
            for result in bucket.get("results") or ():
                if isinstance(result, dict):
                    yield {**result, "starting_at": bucket.get("starting_at")}


def _is(page: Mapping[str, Any], mark: str) -> bool:
    buckets = page.get("data")
    if not isinstance(buckets, list):
        return False
    starting = [bucket for bucket in buckets if isinstance(bucket, dict) and "starting_at" in bucket]
    return any(mark in result for bucket in starting for result in bucket.get("results") or ())


def _said(page: Mapping[str, Any]) -> Iterator[str]:
    yield NO_CALLS
    yield from more_pages(page)


TABLES: Final = [
    Rows("anthropic-console-tokens", _TOKENS, _console_tokens, notes=(NO_CALLS,)),
    Rows("anthropic-console-cost", _COST, _console_cost),
]
DOCUMENTS: Final = [
    Document("anthropic-usage-report", lambda page: _is(page, "uncached_input_tokens"), _results, _usage, said=_said),
    Document("anthropic-cost-report", lambda page: _is(page, "cost_type"), _results, _cost, said=more_pages),
]
