"""OpenRouter: activity call by call, and by day as a file or from the API. Cached tokens are inside the input."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from calculator.usage.cells import amount, instant, whole, word
from calculator.usage.formats import Document, Outcome, Reader, Rows
from calculator.usage.lines import Item, Money, SetAside
from runrate.kit.language import gettext as _

NO_CACHE: Final = _("no column of cached tokens in this format: cache shares unknown")
_CALLS: Final = frozenset({"generation_id", "created_at", "model_permaslug", "tokens_prompt", "tokens_completion", "cost_total"})
_DAYS: Final = frozenset({"date", "slug", "usage", "requests", "prompt tokens", "completion tokens"})


def _calls() -> Reader:
    seen: set[int] = set()

    def row(cells: Mapping[str, Any]) -> Outcome:
        id = word(cells, "generation_id")
        if id and hash(id) in seen:
            return SetAside(_("duplicate"), _("duplicate {id}").format(id=id))
        seen.add(hash(id))
        read = amount(cells, "tokens_cached")
        failed = word(cells, "cancelled").lower() == "true"
        kinds = {}
        if not failed or amount(cells, "cost_total"):
            kinds = {
                "input": amount(cells, "tokens_prompt") - read,
                "cache_read": read,
                "output": amount(cells, "tokens_completion"),
            }
        return Item(
            instant(cells, "created_at"),
            model=word(cells, "model_permaslug"),
            kinds=kinds,
            reasoning=amount(cells, "tokens_reasoning"),
            calls=1,
            failed=int(failed),
            money=(Money("billed", "USD", amount(cells, "cost_total")),),
            slice=_slice(cells),
        )

    return row


def _slice(cells: Mapping[str, Any]) -> dict[str, str]:
    found = {"app": word(cells, "app_name"), "key": word(cells, "api_key_name")}
    return {name: text for name, text in found.items() if text}


def _days() -> Reader:
    return _day


def _day(cells: Mapping[str, Any]) -> Outcome:
    get = {name.replace("_", " ").lower(): value for name, value in cells.items()}
    return Item(
        instant(get, "date"),
        model=word(get, "slug") or word(get, "model"),
        kinds={"input": amount(get, "prompt tokens"), "output": amount(get, "completion tokens")},
        reasoning=amount(get, "reasoning tokens"),
        calls=whole(get, "requests"),
        money=(Money("billed", "USD", amount(get, "usage")),),
    )


def _activity(page: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (each for each in page.get("data") or () if isinstance(each, dict))


def _is_activity(page: Mapping[str, Any]) -> bool:
    days = page.get("data")
    return isinstance(days, list) and any(
        isinstance(each, dict) and {"usage", "requests", "prompt_tokens"} <= each.keys() for each in days
    )


TABLES: Final = [
    Rows("openrouter-activity", _CALLS, _calls),
    Rows("openrouter-daily", _DAYS, _days, notes=(NO_CACHE,)),
]
DOCUMENTS: Final = [Document("openrouter-activity-api", _is_activity, _activity, _days, notes=(NO_CACHE,))]
