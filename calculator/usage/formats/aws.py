"""AWS: the cost and usage report (CUR 2.0), and Bedrock's log of invocations."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import amount, instant, word
from calculator.usage.formats import Document, Outcome, Reader, Rows
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

_CUR: Final = frozenset(
    {"line_item_line_item_type", "line_item_usage_type", "line_item_usage_amount", "line_item_unblended_cost", "line_item_usage_start_date"}
)  # fmt: skip
_MARKET: Final = " (Amazon Bedrock Edition)"
_MODEL = re.compile(r"^(?:arn:[^/]*/|arn:.*:)?(?:(?:us|eu|apac|jp|au|global)\.)?(?:[a-z0-9]+\.)?", re.ASCII)


def _cur() -> Reader:
    return _cur_row


def _cur_row(cells: Mapping[str, Any]) -> Outcome:
    product = _json(cells, "product").get("product_name", "")
    usage_type, code = word(cells, "line_item_usage_type"), word(cells, "line_item_product_code")
    is_market = str(product).endswith(_MARKET)
    if not is_market and code != "AmazonBedrock":
        return SetAside(_("not Bedrock: {service}").format(service=code or "–"))
    at = instant(cells, "line_item_usage_start_date")
    cost, currency = amount(cells, "line_item_unblended_cost"), word(cells, "line_item_currency_code").upper()
    kind_of_row = word(cells, "line_item_line_item_type").lower()
    slice_ = _slice(cells)
    if kind_of_row in {"tax", "credit", "refund"}:
        return Item(at, money=(Money("tax" if kind_of_row == "tax" else "credit", currency, cost),), slice=slice_)
    money = (Money("billed", currency, cost),)
    tokens = skus.times(amount(cells, "line_item_usage_amount"), word(cells, "pricing_unit"))
    kind = skus.kind_of(usage_type)
    if tokens is None or kind is None:
        return Item(at, money=money, other=(("other", amount(cells, "line_item_usage_amount")),), slice=slice_)
    model = str(product).removesuffix(_MARKET) if is_market else skus.aws_model(usage_type)
    return Item(at, model=model, lane=skus.lane_of(usage_type), kinds={kind: tokens}, money=money, slice=slice_)


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    tags = _json(cells, "resource_tags")
    found = {"account": word(cells, "line_item_usage_account_id"), "app": str(tags.get("user_app") or "")}
    return {name: text for name, text in found.items() if text}


def _json(cells: Mapping[str, Any], column: str) -> Mapping[str, Any]:
    text = cells.get(column)
    if not isinstance(text, str) or len(text) > 20_000:
        return {}
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _log() -> Reader:
    seen: set[int] = set()

    def row(cells: Mapping[str, Any]) -> Outcome:
        """One call; its input excludes what was read from and written to the cache. Prompts are not looked at."""
        id = word(cells, "requestid")
        if id and hash(id) in seen:
            return SetAside(_("duplicate"), _("duplicate requestId {id}").format(id=id))
        seen.add(hash(id))
        asked, given = cells.get("input") or {}, cells.get("output") or {}
        failed = bool(word(cells, "errorcode"))
        return Item(
            instant(cells, "timestamp"),
            model=_MODEL.sub("", word(cells, "modelid")),
            kinds={
                "input": amount(asked, "inputTokenCount"),
                "cache_read": amount(asked, "cacheReadInputTokenCount"),
                "cache_write": amount(asked, "cacheWriteInputTokenCount"),
                "output": amount(given, "outputTokenCount"),
            },
            calls=1,
            failed=int(failed),
            slice={"operation": word(cells, "operation")},
        )

    return row


def _itself(line: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield {name.lower(): value for name, value in line.items()}


TABLES: Final = [Rows("aws-cur2", _CUR, _cur)]
DOCUMENTS: Final = [
    Document(
        "bedrock-invocation-log",
        lambda line: line.get("schemaType") == "ModelInvocationLog" or {"modelId", "requestId", "input"} <= line.keys(),
        _itself,
        _log,
    )
]
