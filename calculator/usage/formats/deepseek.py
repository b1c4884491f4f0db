"""DeepSeek's amounts: one row a kind of token and price, by days and months of China, as it bills them."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, Final

from calculator.usage.cells import RefusedError, instant, needed, number, tokens, whole, word
from calculator.usage.formats import Outcome, Reader, Rows, cost_unknown, slice_of
from calculator.usage.lines import Item, Money
from runrate.core.translation import gettext as _

CHINA: Final = timedelta(hours=8)
_MILLIONTH: Final = Decimal("0.000001")
_NEEDS: Final = frozenset({"start_time_iso", "model", "type", "price", "amount"})
_USES: Final = frozenset({"api_key_name"})
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
    # A day is the vendor's: in UTC October's first would be a day of September, and its month two.
    at = instant(cells, "start_time_iso", offset=CHINA) + CHINA
    type_ = word(cells, "type").lower()
    model, slice_ = word(cells, "model"), slice_of(key=word(cells, "api_key_name"))
    if type_ == "request_count":
        return Item(at, model=model, calls=whole(cells, "amount"), slice=slice_)
    kind = _KINDS.get(type_)
    if kind is None:
        # A kind that is not known may be tokens, and tokens may cost: nothing is left out in silence.
        raise RefusedError("type", cells.get("type"), _("a type that is not known"))
    needed(cells, "amount")
    amount, price = tokens(cells, "amount"), number(cells, "price")
    money = () if price is None else (Money("billed", "USD", amount * price * _MILLIONTH),)
    kinds = {kind: amount}
    return Item(
        at,
        model=model,
        kinds=kinds,
        money=money,
        slice=slice_,
        note=cost_unknown(money, kinds),
        unpriced=not money,
    )


TABLES: Final = (Rows("deepseek-amount", _NEEDS, _USES, _reader, zone="+08:00"),)
