"""Anthropic: usage and cost reports of the API, and both CSV files of the console."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from calculator.usage.cells import instant, listed, needed, number, object_in, objects_in, tokens, word
from calculator.usage.currencies import code_of
from calculator.usage.formats import Document, Outcome, Reader, Rows, slice_of
from calculator.usage.formats.openai import more_pages
from calculator.usage.lines import Item, Money
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

NO_CALLS: Final = gettext_noop("no request count in this format: calls unknown")
_CENTS: Final = Decimal("0.01")
_TOKENS: Final = frozenset(
    {
        "usage_date_utc",
        "model_version",
        "usage_input_tokens_no_cache",
        "usage_input_tokens_cache_read",
        "usage_output_tokens",
    }
)
_TOKENS_USES: Final = frozenset(
    {
        "workspace",
        "api_key",
        "usage_type",
        "usage_input_tokens_cache_write_5m",
        "usage_input_tokens_cache_write_1h",
        "web_search_count",
    }
)
_COST: Final = frozenset({"usage_date_utc", "model", "token_type", "cost_usd", "list_price_usd"})
_COST_USES: Final = frozenset({"workspace", "api_key", "usage_type", "cost_type"})
_LANES: Final = frozenset({"batch", "flex", "priority"})
_SEARCHED: Final = (("search", None),)
"""Money for searches, whose number stands in the usage alone."""
_KINDS: Final = {
    "uncached_input_tokens": "input",
    "input_no_cache": "input",
    "cache_read_input_tokens": "cache_read",
    "input_cache_read": "cache_read",
    "cache_creation.ephemeral_5m_input_tokens": "cache_write_5m",
    "input_cache_write_5m": "cache_write_5m",
    "cache_creation.ephemeral_1h_input_tokens": "cache_write_1h",
    "input_cache_write_1h": "cache_write_1h",
    "output_tokens": "output",
    "output": "output",
}


def _usage() -> Reader:
    return _usage_row


def _usage_row(cells: Mapping[str, Any]) -> Outcome:
    """Uncached, written and read tokens stand beside each other."""
    written = object_in(cells, "cache_creation")
    searches = tokens(object_in(cells, "server_tool_use"), "web_search_requests")
    return Item(
        instant(cells, "starting_at"),
        model=word(cells, "model"),
        lane=_lane(word(cells, "service_tier")),
        kinds={
            "input": tokens(cells, "uncached_input_tokens"),
            "cache_read": tokens(cells, "cache_read_input_tokens"),
            "cache_write_5m": tokens(written, "ephemeral_5m_input_tokens"),
            "cache_write_1h": tokens(written, "ephemeral_1h_input_tokens"),
            "output": tokens(cells, "output_tokens"),
        },
        other=(("search", searches),) if searches else (),
        slice=slice_of(workspace=word(cells, "workspace_id"), key=word(cells, "api_key_id")),
    )


def _cost() -> Reader:
    return _cost_row


def _cost_row(cells: Mapping[str, Any]) -> Outcome:
    """The amount is text in cents. Calls of the priority tier never stand here."""
    currency = code_of(cells, "currency") if word(cells, "currency") else "USD"
    paid = Money("billed", currency, needed(cells, "amount") * _CENTS)
    return Item(
        instant(cells, "starting_at"),
        model=word(cells, "model"),
        lane=_lane(word(cells, "service_tier")),
        money=(paid,),
        other=_SEARCHED if word(cells, "cost_type") == "web_search" else (),
        slice=slice_of(workspace=word(cells, "workspace_id")),
        priced=_KINDS.get(word(cells, "token_type"), ""),
        unknown=_unknown(cells),
    )


def _console_tokens() -> Reader:
    return _console_tokens_row


def _console_tokens_row(cells: Mapping[str, Any]) -> Outcome:
    searches = tokens(cells, "web_search_count")
    return Item(
        instant(cells, "usage_date_utc"),
        model=word(cells, "model_version"),
        lane=_lane(word(cells, "usage_type")),
        kinds={
            "input": tokens(cells, "usage_input_tokens_no_cache"),
            "cache_read": tokens(cells, "usage_input_tokens_cache_read"),
            "cache_write_5m": tokens(cells, "usage_input_tokens_cache_write_5m"),
            "cache_write_1h": tokens(cells, "usage_input_tokens_cache_write_1h"),
            "output": tokens(cells, "usage_output_tokens"),
        },
        other=(("search", searches),) if searches else (),
        slice=slice_of(workspace=word(cells, "workspace"), key=word(cells, "api_key")),
    )


def _console_cost() -> Reader:
    return _console_cost_row


def _console_cost_row(cells: Mapping[str, Any]) -> Outcome:
    """Dollars, unlike the API's cents."""
    money = [Money("billed", "USD", needed(cells, "cost_usd"))]
    on_list = number(cells, "list_price_usd")
    if on_list is not None:
        money.append(Money("list", "USD", on_list))
    return Item(
        instant(cells, "usage_date_utc"),
        model=word(cells, "model"),
        lane=_lane(word(cells, "usage_type")),
        money=tuple(money),
        other=_SEARCHED if word(cells, "cost_type") == "web_search" else (),
        slice=slice_of(workspace=word(cells, "workspace"), key=word(cells, "api_key")),
        priced=_KINDS.get(word(cells, "token_type"), ""),
        unknown=_unknown(cells),
    )


def _unknown(cells: Mapping[str, Any]) -> str:
    """A kind of token that is none of those above: its money counts, and the page names it."""
    kind = word(cells, "token_type")
    return "" if kind in _KINDS else kind


def _lane(text: str) -> str:
    return text.lower() if text.lower() in _LANES else "standard"


def _results(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for bucket in objects_in(page, "data"):
        for result in objects_in(bucket, "results"):
            yield {**result, "starting_at": bucket.get("starting_at")}


def _is(page: Mapping[str, Any], mark: str) -> bool:
    buckets = [bucket for bucket in listed(page, "data") if "starting_at" in bucket]
    return any(mark in result for bucket in buckets for result in listed(bucket, "results"))


def _said(page: Mapping[str, Any]) -> Iterator[str]:
    yield _(NO_CALLS)
    yield from more_pages(page)


TABLES: Final = (
    Rows("anthropic-console-tokens", _TOKENS, _TOKENS_USES, _console_tokens, notes=(NO_CALLS,)),
    Rows("anthropic-console-cost", _COST, _COST_USES, _console_cost, money=("cost_usd", "USD")),
)
DOCUMENTS: Final = (
    Document(
        "anthropic-usage-report",
        lambda page: _is(page, "uncached_input_tokens"),
        _results,
        _usage,
        said=_said,
    ),
    Document("anthropic-cost-report", lambda page: _is(page, "cost_type"), _results, _cost, said=more_pages),
)
