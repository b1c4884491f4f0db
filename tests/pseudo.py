"""A made-up language in which every translated text stands in ⟦ ⟧, and what a page shows outside of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import NullTranslations
from html.parser import HTMLParser
from typing import Any, Final

from django.utils import translation
from django.utils.translation import trans_real

# English as far as numbers and dates go, so that only words tell.
CODE: Final = "en-us"
OPEN, CLOSE = "⟦", "⟧"
SPOKEN: Final = ("aria-label", "alt", "title", "placeholder", "data-said")
SILENT: Final = ("script", "style")


class Wrapping(NullTranslations):
    """A catalogue that has every message."""

    def gettext(self, message: str) -> str:
        # Django joins a message's context to it by this character.
        return f"{OPEN}{message.rpartition(chr(4))[2]}{CLOSE}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)

    def to_language(self) -> str:
        return CODE


@contextmanager
def spoken() -> Iterator[None]:
    """Everything said inside is said in the made-up language."""
    known: dict[str, Any] = trans_real._translations  # type: ignore[attr-defined]  # no public way in
    known[CODE] = Wrapping()
    try:
        with translation.override(CODE):
            yield
    finally:
        del known[CODE]


def outside(html: str) -> list[str]:
    """The pieces of text of a page, its labels included, that no translation was asked for."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Follows the brackets from text to text, since a translated sentence may hold a link."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.depth = 0
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        given = dict(attrs)
        spoken_here = [given.get(name) for name in SPOKEN]
        if tag == "meta" and given.get("name") == "description":
            spoken_here.append(given.get("content"))
        if tag == "input" and given.get("type") in {"submit", "button", "reset"}:
            spoken_here.append(given.get("value"))
        for text in filter(None, spoken_here):
            rest, _depth = _rest(text, 0)
            self.found += rest

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            rest, self.depth = _rest(data, self.depth)
            self.found += rest


def _rest(text: str, depth: int) -> tuple[list[str], int]:
    """What of a text stands outside of brackets, and how deep its end is inside of them."""
    pieces, outer = [], ""
    for character in text:
        if character == OPEN:
            depth += 1
            pieces.append(outer)
            outer = ""
        elif character == CLOSE:
            depth -= 1
        elif not depth:
            outer += character
    pieces.append(outer)
    return [" ".join(piece.split()) for piece in pieces if piece.strip()], depth
