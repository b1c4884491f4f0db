"""Model names as invoices, consoles and code write them, led to a listed model by the list's own rules."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

LONGEST: Final = 160
NEAREST: Final = 3
# What sellers are called elsewhere than in the price list.
SELLERS: Final = {
    "bedrock": "aws",
    "amazon": "aws",
    "vertex": "google",
    "vertex_ai": "google",
    "vertexai": "google",
    "gemini": "google",
    "azure_ai": "azure",
    "azure_openai": "azure",
    "xai": "x-ai",
    "copilot": "github-copilot",
}
# A seller of others' models: without an entry of its own the maker's price stands for it.
_RESOLD: Final = {"azure": ("openai",), "google": ("anthropic",), "aws": ("anthropic",)}
_OF_BEDROCK: Final = re.compile(r"(?:(?:us|eu|apac|jp|au|global)\.)?[a-z0-9]+\.[a-z0-9]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """A listed model and the rule by which its list knows its names; no rule knows the name alone."""

    provider: str
    model: str
    rule: Any = None

    @property
    def reference(self) -> str:
        return f"{self.provider}/{self.model}"


def resolve(typed: str, known: Sequence[Known], makers: Sequence[str]) -> Known | None:
    """The one listed model that a name means; None for a name no rule knows. Nothing is guessed.

    `known` is in the order of the list, whose first rule that fits decides; `makers` win over resellers.
    """
    for seller, name in _readings(typed):
        fitting = [each for each in known if seller in {"", each.provider} and _fits(each, name)]
        if not fitting:
            continue
        by_seller: dict[str, Known] = {}
        for each in fitting:
            by_seller.setdefault(each.provider, each)
        first = next((maker for maker in makers if maker in by_seller), None)
        found = by_seller[first] if first else fitting[0] if len(by_seller) == 1 else None
        return None if not seller and found and _is_others(found, known, makers) else found
    return None


def nearest(typed: str, known: Iterable[Known]) -> list[str]:
    """Listed models whose names look most like what was typed, to be offered and never taken.

    Those that have the same words in another order come first, as `known` has them.
    """
    bare = typed[:LONGEST].lower().rpartition("/")[2]
    by_name: dict[str, str] = {}
    for each in known:
        by_name.setdefault(each.model.lower(), each.reference)
    parts = _parts(bare)
    same = [name for name in by_name if _parts(name) == parts]
    close = get_close_matches(bare, by_name, n=NEAREST, cutoff=0.75)
    return [by_name[name] for name in dict.fromkeys([*same, *close])][:NEAREST]


def _parts(name: str) -> list[str]:
    """The words and numbers of a name, which others write in another order: `claude-4.6-sonnet`."""
    return sorted(re.findall(r"[a-z]+|[0-9]+", name))


def matches(rule: Any, name: str) -> bool:
    """Whether a rule of the list knows a name; both without regard to case."""
    [(way, wanted)] = rule.items()
    if way in {"or", "and"}:
        parts = (matches(part, name) for part in wanted)
        return any(parts) if way == "or" else all(parts)
    if way == "regex":
        return bool(re.search(wanted, name))
    wanted = str(wanted).lower()
    if way == "equals":
        return name == wanted
    if way == "starts_with":
        return name.startswith(wanted)
    return name.endswith(wanted) if way == "ends_with" else wanted in name


def _is_others(found: Known, known: Iterable[Known], makers: Sequence[str]) -> bool:
    """Whether a reseller's loose rule knows a name that the model's own maker does not."""
    before = makers[: makers.index(found.provider)] if found.provider in makers else makers
    return any(each.model == found.model and each.provider in before for each in known)


def _fits(known: Known, name: str) -> bool:
    return name == known.model.lower() or (known.rule is not None and matches(known.rule, name))


def _readings(typed: str) -> Iterator[tuple[str, str]]:
    """What a name may mean, likeliest first, as seller (none for any) and bare name."""
    name = typed[:LONGEST].strip().lower().removeprefix("models/")
    seller, slash, bare = name.partition("/")
    if slash:
        seller = SELLERS.get(seller, seller)
        yield from ((seller, form) for form in _forms(bare))
        for maker in _RESOLD.get(seller, ()):
            yield from ((maker, form) for form in _forms(bare))
        # Some names have a slash of their own: meta-llama/llama-3.
        yield from (("", form) for form in _forms(name))
        return
    if _OF_BEDROCK.match(name):
        yield from (("aws", form) for form in _forms(name))
    yield from (("", form) for form in _forms(name))


def _forms(name: str) -> Iterator[str]:
    """One name with a date in it may be spelled with and without hyphens, and a version with dots."""
    found = dict.fromkeys(
        (
            name,
            name.replace("@", "-"),
            re.sub(r"-(20\d\d)(\d\d)(\d\d)(?=-|:|$)", r"-\1-\2-\3", name, flags=re.ASCII),
            re.sub(r"(?<=\d)\.(?=\d)", "-", name),
            re.sub(r"\s+", "-", name),
        )
    )
    yield from found
