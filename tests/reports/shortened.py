"""What a board page leaves out of a report's words: the ends of long names, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from runrate.core.text import width

ELLIPSIS = "…"
SHORTEST = 4
"""Widths of a Latin letter that are left of a name at least: one letter may be as wide as eight."""
_UNSEEN = re.compile(r"[\s\u2066-\u2069]+")


def names_in(content: Mapping[str, Any]) -> list[str]:
    """What people have named, the longest first."""
    cost = content.get("cost") or {}
    found = {
        *content["subjects"],
        *(line["words"] for line in content["cover"]),
        *(row["name"] for row in cost.get("rows", ())),
        cost.get("unit", ""),
    }
    return sorted(filter(None, map(_bare, found)), key=len, reverse=True)


def torn(text: str, names: list[str]) -> list[str]:
    """Where words end in an ellipsis that are no beginning of a name."""
    bare = _bare(text)
    ends = [found.start() for found in re.finditer(ELLIPSIS, bare)]
    return [bare[max(0, end - 30) : end + 1] for end in ends if not _ends_a_name(bare[:end], names)]


def unsaid(said: Any, printed: str, names: list[str]) -> list[str]:
    """Sentences that a page does not have, whatever it has left of their names."""
    page = _bare(printed).casefold()
    return [text for text in _texts(said) if not _with_names(_bare(text), names).search(page)]


def _ends_a_name(before: str, names: list[str]) -> bool:
    return any(before.endswith(begun) for name in names for begun in _beginnings(name))


def _beginnings(name: str) -> list[str]:
    """What may be left of a name, the longest first."""
    begun = (name[:most] for most in range(len(name) - 1, 0, -1))
    return [each for each in begun if width(each) >= SHORTEST]


def _with_names(text: str, names: list[str]) -> re.Pattern[str]:
    long = [name for name in names if width(name) > SHORTEST]
    parts = re.split(f"({'|'.join(map(re.escape, long))})", text) if long else [text]
    return re.compile(
        "".join(_or_less(part) if part in long else re.escape(part.casefold()) for part in parts)
    )


def _or_less(name: str) -> str:
    """A name, or so many of its first letters and an ellipsis."""
    folded = name.casefold()
    begun = "|".join(map(re.escape, _beginnings(folded))) or re.escape(folded)
    return f"(?:{re.escape(folded)}|(?:{begun}){ELLIPSIS})"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    each = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for part in each:
        yield from _texts(part)


def _bare(text: str) -> str:
    return _UNSEEN.sub("", text)
