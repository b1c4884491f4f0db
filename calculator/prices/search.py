"""Which models the price list holds: by words, by the names of invoices, the newest of each maker."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Count

from calculator.domain.prices.aliases import Known, nearest, resolve
from calculator.models import PriceRow, search_words

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
# The same of products that sell models of many makers: what is called so is found beside what is named so.
PRODUCTS: Final = (
    (re.compile(r"\b(?:google\s+)?vertex(?:[ _-]?ai)?(?![a-z0-9])"), "google"),
    (re.compile(r"\b(?:amazon|aws)\s+bedrock\b|\bbedrock\b"), "aws"),
    (re.compile(r"\bazure[ _-](?:open)?ai\b"), "azure"),
)
# Whose a family of models is, however a seller writes its name: `claude-4-opus` at Google is Anthropic's.
FAMILIES: Final = {
    "claude": "anthropic",
    "deepseek": "deepseek",
    "gemini": "google",
    "gemma": "google",
    "glm": "zai",
    "gpt": "openai",
    "grok": "x-ai",
    "kimi": "moonshotai",
    "llama": "meta",
    "minimax": "minimax",
    "mistral": "mistral",
    "nemotron": "nvidia",
    "qwen": "alibaba",
}
OPEN_WEIGHTS: Final = ("gemma",)
"""Families that most people run themselves: behind those their maker sells."""
NO_VERSION_FROM: Final = 20
"""A year, as in Ministral 24.10; no model has come as far as a twentieth version."""
# A version of at most two digits and what follows its point; a day, a size (70B) or a window (128k) is none.
_VERSION: Final = re.compile(
    r"(?<![\d.])(?:(?<=[a-z])|\b)(\d{1,2})(?:[.-](\d{1,2}))?(?![\d.]|\s*[bkm]\b|x\d)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """The rows that a search means; where a name led to one by a rule, which model that is."""

    rows: list[PriceRow]
    typed_as: str = ""
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seller:
    """Who sells models, and how many."""

    provider: str
    name: str
    models: int


def find_models(words: str, day: date, *, most: int) -> Found:
    """Models whose names hold every word, at the price in force on a day: makers first, newest first.

    The model that is named exactly, as provider/model, is the first. Words that stand in no name may be a
    name of an invoice or a console; else the nearest names are offered.
    """
    every = PriceRow.objects.listed()
    rows = every.matching(words).in_force_on(day)
    if not rows or sold_by(words):
        known_by_name = {row.pk for row in rows}
        others = every.matching(sold_by(words) or meant(words)).in_force_on(day)
        rows += [row for row in others if row.pk not in known_by_name]
    provider, _slash, model = reference_in(words).partition("/")
    named = every.filter(provider__iexact=provider, model__iexact=model).in_force_on(day) if model else []
    if rows or named:
        keys = {row.pk for row in named}
        return Found([*named, *_sorted((row for row in rows if row.pk not in keys), _resold())][:most])
    known = known_models()
    found = resolve(words, known, MAKERS)
    if found is None:
        return Found([], nearest=tuple(nearest(words, known)))
    rows = every.of_model(found.provider, found.model).in_force_on(day)
    return Found(rows, typed_as=found.reference if rows else "")


def newest_models(day: date, *, of_each: int, aside: int) -> tuple[dict[str, list[PriceRow]], list[PriceRow]]:
    """By maker the newest text models in use; beside them what few look for."""
    rows = _sorted(PriceRow.objects.listed().filter(provider__in=MAKERS).in_force_on(day), _resold())
    by_maker: dict[str, list[PriceRow]] = {}
    for row in rows:
        if not _few_look_for(row):
            by_maker.setdefault(row.provider, []).append(row)
    shown = {maker: found[:of_each] for maker, found in by_maker.items()}
    return shown, [row for row in rows if _few_look_for(row)][:aside]


def sellers() -> list[Seller]:
    """Everybody who sells a model of the list."""
    counted = PriceRow.objects.open().values("provider", "seller").annotate(n=Count("model", distinct=True))
    found = [Seller(each["provider"], each["seller"] or each["provider"], each["n"]) for each in counted]
    return sorted(found, key=lambda seller: seller.name.lower())


def known_models() -> tuple[Known, ...]:
    """Every model with an open row, in the order of the list, with the rule of its names."""
    rows = PriceRow.objects.open().order_by("place", "pk").values_list("provider", "model", "match")
    found = {(provider, model): Known(provider, model, rule) for provider, model, rule in rows}
    return tuple(found.values())


def reference_in(words: str) -> str:
    """A search of one word with a slash, which may name a model as provider/model; else nothing."""
    wanted = search_words(words)
    return wanted[0] if len(wanted) == 1 and "/" in wanted[0] else ""


def sold_by(words: str) -> str:
    """The words of a search with the seller in place of the product that they name; nothing without one.

    A name with a slash is that of a model: its own rules know it.
    """
    said = words.lower()
    if "/" in said:
        return ""
    for product, seller in PRODUCTS:
        said = product.sub(seller, said)
    return "" if said == words.lower() else said


def named_otherwise(words: str, known: Sequence[Known]) -> str:
    """The model that a name of an invoice or a console leads to, as provider/model; else nothing."""
    found = resolve(words, known, MAKERS)
    return found.reference if found else ""


def meant(words: str) -> str:
    """The words of a search with products in place of what they are called elsewhere."""
    return " ".join(SEARCHED.get(word.lower(), word) for word in words.split())


def version_of(name: str) -> Decimal:
    """The version in a model's name, 0 where it has none: 5.5 of Claude Sonnet 5.5, 4 of gpt-4o."""
    found = _VERSION.search(name)
    if found is None or int(found[1]) >= NO_VERSION_FROM:
        return Decimal(0)
    return Decimal(f"{found[1]}.{found[2] or 0}")


def family_of(name: str) -> str:
    """The family that a model's name tells: `claude` of claude-opus-5; nothing of an unknown one."""
    return next((word for word in _words_of(name) if word in FAMILIES), "")


def _words_of(name: str) -> list[str]:
    return re.split(r"[^a-z]+", name.lower())


def _of_another(row: PriceRow) -> bool:
    """Whether a maker offers a family of somebody else."""
    words = _words_of(f"{row.model} {row.display_name}")
    whose = next((FAMILIES[word] for word in words if word in FAMILIES and word != row.provider), None)
    return row.provider in MAKERS and whose not in {None, row.provider}


def _resold() -> set[tuple[str, str]]:
    """Makers' offers of another maker's model, such as Claude at Google: those of the later one."""
    offers = PriceRow.objects.open().filter(provider__in=MAKERS).values_list("provider", "model").distinct()
    of: dict[str, str] = {}
    for provider, model in sorted(offers, key=lambda offer: MAKERS.index(offer[0])):
        of.setdefault(model, provider)
    return {(provider, model) for provider, model in offers if of[model] != provider}


def _sorted(rows: Iterable[PriceRow], resold: set[tuple[str, str]]) -> list[PriceRow]:
    """Makers first, of each its own models before those of others, the newest version first."""
    order = {maker: place for place, maker in enumerate(MAKERS)}
    return sorted(
        rows,
        key=lambda row: (
            _few_look_for(row),
            order.get(row.provider, len(MAKERS)),
            row.provider,
            (row.provider, row.model) in resold or _of_another(row),
            any(family in row.model.lower() for family in OPEN_WEIGHTS),
            -version_of(row.display_name),
            row.display_name,
            row.model,
        ),
    )


def _few_look_for(row: PriceRow) -> bool:
    """Models their vendor has given up, and those not billed by text."""
    return row.deprecated or not row.text
