"""The whole list of prices in force as the API says it: written once for a day and a state of the table."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from threading import Lock
from typing import Any

from django.db.models import Count, Max, Sum
from django.db.models.functions import Length
from django.utils.translation import get_language

from calculator.models import PriceRow, search_words
from calculator.prices.lookup import Course, courses_of

type Spell = Callable[[PriceRow, Course], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PriceList:
    """Every model as the text it is sent as, beside the words by which it is found."""

    key: tuple[Any, ...]
    models: tuple[tuple[str, str], ...]

    def body(self, words: str) -> bytes:
        """The models whose names hold all the words."""
        wanted = [word.lower() for word in search_words(words)]
        found = [text for named, text in self.models if all(word in named for word in wanted)]
        return f'{{"models": [{", ".join(found)}]}}'.encode()

    def etag(self, words: str) -> str:
        return f'"{sha256(repr((self.key, search_words(words))).encode()).hexdigest()[:32]}"'


_NUMBERS = (
    "input_price",
    "output_price",
    "cache_read_price",
    "cache_write_price",
    "batch_input_price",
    "batch_output_price",
    "long_context_threshold",
    "long_context_input_price",
    "long_context_output_price",
    "context_window",
)
_TEXTS = ("note", "display_name", "status", "source_url", "origin")

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
    newest = {f"{name}_newest": Max(name) for name in ("pk", "checked_on", "listed_on", "effective_from")}
    return PriceRow.objects.aggregate(rows=Count("pk"), **sums, **lengths, **newest)


def _named(row: PriceRow) -> str:
    return f"{row.provider}\n{row.model}\n{row.display_name}".lower()
