"""Parts of pages that are the same for everybody: rendered once for the values they show."""

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_PARTS = 2048
"""Of a kilobyte as a rule: a few questionnaires in a few languages fit."""


def cached_part(template: str, **values: Hashable) -> SafeString:
    """A template that knows these values, the language and nothing else.

    No request and no person is among them, so a part decides nothing about who may see what. What people
    type is rendered afresh each time: it would fill the cache and be found by nobody else.
    """
    return _rendered(template, get_language(), tuple(values.items()))


def part(template: str, *, common: bool, **values: Hashable) -> SafeString:
    """The same, cached only where many see these values: those of a worked example, say."""
    return cached_part(template, **values) if common else render_to_string(template, values)


@lru_cache(maxsize=MOST_PARTS)
def _rendered(template: str, language: str | None, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return render_to_string(template, dict(values))
