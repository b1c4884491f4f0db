"""DeepSeek's amounts: one row a kind of token and price, in the time of China."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from calculator.usage.cells import RefusedError, amount, instant, whole, word
from calculator.usage.formats import Outcome, Reader, Rows
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

CHINA: Final = timedelta(hours=8)
_NEEDS: Final = frozenset({"start_time_iso", "model", "type", "price", "amount"})
_KINDS: Final = {
    "input_cache_hit_tokens": "cache_read",
    "prompt_cache_hit_tokens": "cache_read",
    "cache_hit": "cache_read",
    "input_cache_miss_tokens": "input",
    "prompt_cache_miss_tokens": "input",
    "cache_miss": "input",
    "output_tokens": "output",
    "completion_tokens": "output",
    "response_tokens": "output",
}


def _reader() -> Reader:
    return _row


def _row(cells: Mapping[str, Any]) -> Outcome:
    """The price stands beside the amount of tokens, in dollars per million; a count of calls is a row."""
    at, type_ = instant(cells, "start_time_iso", offset=CHINA), word(cells, "type").lower()
    model, slice_ = word(cells, "model"), {"key": key} if (key := word(cells, "api_key_name")) else {}
    if type_ == "request_count":
        return Item(at, model=model, calls=whole(cells, "amount"), slice=slice_)
    if type_ not in _KINDS:
        if type_:
            return SetAside(_("a type that is not known: {type}").format(type=type_))
        raise RefusedError("type", cells.get("type"), _("empty"))
    tokens = amount(cells, "amount")
    money = (Money("billed", "USD", tokens * amount(cells, "price") / 1_000_000),)
    return Item(at, model=model, kinds={_KINDS[type_]: tokens}, money=money, slice=slice_)


TABLES: Final = [Rows("deepseek-amount", _NEEDS, _reader, zone="UTC (exported in +08:00)")]
