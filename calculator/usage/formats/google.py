"""Google Cloud's detailed billing export: credits stand beside cost, the month is the invoice's."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import ZERO, amount, instant, listed, needed, object_in, objects_in, part, word
from calculator.usage.currencies import code_of
from calculator.usage.formats import Document, Outcome, Reader, slice_of
from calculator.usage.lines import Item, Money, SetAside
from runrate.core.translation import gettext as _

_AI = re.compile(r"vertex ai|gemini|generative language", re.IGNORECASE)
_MONTH = re.compile(r"(20\d\d)(0[1-9]|1[0-2])", re.ASCII)
_KINDS: Final = {"regular": "billed", "tax": "tax"}
_HOURS: Final = frozenset({"h", "hour", "hours", "seconds", "second", "s"})


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    """What a token's SKU counts is trusted over its unit, which is seen as `count` and as `requests`."""
    service, currency = word(object_in(cells, "service"), "description"), code_of(cells, "currency")
    at, cost = instant(cells, "usage_start_time"), needed(cells, "cost")
    credit = sum((amount(each, "amount") for each in objects_in(cells, "credits")), ZERO)
    if not _AI.search(service):
        said = _("not AI: {service}").format(service=service or "–")
        return SetAside(said, money=(Money("billed", currency, cost), Money("credit", currency, credit)))
    match = _MONTH.fullmatch(word(part(cells, "invoice"), "month"))
    month, slice_ = f"{match[1]}-{match[2]}" if match else "", _slice(cells)
    money_kind = _KINDS.get(word(cells, "cost_type"), "other")
    money = [Money(money_kind, currency, cost)]
    if credit:
        money.append(Money("credit", currency, credit))
    if money_kind != "billed":
        return Item(at, money=tuple(money), slice=slice_, month=month)
    sku, usage = word(object_in(cells, "sku"), "description"), object_in(cells, "usage")
    quantity, kind, unit = amount(usage, "amount"), skus.kind_of(sku), word(usage, "unit").lower()
    if "storage" in sku.lower():
        money.append(Money("cache_storage", currency, cost))
    if kind is None or unit in _HOURS:
        other = ("hour" if unit in _HOURS else skus.unit_of(unit), quantity)
        return Item(at, money=tuple(money), other=(other,), slice=slice_, month=month)
    return Item(
        at,
        model=skus.google_model(sku),
        lane=skus.lane_of(sku),
        kinds={kind: quantity},
        reasoning=quantity if kind == "output" and skus.is_reasoning(sku) else ZERO,
        money=tuple(money),
        slice=slice_,
        month=month,
    )


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    labels = {word(each, "key"): word(each, "value") for each in listed(cells, "labels")}
    return slice_of(project=word(part(cells, "project"), "id"), app=skus.tag(labels))


def _itself(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield line


def _is(line: Mapping[str, Any]) -> bool:
    return {"service", "sku", "usage", "cost", "invoice"} <= line.keys()


DOCUMENTS: Final = (
    Document("gcp-billing-export", _is, _itself, _reader, zone="invoice month (Pacific time)"),
)
