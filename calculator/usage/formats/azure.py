"""Azure cost details, actual or amortised, whose columns differ in spelling and case by agreement."""

import re
from collections.abc import Mapping
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import american, amount, number, word
from calculator.usage.formats import Outcome, Reader, Rows
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

_NEEDS: Final = frozenset({"date", "metername", "metercategory", "quantity", "costinbillingcurrency", "chargetype"})
_AI = re.compile(r"openai|foundry|cognitive|azure ai", re.IGNORECASE)
_TAG = re.compile(r'"([^"]{1,60})"\s*:\s*"([^"]{0,120})"', re.ASCII)


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    """Days are month/day/year here. Tags are JSON without its braces."""
    meter = word(cells, "metername")
    if not _AI.search(f"{word(cells, 'metercategory')} {word(cells, 'metersubcategory')}"):
        return SetAside(_("not AI: {service}").format(service=word(cells, "metercategory") or "–"))
    at, kind_of_row = american(cells, "date"), word(cells, "chargetype").lower()
    money_kind = {"usage": "billed", "tax": "tax", "credit": "credit", "refund": "credit"}.get(kind_of_row, "other")
    money = [Money(money_kind, _currency(cells), amount(cells, "costinbillingcurrency"))]
    dollars = number(cells, "costinusd")
    if dollars is not None and _currency(cells) != "USD":
        money.append(Money(money_kind, "USD", dollars))
    slice_ = _slice(cells)
    if money_kind != "billed":
        return Item(at, money=tuple(money), slice=slice_)
    tokens, kind = skus.times(amount(cells, "quantity"), word(cells, "unitofmeasure")), skus.kind_of(meter)
    if tokens is None or kind is None:
        hours = "hour" if "hour" in word(cells, "unitofmeasure").lower() else "other"
        return Item(at, money=tuple(money), other=((hours, amount(cells, "quantity")),), slice=slice_)
    return Item(
        at,
        model=skus.azure_model(meter),
        lane=skus.lane_of(meter),
        kinds={kind: tokens},
        money=tuple(money),
        slice=slice_,
    )


def _currency(cells: Mapping[str, Any]) -> str:
    return (word(cells, "billingcurrency") or word(cells, "billingcurrencycode")).upper()


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    tags = dict(_TAG.findall(str(cells.get("tags") or "")[:5000]))
    found = {"subscription": word(cells, "subscriptionname"), "group": word(cells, "resourcegroupname")}
    found["app"] = tags.get("app", "")
    return {name: text for name, text in found.items() if text}


TABLES: Final = [Rows("azure-cost-details", _NEEDS, _reader, notes=())]
