"""How plain Python speaks the reader's language; it knows no Django, so the site hands it a translator."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import NullTranslations
from typing import Final, Protocol

MOST_TEXTS: Final = 8192
"""All of the source's in a few languages."""


class Translator(Protocol):
    """What Django's translation module can do, and a catalogue that knows the name of its language."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, singular: str, plural: str, number: int, /) -> str: ...

    def get_language(self) -> str | None: ...


class English(NullTranslations):
    """Every text as it stands in the source."""

    def get_language(self) -> str:
        return "en"


class _Speaker:
    """Who translates: nobody, so everything stays English, until a site starts."""

    translator: Translator = English()


def speak_through(translator: Translator) -> None:
    """From now on this translator is asked for every text, each time one is shown."""
    _Speaker.translator = translator


_settled: ContextVar[str] = ContextVar("language", default="")


@contextmanager
def one_language() -> Iterator[None]:
    """Within it the language is asked for once, however many texts and numbers are written.

    Only around what changes no language itself: a change would not be seen.
    """
    before = _settled.set(code())
    try:
        yield
    finally:
        _settled.reset(before)


def code() -> str:
    """The language that is spoken, as pages name it: `en`, `pt-br`."""
    return _settled.get() or _Speaker.translator.get_language() or "en"


def gettext(message: str) -> str:
    translator = _Speaker.translator
    return _translated(translator, _settled.get() or translator.get_language(), message)  # type: ignore[arg-type]  # any object is


def known_as(*messages: str) -> frozenset[str]:
    """How texts of ours may stand where they were written down: in English, and in the language spoken.

    For recognising a text; nothing is said by asking.
    """
    return frozenset(messages).union(map(gettext, messages))


@lru_cache(maxsize=MOST_TEXTS, typed=True)  # a text that is marked safe for a page equals one that is not
def _translated(translator: Translator, language: str | None, message: str) -> str:
    """The calculator's page asks for some 150 texts, and a catalogue is a walk through several layers."""
    return translator.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    return _Speaker.translator.ngettext(singular, plural, number)


def gettext_noop(message: str) -> str:
    """Marks a constant for the catalogues; it is translated where it is shown."""
    return message
