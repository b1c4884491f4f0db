"""Which models the price list holds: by words, by the names of invoices, makers before resellers."""

from datetime import date
from typing import Final

from calculator.domain.aliases import Known, resolve
from calculator.models import PriceRow

# A bare model name that several sellers offer means the maker's own offer.
MAKERS: Final = (
    "openai",
    "anthropic",
    "google",
    "mistral",
    "x-ai",
    "deepseek",
    "cohere",
    "meta",
    "moonshotai",
    "minimax",
    "perplexity",
    "zai",
    "voyageai",
)
# What a bare word in a search stands for: sellers under the names of their products.
SEARCHED: Final = {"bedrock": "aws", "vertex": "google", "gemini": "google", "copilot": "github-copilot"}


def look_up(words: str, day: date, *, most: int) -> list[PriceRow]:
    """Models whose names hold every word, makers' own offers first, at the price in force on a day."""
    if not words.strip():
        rows = PriceRow.objects.filter(provider__in=MAKERS[:3]).in_force_on(day)
    else:
        meant = " ".join(SEARCHED.get(word.lower(), word) for word in words.split())
        rows = PriceRow.objects.matching(meant).in_force_on(day) or _meant_by(words, day)
    order = {maker: place for place, maker in enumerate(MAKERS)}
    rows.sort(
        key=lambda row: (_aside(row), order.get(row.provider, len(MAKERS)), row.provider, row.display_name)
    )
    return rows[:most]


def _aside(row: PriceRow) -> bool:
    """What few look for stands last: models their vendor has given up, and those not billed by text."""
    return row.deprecated or not row.text


def _meant_by(words: str, day: date) -> list[PriceRow]:
    """The model that is called so elsewhere, as on an invoice."""
    found = resolve(words, known_models(), MAKERS)
    return PriceRow.objects.of_model(found.provider, found.model).in_force_on(day) if found else []


def known_models() -> tuple[Known, ...]:
    """Every model with an open row, in the order of the list, with the rule of its names."""
    rows = PriceRow.objects.open().order_by("place", "pk").values_list("provider", "model", "match")
    found = {(provider, model): Known(provider, model, rule) for provider, model, rule in rows}
    return tuple(found.values())
