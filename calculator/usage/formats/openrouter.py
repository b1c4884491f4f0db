"""OpenRouter: activity by call, and by day as a file or from the API. Cached tokens are inside of input."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from calculator.usage.cells import (
    ZERO,
    amount,
    apart,
    instant,
    is_blank,
    listed,
    needed,
    objects_in,
    tokens,
    whole,
    word,
)
from calculator.usage.formats import Document, Outcome, Reader, Rows, Seen, slice_of
from calculator.usage.lines import Item, Money, SetAside
from runrate.core.translation import gettext as _
from runrate.core.translation import gettext_noop

NO_CACHE: Final = gettext_noop("no column of cached tokens in this format: cache shares unknown")
_CALLS: Final = frozenset(
    {"generation_id", "created_at", "model_permaslug", "tokens_prompt", "tokens_completion", "cost_total"}
)
_CALLS_USES: Final = frozenset(
    {"tokens_cached", "tokens_reasoning", "cancelled", "app_name", "api_key_name", "cost_cache"}
)
_DAYS: Final = frozenset({"date", "slug", "usage", "requests", "prompt tokens", "completion tokens"})
_DAYS_USES: Final = frozenset({"reasoning tokens", "byok usage"})


def _calls() -> Reader:
    seen = Seen()

    def row(cells: Mapping[str, Any]) -> Outcome:
        """What a cache saved is in the total already: it has to be a number, and is taken off no second time.

        A cancelled call that cost nothing took nothing.
        """
        amount(cells, "cost_cache")
        at, id = instant(cells, "created_at"), word(cells, "generation_id")
        used = not is_blank(cells, "tokens_prompt", "tokens_completion")
        cost = needed(cells, "cost_total") if used else amount(cells, "cost_total")
        if seen.again(id):
            paid = (Money("billed", "USD", cost),)
            return SetAside(_("duplicate"), _("duplicate {id}").format(id=id[:60]), paid)
        failed, read = word(cells, "cancelled").lower() == "true", tokens(cells, "tokens_cached")
        counts = not failed or cost
        kinds = {
            "input": apart(cells, "tokens_prompt", read),
            "cache_read": read,
            "output": tokens(cells, "tokens_completion"),
        }
        return Item(
            at,
            model=word(cells, "model_permaslug"),
            kinds=kinds if counts else {},
            reasoning=tokens(cells, "tokens_reasoning") if counts else ZERO,
            calls=1,
            failed=int(failed),
            money=(Money("billed", "USD", cost),),
            slice=slice_of(app=word(cells, "app_name"), key=word(cells, "api_key_name")),
        )

    return row


def _days() -> Reader:
    return _day


def _day(cells: Mapping[str, Any]) -> Outcome:
    return Item(
        instant(cells, "date"),
        model=word(cells, "slug"),
        kinds={"input": tokens(cells, "prompt tokens"), "output": tokens(cells, "completion tokens")},
        reasoning=tokens(cells, "reasoning tokens"),
        calls=whole(cells, "requests"),
        money=(Money("billed", "USD", needed(cells, "usage")),),
    )


def _activity(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for each in objects_in(page, "data"):
        names = {name.replace("_", " ").lower(): value for name, value in each.items()}
        yield {**names, "slug": each.get("model_permaslug") or each.get("model")}


def _is_activity(page: Mapping[str, Any]) -> bool:
    return any({"usage", "requests", "prompt_tokens"} <= each.keys() for each in listed(page, "data"))


TABLES: Final = (
    Rows("openrouter-activity", _CALLS, _CALLS_USES, _calls, money=("cost_total", "USD")),
    Rows("openrouter-daily", _DAYS, _DAYS_USES, _days, notes=(NO_CACHE,), money=("usage", "USD")),
)
DOCUMENTS: Final = (Document("openrouter-activity-api", _is_activity, _activity, _days, notes=(NO_CACHE,)),)
