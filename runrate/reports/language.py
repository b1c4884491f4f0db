"""Puts the report's sentences into the reader's language; knows no Django, so the translator is handed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations
from typing import Protocol


class Translator(Protocol):
    """What both Django's translation module and the standard library's catalogues can do."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...


_ENGLISH: Translator = NullTranslations()
_translator: ContextVar[Translator] = ContextVar("translator", default=_ENGLISH)


@contextmanager
def spoken_by(translator: Translator) -> Iterator[None]:
    """Everything composed inside speaks through this translator; English otherwise."""
    token = _translator.set(translator)
    try:
        yield
    finally:
        _translator.reset(token)


def gettext(message: str) -> str:
    return _translator.get().gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return _translator.get().ngettext(singular, plural, number)


def listed(names: list[str]) -> str:
    """A list as people say it: `a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return gettext("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def plural_of(unit: str) -> str:
    """More than one of the reader's own unit, for the words people really use: claim, query, batch.

    A name that is already long or ends in something unusual still reads as a word with an s.
    """
    lower = unit.lower()
    if lower.endswith(("s", "x", "z", "ch", "sh")):
        return unit + "es"
    if lower.endswith("y") and lower[-2:-1] not in set("aeiou"):
        return unit[:-1] + "ies"
    return unit + "s"
