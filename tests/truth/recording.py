"""What is said while a block runs: every text that asks for its translation, with its words and its place.

All that people read asks for it (`tests/test_language.py` finds what does not), so nothing is said besides.
"""

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from calculator.domain.formulas import terms
from runrate.core import translation as ours

_PLACE = re.compile(r"\{\w|%\(\w")
_OURS = ("assessment.", "calculator.", "runrate.")
_BETWEEN = ("runrate.core.translation", "runrate.core.numbers", "runrate.core.text")


@dataclass(frozen=True, slots=True)
class Said:
    """One text as it was said: the message it is made of, the words put into it, and who said it."""

    message: str
    words: Mapping[str, Any]
    text: str
    module: str
    """The module that said it; `at least` and lists are said by whoever asked for them."""
    line: int


class _Message(str):
    """A message that tells the book when words are put into it."""

    __slots__ = ("book", "message", "place")

    book: list[Said]
    message: str
    place: tuple[str, int]

    def format(self, *args: object, **words: object) -> str:
        return self._noted(str.format(self, *args, **words), words)

    def __mod__(self, words: Any) -> str:
        return self._noted(str.__mod__(self, words), words)

    def _noted(self, text: str, words: Mapping[str, object]) -> str:
        self.book.append(Said(self.message, dict(words), text, *self.place))
        return text


@contextmanager
def recorded() -> Iterator[list[Said]]:
    """The book of all that is said inside; nothing else changes."""
    book: list[Said] = []
    trans: Any = translation._trans  # type: ignore[attr-defined]  # where all of Django's ways to translate meet
    usual: dict[str, Callable[..., str]] = {name: getattr(trans, name) for name in ("gettext", "ngettext")}

    def gettext(message: str) -> str:
        return _noted(book, message, usual["gettext"](message))

    def ngettext(singular: str, plural: str, number: int) -> str:
        return _noted(book, plural, usual["ngettext"](singular, plural, number))

    trans.gettext, trans.ngettext = gettext, ngettext
    # A text that was looked up before is not asked for again: this book would not hear of it.
    looked_up = ours._translated
    ours._translated = looked_up.__wrapped__  # type: ignore[assignment]
    terms._input.cache_clear()
    try:
        yield book
    finally:
        ours._translated = looked_up
        trans.gettext, trans.ngettext = usual["gettext"], usual["ngettext"]


def _noted(book: list[Said], message: str, text: str) -> str:
    if _recognised():
        return text
    place = _caller()
    if not _PLACE.search(text):
        book.append(Said(message, {}, text, *place))
        return text
    found = _Message(text)
    found.book, found.message, found.place = book, message, place
    return found


def _recognised() -> bool:
    """Whether a text is only compared with what stands somewhere, and is said to nobody."""
    frame = sys._getframe(1)
    while frame.f_back is not None:
        if frame.f_code is ours.known_as.__code__:
            return True
        frame = frame.f_back
    return False


def _caller() -> tuple[str, int]:
    frame = sys._getframe(3)
    while frame.f_back is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith(_OURS) and name not in _BETWEEN:
            return name, frame.f_lineno
        frame = frame.f_back
    return "", 0
