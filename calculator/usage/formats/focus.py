"""FOCUS 1.0 to 1.4, the bill of any cloud; it leaves kind, model and lane open, meters say them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import ZERO, RefusedError, amount, instant, month_of, needed, number, word
from calculator.usage.currencies import code_of
from calculator.usage.formats import Fold, Outcome, Reader, Rows, slice_of
from calculator.usage.lines import Item, Money, SetAside
from runrate.core.translation import gettext as _

AI: Final = "ai and machine learning"
FREE: Final = frozenset({"tax", "credit"})
_NEEDS: Final = frozenset(
    {"billedcost", "billingcurrency", "chargeperiodstart", "chargecategory", "servicecategory", "servicename"}
)
_AMOUNTS: Final = ("billedcost", "listcost", "effectivecost", "consumedquantity", "pricingquantity")
_METERS: Final = ("skumeter", "x_usagetype", "x_skudescription", "x_skumetername", "chargedescription")
_USES: Final = frozenset(
    {
        *_AMOUNTS,
        *_METERS,
        "billingperiodstart",
        "billingperiodend",
        "consumedunit",
        "pricingunit",
        "skupricedetails",
        "tags",
        "subaccountid",
        "subaccountname",
    }
)
# A description may be as long as a sentence, and every meter of AWS is named by its usage type.
_SPARE: Final = {
    "chargedescription": frozenset({"x_usagetype"}),
    "subaccountid": frozenset({"subaccountname"}),
}
# Marketplace models of AWS stand under other categories; their usage types say what they are.
_SOLD_ON = re.compile(r"(?:Input|Output)TokenCount|(?:input|output)_tokens", re.ASCII)


def _version(columns: Collection[str]) -> str:
    """The newest version whose columns are there: a file does not name its own."""
    present = set(columns)
    if {"serviceprovidername", "hostprovidername"} & present:
        return "1.3" if "providername" in present or "contractapplied" not in present else "1.4"
    if {"pricingcurrency", "invoiceid"} & present:
        return "1.2"
    return "1.1" if {"servicesubcategory", "skumeter"} & present else "1.0"


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    found = _charge(cells)
    if isinstance(found, SetAside) or not (billed := _other_month(cells, found.at)):
        return found
    return replace(found, billed_in=billed)


def _other_month(cells: Mapping[str, Any], at: datetime) -> str:
    """The month of the invoice that a charge is on, where its own day is not in that: a late correction."""
    first, end = (_moment(cells.get(name)) for name in ("billingperiodstart", "billingperiodend"))
    if first is None or end is None or first <= at < end or first >= end:
        return ""
    return "" if month_of(first) == month_of(at) else month_of(first)


@lru_cache(maxsize=64)
def _moment(value: object) -> datetime | None:
    """None of what is no moment: nothing but a sentence depends on it."""
    try:
        return instant({"at": value}, "at")
    except RefusedError:
        return None


def _charge(cells: Mapping[str, Any]) -> Outcome:
    billed, currency = needed(cells, "billedcost"), code_of(cells, "billingcurrency")
    at = instant(cells, "chargeperiodstart")
    is_ai = word(cells, "servicecategory").lower() == AI
    if not is_ai and not _SOLD_ON.search(word(cells, "x_usagetype")):
        said = _("not AI: {service}").format(service=word(cells, "servicename") or "–")
        return SetAside(said, money=(Money("billed", currency, billed),))
    category = word(cells, "chargecategory").lower()
    if category in FREE:
        return Item(at, money=(Money(category, currency, billed),), slice=_slice(cells))
    if category != "usage":
        # Prepaid tokens would be counted twice as usage: a purchase is money beside it, as an adjustment is.
        return Item(at, money=(Money("other", currency, billed),), slice=_slice(cells))
    money = [Money("billed", currency, billed)]
    for kind, column in (("list", "listcost"), ("effective", "effectivecost")):
        found = number(cells, column)
        if found is not None:
            money.append(Money(kind, currency, found))
    return _usage(cells, at, tuple(money))


def _usage(cells: Mapping[str, Any], at: datetime, money: tuple[Money, ...]) -> Item:
    details, slice_ = skus.json_object(cells.get("skupricedetails")), _slice(cells)
    quantity, unit = _quantity(cells)
    if unit.lower().startswith("request"):
        # Two halves of a request are no call.
        if quantity == quantity.to_integral_value():
            return Item(at, calls=int(quantity), money=money, slice=slice_, alone=True)
        return Item(at, money=money, other=(("request", quantity),), slice=slice_, alone=True)
    tokens = skus.times(quantity, unit) if unit else None
    meter = next((text for column in _METERS if skus.kind_of(text := word(cells, column))), "")
    kind = skus.kind_of(meter)
    if tokens is None or kind is None:
        return Item(at, money=money, other=((skus.unit_of(unit), quantity),) if unit else (), slice=slice_)
    return Item(
        at,
        model=_model(cells, details),
        lane=skus.lane_of(meter),
        kinds={kind: tokens},
        reasoning=tokens if kind == "output" and skus.is_reasoning(meter) else ZERO,
        money=money,
        slice=slice_,
    )


def _model(cells: Mapping[str, Any], details: Mapping[str, Any]) -> str:
    said = details.get("x_Model") or details.get("x_model") or details.get("x_ModelName")
    if isinstance(said, str) and said.strip():
        return said.strip()[:200]
    found = skus.aws_model(word(cells, "x_usagetype")) or skus.azure_model(word(cells, "x_skudescription"))
    return found or word(cells, "servicename").removesuffix(skus.MARKETPLACE)


def _quantity(cells: Mapping[str, Any]) -> tuple[Decimal, str]:
    consumed = number(cells, "consumedquantity")
    if consumed is not None and word(cells, "consumedunit"):
        return consumed, word(cells, "consumedunit")
    return amount(cells, "pricingquantity"), word(cells, "pricingunit")


def _slice(cells: Mapping[str, Any]) -> Mapping[str, str]:
    tags = cells.get("tags")
    account = word(cells, "subaccountname") or word(cells, "subaccountid")
    # What is held for the next row is never longer than what is read of it.
    known = tags if isinstance(tags, str) and len(tags) <= skus.LONGEST_JSON else ""
    return _named(account, word(cells, "servicename"), known)


@lru_cache(maxsize=1024)
def _named(account: str, service: str, tags: str) -> Mapping[str, str]:
    return slice_of(account=account, service=service, app=skus.tag(skus.json_object(tags)))


TABLES: Final = (
    Rows(
        "focus",
        _NEEDS,
        _USES,
        _reader,
        fold=Fold(_AMOUNTS, "chargeperiodstart"),
        money=("billedcost", "billingcurrency"),
        version=_version,
        spare=_SPARE,
    ),
)
