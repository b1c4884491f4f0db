"""Google Cloud's detailed billing export: credits stand beside cost, the month is the invoice's."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import amount, instant, word
from calculator.usage.formats import Document, Outcome, Reader
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

_AI = re.compile(r"vertex ai|gemini|generative language", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})(\d\d)", re.ASCII)


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    service = word(cells.get("service") or {}, "description")
    if not _AI.search(service):
        return SetAside(_("not AI: {service}").format(service=service or "–"))
    sku, currency = word(cells.get("sku") or {}, "description"), word(cells, "currency").upper()
    at, cost = instant(cells, "usage_start_time"), amount(cells, "cost")
    match = _MONTH.fullmatch(word(cells.get("invoice") or {}, "month"))
    month = f"{match[1]}-{match[2]}" if match else ""
    credit = sum((amount(each, "amount") for each in cells.get("credits") or () if isinstance(each, dict)), Decimal(0))
    money_kind = {"regular": "billed", "tax": "tax"}.get(word(cells, "cost_type"), "other")
    money = [Money(money_kind, currency, cost)]
    if credit:
        money.append(Money("credit", currency, credit))
    usage = cells.get("usage") or {}
    quantity, kind, slice_ = amount(usage, "amount"), skus.kind_of(sku), _slice(cells)
    if money_kind != "billed":
        return Item(at, money=tuple(money), slice=slice_, month=month)
    if kind is None or "storage" in sku.lower() or word(usage, "unit") in {"h", "hour", "seconds"}:
        if "storage" in sku.lower():
            money.append(Money("cache_storage", currency, cost))
        return Item(at, money=tuple(money), other=(("hour", quantity),), slice=slice_, month=month)
    return Item(
        at,
        model=skus.google_model(sku),
        lane=skus.lane_of(sku),
        kinds={kind: quantity},
        reasoning=quantity if kind == "output" and skus.is_reasoning(sku) else Decimal(0),
        money=tuple(money),
        slice=slice_,
        month=month,
    )


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    labels = {
        word(each, "key"): word(each, "value") for each in cells.get("labels") or () if isinstance(each, dict)
    }
    found = {"project": word(cells.get("project") or {}, "id"), "app": labels.get("app", "")}
    return {name: text for name, text in found.items() if text}


def _itself(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield line


DOCUMENTS: Final = [
    Document(
        "gcp-billing-export",
        lambda line: {"service", "sku", "usage", "cost", "invoice"} <= line.keys(),
        _itself,
        _reader,
        zone="invoice month (Pacific time)",
    )
]
