"""AWS: the cost and usage report (CUR 2.0), and Bedrock's log of invocations."""

import re
from collections.abc import Mapping
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import amount, instant, needed, number, object_in, tokens, word
from calculator.usage.currencies import code_of
from calculator.usage.formats import Document, Fold, Outcome, Reader, Rows, Seen, lowered, slice_of
from calculator.usage.lines import Item, Money, SetAside
from runrate.core.translation import gettext as _

_CUR: Final = frozenset(
    {
        "line_item_line_item_type",
        "line_item_usage_type",
        "line_item_usage_amount",
        "line_item_unblended_cost",
        "line_item_usage_start_date",
    }
)
_AMOUNTS: Final = ("line_item_usage_amount", "line_item_unblended_cost", "pricing_public_on_demand_cost")
_USES: Final = frozenset(
    {
        *_AMOUNTS,
        "line_item_product_code",
        "line_item_currency_code",
        "line_item_usage_account_id",
        "pricing_unit",
        "product",
        "product_product_name",
        "resource_tags",
    }
)
_APART: Final = {"tax": "tax", "credit": "credit", "refund": "credit", "fee": "other", "rifee": "other"}
_BEFORE = re.compile(r"^(?:arn:.*/)?(?:(?:us|eu|apac|jp|au|ca|us-gov|global)\.)?(?:[a-z0-9]+\.)?", re.ASCII)


def _cur() -> Reader:
    return _cur_row


def _cur_row(cells: Mapping[str, Any]) -> Outcome:
    cost = needed(cells, "line_item_unblended_cost")
    currency = code_of(cells, "line_item_currency_code")
    product = skus.json_object(cells.get("product")).get("product_name") or word(
        cells, "product_product_name"
    )
    usage_type, code = word(cells, "line_item_usage_type"), word(cells, "line_item_product_code")
    sold = str(product).endswith(skus.MARKETPLACE)
    at = instant(cells, "line_item_usage_start_date")
    if not sold and not code.startswith("AmazonBedrock"):
        said = _("not Bedrock: {service}").format(service=code or "–")
        return SetAside(said, money=(Money("billed", currency, cost),))
    slice_ = _slice(cells)
    apart = _APART.get(word(cells, "line_item_line_item_type").lower())
    if apart:
        return Item(at, money=(Money(apart, currency, cost),), slice=slice_)
    money = [Money("billed", currency, cost)]
    listed = number(cells, "pricing_public_on_demand_cost")
    if listed is not None:
        money.append(Money("list", currency, listed))
    quantity, unit = amount(cells, "line_item_usage_amount"), word(cells, "pricing_unit")
    tokens, kind = skus.times(quantity, unit), skus.kind_of(usage_type)
    if tokens is None or kind is None:
        return Item(at, money=tuple(money), other=((skus.unit_of(unit), quantity),), slice=slice_)
    model = str(product).removesuffix(skus.MARKETPLACE) if sold else skus.aws_model(usage_type)
    lane = skus.lane_of(usage_type)
    return Item(at, model=model, lane=lane, kinds={kind: tokens}, money=tuple(money), slice=slice_)


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    tags = skus.json_object(cells.get("resource_tags"))
    return slice_of(account=word(cells, "line_item_usage_account_id"), app=skus.tag(tags))


def _log() -> Reader:
    seen = Seen()

    def row(cells: Mapping[str, Any]) -> Outcome:
        """One call; its input excludes what a cache read and wrote. Prompts are not looked at."""
        at, id = instant(cells, "timestamp"), word(cells, "requestid")
        if seen.again(id):
            return SetAside(_("duplicate"), _("duplicate requestId {id}").format(id=id))
        asked, given = object_in(cells, "input"), object_in(cells, "output")
        return Item(
            at,
            model=_BEFORE.sub("", word(cells, "modelid")),
            kinds={
                "input": tokens(asked, "inputTokenCount"),
                "cache_read": tokens(asked, "cacheReadInputTokenCount"),
                "cache_write": tokens(asked, "cacheWriteInputTokenCount"),
                "output": tokens(given, "outputTokenCount"),
            },
            calls=1,
            failed=int(bool(word(cells, "errorcode"))),
            slice=slice_of(account=word(cells, "accountid"), operation=word(cells, "operation")),
        )

    return row


def _is_log(line: Mapping[str, Any]) -> bool:
    return line.get("schemaType") == "ModelInvocationLog" or {"modelId", "requestId", "input"} <= line.keys()


TABLES: Final = (
    Rows(
        "aws-cur2",
        _CUR,
        _USES,
        _cur,
        fold=Fold(_AMOUNTS, "line_item_usage_start_date"),
        money=("line_item_unblended_cost", "line_item_currency_code"),
    ),
)
DOCUMENTS: Final = (Document("bedrock-invocation-log", _is_log, lowered, _log),)
