"""Text as anybody sends it, made fit for page, file and database; lists and a minus as people read them."""

import unicodedata
from collections.abc import Iterable

from runrate.core.translation import gettext as _

# No characters at all, and marks that turn the letters after them round.
_NO_LETTERS = "\ufffe\uffff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_JOINERS = "\u200c\u200d"
_MINUS = "\N{MINUS SIGN}"
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters by their class that are drawn as nothing."""

# Hebrew is the first of those beyond Latin, Greek, Cyrillic and Armenian; their letters are wider, or joined.
_OTHER_SCRIPTS = "\u0590"


def clean(text: str) -> str:
    """Text without control characters other than line breaks, and without what is no character at all."""
    return "".join(
        character
        for character in text.replace("\r\n", "\n")
        if character == "\n" or (ord(character) >= 0x20 and not 0x7F <= ord(character) < 0xA0)
        if not 0xD800 <= ord(character) <= 0xDFFF and character not in _NO_LETTERS
    )


def one_line(text: str) -> str:
    """Clean text in one line, with single spaces."""
    return " ".join(clean(text).split())


def one_name(text: str) -> str:
    """A name in one line, of what is seen; nothing of signs alone that nobody sees.

    What joins letters of Persian, Hindi and pictures of several parts is unseen and belongs to them.
    """
    seen = "".join(
        character for character in one_line(text) if character.isprintable() or character in _JOINERS
    )
    return " ".join(seen.split()) if seen.strip(f"{_JOINERS}{_BLANK_LETTERS} ") else ""


def listed(names: Iterable[str]) -> str:
    """A list as people say it: `a`, `a and b`, `a, b and c`; nothing of nothing."""
    *first, last = tuple(names) or ("",)
    if not first:
        return last
    return _("{first} and {last}").format(first=", ".join(first), last=last)


def as_sentence(text: str) -> str:
    """What begins with a part that also stands inside sentences, with the capital of a beginning.

    >>> as_sentence("under 0.1% of the total stays.")
    'Under 0.1% of the total stays.'
    """
    return f"{text[:1].upper()}{text[1:]}"


def with_minus(written: str) -> str:
    """A number as people read it: data keeps the sign of a keyboard, page, paper and mail have a minus.

    >>> with_minus("-$222")
    '−$222'
    """
    return f"{_MINUS}{written[1:]}" if written.startswith("-") else written


def width(text: str) -> int:
    """How wide text is at most, in Latin letters: two for other scripts and pictures, none for marks."""
    return sum(map(_letters, text))


def cut(text: str, most: int) -> str:
    """As much of a text as fits into so many widths of a letter, with an ellipsis where it was cut.

    It is cut between two words; in a word only where that would leave less than half of the room.

    >>> cut("Evaluation runs of every release", 24)
    'Evaluation runs of…'
    """
    if width(text) <= most:
        return text
    kept, left = "", most - 1
    for character in text:
        left -= _letters(character)
        if left < 0:
            break
        kept += character
    words = kept.rpartition(" ")[0].rstrip() if not text[len(kept)].isspace() else kept
    return f"{(words if 2 * width(words) >= most else kept).rstrip()}…"


def _letters(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    if "\ufdf0" <= character <= "\ufdfd":  # whole words and phrases written as one letter
        return 8
    wide = unicodedata.east_asian_width(character) in "WF" or (
        character >= _OTHER_SCRIPTS and unicodedata.category(character)[0] in "LM"
    )
    return 2 if wide or character in "WM" else 1
