"""FOCUS 1.0 to 1.4, the bill of any cloud: kind, model and lane are read out of meters, which it leaves open."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import RefusedError, amount, instant, number, word
from calculator.usage.formats import Outcome, Reader, Rows
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

AI: Final = "ai and machine learning"
_NEEDS: Final = frozenset(
    {"billedcost", "billingcurrency", "chargeperiodstart", "chargecategory", "servicecategory", "servicename"}
)


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    if word(cells, "servicecategory").lower() != AI:
        return SetAside(_("not AI: {service}").format(service=word(cells, "servicename") or "–"))
    at = instant(cells, "chargeperiodstart")
    billed, currency = number(cells, "billedcost"), word(cells, "billingcurrency").upper()
    if billed is None:
        raise RefusedError("BilledCost", cells.get("billedcost"), _("empty"))
    category = word(cells, "chargecategory").lower()
    if category in {"tax", "credit"}:
        return Item(at, money=(Money(category, currency, billed),), slice=_slice(cells))
    money = [Money("billed", currency, billed)]
    listed = number(cells, "listcost")
    if listed is not None:
        money.append(Money("list", currency, listed))
    if category == "purchase":
        return Item(at, money=(Money("other", currency, billed),), slice=_slice(cells))
    return _usage(cells, at, tuple(money))


def _usage(cells: Mapping[str, Any], at: Any, money: tuple[Money, ...]) -> Item:
    details = _json(cells, "skupricedetails")
    meter = " ".join(
        text for name in ("skumeter", "x_usagetype", "x_skudescription", "chargedescription") if (text := word(cells, name))
    )
    named = word(cells, "skumeter") or word(cells, "x_usagetype") or word(cells, "x_skudescription") or meter
    quantity, unit = _quantity(cells)
    slice_ = _slice(cells)
    if unit.strip().lower().startswith("request"):
        return Item(at, calls=int(quantity), money=money, slice=slice_)
    tokens = skus.times(quantity, unit) if unit else None
    kind = skus.kind_of(named)
    if tokens is None or kind is None:
        other = (("other", quantity),) if unit else ()
        return Item(at, money=money, other=other, slice=slice_)
    model = str(details.get("x_Model") or details.get("x_model") or "") or skus.aws_model(word(cells, "x_usagetype"))
    return Item(
        at,
        model=model or word(cells, "servicename"),
        lane=skus.lane_of(named),
        kinds={kind: tokens},
        reasoning=tokens if kind == "output" and skus.is_reasoning(named) else Decimal(0),
        money=money,
        slice=slice_,
    )


def _quantity(cells: Mapping[str, Any]) -> tuple[Decimal, str]:
    consumed = number(cells, "consumedquantity")
    if consumed is not None:
        return consumed, word(cells, "consumedunit")
    return amount(cells, "pricingquantity"), word(cells, "pricingunit")


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    tags = _json(cells, "tags")
    found = {"account": word(cells, "subaccountname") or word(cells, "subaccountid")}
    found |= {"service": word(cells, "servicename"), "app": str(tags.get("app") or tags.get("application") or "")}
    return {name: text for name, text in found.items() if text}


def _json(cells: Mapping[str, Any], column: str) -> Mapping[str, Any]:
    text = cells.get(column)
    if not isinstance(text, str) or not text.strip() or len(text) > 20_000:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


TABLES: Final = [Rows("focus", _NEEDS, _reader)]
