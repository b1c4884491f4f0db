"""The whole list of prices in force as the API says it: written once for a day and a state of the table."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.db.models.functions import Length
from django.utils.translation import get_language

from calculator.models import PRICES, PriceRow, search_words
from calculator.prices.course import Course, courses_of
from calculator.prices.search import known_models, meant, named_otherwise, reference_in, sold_by

type Spell = Callable[[PriceRow, Course], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PriceList:
    """Every model as the text it is sent as, beside the words by which it is found: its reference first."""

    key: tuple[Any, ...]
    models: tuple[tuple[str, str], ...]

    def body(self, words: str) -> bytes:
        """The models whose names hold all the words; the one that is provider/model exactly is first.

        Words that stand in no name may be a name of an invoice or a console, which leads to one model.
        """
        exact = f"{reference_in(words)}\n"
        sold = sold_by(words)
        found = self._named(words, sold) if sold else self._named(words) or self._named(meant(words))
        named = [text for name, text in self.models if name.startswith(exact)] if exact.strip() else []
        found = [*named, *(text for text in found if text not in named)]
        other = "" if found or not words.strip() else named_otherwise(words, known_models())
        if other:
            found = [text for name, text in self.models if name.startswith(f"{other.lower()}\n")]
        priced_as = json.dumps(other if found and other else None)
        return f'{{"models": [{", ".join(found)}], "priced_as": {priced_as}}}'.encode()

    def _named(self, *ways: str) -> list[str]:
        """The models whose names hold all the words of one of these searches."""
        wanted = [[word.lower() for word in search_words(words)] for words in ways]
        return [
            text
            for named, text in self.models
            if any(all(word in named for word in words) for words in wanted)
        ]

    def etag(self, words: str) -> str:
        return f'"{sha256(repr((self.key, words)).encode()).hexdigest()[:32]}"'


_NUMBERS = (*PRICES, "context_window")
_TEXTS = ("note", "comment", "display_name", "seller", "status", "source_url", "origin")

_writing = Lock()
_kept: list[PriceList] = []
"""The last list that this process wrote."""


def price_list(day: date, spell: Spell) -> PriceList:
    """The list of a day, from memory unless the table has changed since."""
    key = (day, get_language(), *_state().items())
    if _kept and _kept[0].key == key:
        return _kept[0]
    with _writing:
        rows = PriceRow.objects.all().in_force_on(day)
        courses = courses_of(rows, day)
        models = tuple((_named(row), json.dumps(spell(row, courses[row.pk]))) for row in rows)
        _kept[:] = [PriceList(key, models)]
        return _kept[0]


def _state() -> dict[str, Any]:
    """What tells one state of the table from another without reading its rows."""
    sums: dict[str, Any] = {f"{name}_sum": Sum(name) for name in _NUMBERS}
    lengths: dict[str, Any] = {f"{name}_length": Sum(Length(name)) for name in _TEXTS}
    marked = {f"{name}_marked": Count("pk", filter=Q(**{name: True})) for name in ("deprecated", "text")}
    newest = {
        f"{name}_newest": Max(name)
        for name in ("pk", "checked_on", "set_on", "listed_on", "effective_from", "batch_listed_from")
    }
    return PriceRow.objects.aggregate(rows=Count("pk"), **sums, **lengths, **marked, **newest)


def _named(row: PriceRow) -> str:
    return f"{row.reference}\n{row.seller}\n{row.display_name}".lower()
