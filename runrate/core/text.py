"""Text as anybody sends it, made fit for a page, a file and a database, and lists as people say them."""

from collections.abc import Iterable

from runrate.core.translation import gettext as _

# No characters at all, and marks that turn the letters after them round.
_NO_LETTERS = "\ufffe\uffff\u202a\u202b\u202c\u202d\u202e"


def clean(text: str) -> str:
    """Text without control characters other than line breaks, and without what is no character at all."""
    return "".join(
        character
        for character in text.replace("\r\n", "\n")
        if character == "\n" or (ord(character) >= 0x20 and not 0x7F <= ord(character) < 0xA0)
        if not 0xD800 <= ord(character) <= 0xDFFF and character not in _NO_LETTERS
    )


def listed(names: Iterable[str]) -> str:
    """A list as people say it: `a`, `a and b`, `a, b and c`; nothing of nothing."""
    *first, last = tuple(names) or ("",)
    if not first:
        return last
    return _("{first} and {last}").format(first=", ".join(first), last=last)
