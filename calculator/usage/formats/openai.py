"""OpenAI: usage and cost as the API gives them, and both CSV files of the dashboard."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import (
    apart,
    epoch,
    is_blank,
    listed,
    needed,
    number,
    object_in,
    objects_in,
    tokens,
    whole,
    word,
)
from calculator.usage.currencies import code_of
from calculator.usage.formats import Document, Outcome, Reader, Rows, slice_of
from calculator.usage.lines import Item, Money, SetAside, bought
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

HAS_MORE: Final = gettext_noop("has_more: more pages exist, this file is one of several")
_TIMES: Final = frozenset({"start_time", "end_time", "start_time_iso", "end_time_iso"})
_USAGE: Final = frozenset({"start_time", "input_tokens", "output_tokens", "num_model_requests", "model"})
_COST: Final = frozenset({*_TIMES, "amount_value", "amount_currency", "line_item"})
_SLICE: Final = frozenset({"project_id", "project_name", "api_key_id"})
_CACHED: Final = "input_cached_tokens"
_COUNTS: Final = ("input_tokens", "output_tokens", _CACHED, "input_cache_write_tokens", "num_model_requests")
_USES: Final = frozenset({_CACHED, "input_cache_write_tokens", "batch", "service_tier"})
_COST_USES: Final = frozenset({"quantity", "quantity_unit"})


def _usage() -> Reader:
    return _usage_row


def _usage_row(cells: Mapping[str, Any]) -> Outcome:
    """Input includes cached and written tokens; reasoning is inside of output and not shown.

    Parts by modality overlap the totals and are not looked at.
    """
    at = epoch(cells, "start_time")
    if is_blank(cells, "model", *_COUNTS):
        return SetAside(_("a time without any call"))
    read, write = tokens(cells, "input_cached_tokens"), tokens(cells, "input_cache_write_tokens")
    return Item(
        at,
        model=word(cells, "model"),
        lane=_lane(cells),
        kinds={
            "input": apart(cells, "input_tokens", read, write),
            "cache_read": read,
            "cache_write": write,
            "output": tokens(cells, "output_tokens"),
        },
        calls=whole(cells, "num_model_requests"),
        slice=_slice(cells),
    )


def _cost() -> Reader:
    return _cost_row


def _cost_row(cells: Mapping[str, Any]) -> Outcome:
    """A line item is a model and what of it was paid, such as `gpt-4.1-2025-04-14, input`.

    Its quantity is of the tokens that money is for; where the export has none, only the money is known.
    """
    at = epoch(cells, "start_time")
    if is_blank(cells, "amount_value", "line_item", "quantity"):
        return SetAside(_("a day without spend"))
    billed = needed(cells, "amount_value")
    model, _comma, meter = word(cells, "line_item").partition(",")
    kind, unit = skus.kind_of(meter) or "", word(cells, "quantity_unit").replace("_", " ")
    quantity = None if number(cells, "quantity") is None else _quantity(cells, unit, billed)
    counted = None if quantity is None else skus.times(quantity, unit)
    return Item(
        at,
        model=model.strip(),
        lane=skus.lane_of(meter),
        kinds={kind: counted} if kind and counted else {},
        money=(Money("billed", code_of(cells, "amount_currency"), billed),),
        other=() if kind else ((_no_tokens(word(cells, "line_item"), unit), quantity),),
        slice=_slice(cells),
        priced=kind,
    )


def _quantity(cells: Mapping[str, Any], unit: str, billed: Decimal) -> Decimal:
    """What a row paid for; a token is never a part of one."""
    return bought(cells, "quantity", billed, parts=skus.tokens_in(unit) != 1)


def _no_tokens(line_item: str, unit: str) -> str:
    """What a line item counts that is no token: searches have a price of their own, a call is no seat."""
    found = "search" if "search" in line_item.lower() else skus.unit_of(unit)
    return "other" if found == "request" else found


def _lane(cells: Mapping[str, Any]) -> str:
    if str(cells.get("batch")).lower() == "true":
        return "batch"
    tier = word(cells, "service_tier").lower()
    return tier if tier in {"flex", "priority", "batch"} else "standard"


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    """A project by its id, which usage and cost both have, and by the name that the cost alone has."""
    id, name = word(cells, "project_id"), word(cells, "project_name")
    return slice_of(
        project=id or name, project_name=name if id and name != id else "", key=word(cells, "api_key_id")
    )


def _results(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for bucket in objects_in(page, "data"):
        for result in objects_in(bucket, "results"):
            yield {**result, "start_time": bucket.get("start_time")}


def _costs(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for result in _results(page):
        paid = object_in(result, "amount")
        yield {**result, "amount_value": paid.get("value"), "amount_currency": paid.get("currency")}


def _is(page: Mapping[str, Any], mark: str) -> bool:
    buckets = [bucket for bucket in listed(page, "data") if "start_time" in bucket]
    return any(mark in result for bucket in buckets for result in listed(bucket, "results"))


def _is_empty(page: Mapping[str, Any]) -> bool:
    """The end of a page, of which nothing before has said what it holds."""
    return "has_more" in page and not page.get("data")


def more_pages(page: Mapping[str, Any]) -> Iterator[str]:
    if page.get("has_more") is True:
        yield _(HAS_MORE)


def _nothing(_page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return iter(())


TABLES: Final = (
    Rows("openai-dashboard-usage", _USAGE, _USES | _SLICE, _usage, tells={"cache_read": _CACHED}),
    Rows("openai-dashboard-empty", _TIMES, frozenset(), _usage),
    Rows(
        "openai-dashboard-cost",
        _COST,
        _SLICE | _COST_USES,
        _cost,
        money=("amount_value", "amount_currency"),
    ),
)
DOCUMENTS: Final = (
    Document("openai-usage", lambda page: _is(page, "input_tokens"), _results, _usage, said=more_pages),
    Document("openai-costs", lambda page: _is(page, "amount"), _costs, _cost, said=more_pages),
    Document("empty-report", _is_empty, _nothing, _usage, said=more_pages),
)
