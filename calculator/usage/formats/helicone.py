"""Helicone requests, call by call; the three kinds of input stand beside each other."""

from collections.abc import Mapping
from typing import Any, Final

from calculator.usage import skus
from calculator.usage.cells import instant, number, tokens, word
from calculator.usage.formats import (
    Document,
    Outcome,
    Reader,
    Rows,
    Seen,
    cost_unknown,
    estimated,
    lowered,
    slice_of,
)
from calculator.usage.lines import Item, SetAside
from runrate.core.translation import gettext as _

_NEEDS: Final = frozenset(
    {
        "request_id",
        "request_created_at",
        "response_status",
        "request_model",
        "prompt_tokens",
        "completion_tokens",
    }
)
_USES: Final = frozenset(
    {"prompt_cache_read_tokens", "prompt_cache_write_tokens", "costusd", "request_properties"}
)


def _reader() -> Reader:
    seen = Seen()

    def row(cells: Mapping[str, Any]) -> Outcome:
        """A status of 400 and above, or below 0 (cancelled), is a call that failed."""
        at, id = instant(cells, "request_created_at"), word(cells, "request_id")
        money = estimated(cells, "costusd")
        if seen.again(id):
            return SetAside(_("duplicate"), _("duplicate {id}").format(id=id[:60]), money)
        status, properties = (
            number(cells, "response_status"),
            skus.json_object(cells.get("request_properties")),
        )
        kinds = {
            "input": tokens(cells, "prompt_tokens"),
            "cache_read": tokens(cells, "prompt_cache_read_tokens"),
            "cache_write": tokens(cells, "prompt_cache_write_tokens"),
            "output": tokens(cells, "completion_tokens"),
        }
        return Item(
            at,
            model=word(cells, "request_model"),
            kinds=kinds,
            calls=1,
            failed=int(status is not None and not 0 <= status < 400),
            unit=word(properties, "Helicone-Session-Id"),
            money=money,
            slice=slice_of(app=skus.tag(properties)),
            note=cost_unknown(money, kinds),
            unpriced=not money,
        )

    return row


def _is(line: Mapping[str, Any]) -> bool:
    return {name.lower() for name in line} >= _NEEDS


TABLES: Final = (Rows("helicone-requests", _NEEDS, _USES, _reader, money=("costusd", "USD")),)
DOCUMENTS: Final = (Document("helicone-requests", _is, lowered, _reader),)
