"""Azure cost details, actual or amortised, whose columns differ in spelling and case by agreement."""

import re
from collections.abc import Mapping
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import american, amount, needed, number, word
from calculator.usage.currencies import code_of
from calculator.usage.formats import Outcome, Reader, Rows, slice_of
from calculator.usage.lines import Item, Money, SetAside
from runrate.core.translation import gettext as _

_NEEDS: Final = frozenset(
    {"date", "metername", "metercategory", "quantity", "costinbillingcurrency", "chargetype"}
)
_USES: Final = frozenset(
    {
        "metersubcategory",
        "unitofmeasure",
        "costinusd",
        "billingcurrency",
        "billingcurrencycode",
        "subscriptionname",
        "resourcegroupname",
        "resourcegroup",
        "tags",
    }
)
_CURRENCY: Final = ("billingcurrency", "billingcurrencycode")
_AI = re.compile(r"openai|foundry|azure ai|cognitive services", re.IGNORECASE)
# Tags are JSON without its braces.
_TAG = re.compile(r'"([^"]{1,60})"\s*:\s*"([^"]{0,120})"', re.ASCII)
_KINDS: Final = {"usage": "billed", "tax": "tax", "credit": "credit", "refund": "credit"}


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    """Days are month/day/year here. Dollars may stand beside the money of the bill."""
    at, paid, currency = american(cells, "date"), needed(cells, "costinbillingcurrency"), _currency(cells)
    meter, service = word(cells, "metername"), word(cells, "metercategory")
    if not _AI.search(f"{service} {word(cells, 'metersubcategory')}"):
        said = _("not AI: {service}").format(service=service or "–")
        return SetAside(said, money=(Money("billed", currency, paid),))
    money_kind = _KINDS.get(word(cells, "chargetype").lower(), "other")
    money = [Money(money_kind, currency, paid)]
    dollars = number(cells, "costinusd")
    if dollars is not None and currency != "USD":
        money.append(Money(money_kind, "USD", dollars))
    slice_ = _slice(cells)
    if money_kind != "billed":
        return Item(at, money=tuple(money), slice=slice_)
    quantity, unit = amount(cells, "quantity"), word(cells, "unitofmeasure")
    tokens, kind = skus.times(quantity, unit), skus.kind_of(meter)
    if tokens is None or kind is None:
        return Item(at, money=tuple(money), other=((skus.unit_of(unit), quantity),), slice=slice_)
    return Item(
        at,
        model=skus.azure_model(meter),
        lane=skus.lane_of(meter),
        kinds={kind: tokens},
        money=tuple(money),
        slice=slice_,
    )


def _currency(cells: Mapping[str, Any]) -> str:
    return code_of(cells, *_CURRENCY)


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    tags = dict(_TAG.findall(str(cells.get("tags") or "")[:5000]))
    return slice_of(
        subscription=word(cells, "subscriptionname"),
        group=word(cells, "resourcegroupname") or word(cells, "resourcegroup"),
        app=skus.tag(tags),
    )


TABLES: Final = (
    Rows("azure-cost-details", _NEEDS, _USES, _reader, money=("costinbillingcurrency", *_CURRENCY)),
)
