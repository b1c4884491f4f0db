"""What a board page leaves out of a report's words: the ends of long names, and nothing else."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

ELLIPSIS = "…"
SHORTEST = 4
"""Letters of a name that are left of it at least."""
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
    return any(before.endswith(name[:most]) for name in names for most in range(SHORTEST, len(name)))


def _with_names(text: str, names: list[str]) -> re.Pattern[str]:
    long = [name for name in names if len(name) > SHORTEST]
    parts = re.split(f"({'|'.join(map(re.escape, long))})", text) if long else [text]
    return re.compile(
        "".join(_or_less(part) if part in long else re.escape(part.casefold()) for part in parts)
    )


def _or_less(name: str) -> str:
    """A name, or so many of its first letters and an ellipsis."""
    folded = name.casefold()
    begun = "|".join(re.escape(folded[:most]) for most in range(len(folded) - 1, SHORTEST - 1, -1))
    return f"(?:{re.escape(folded)}|(?:{begun}){ELLIPSIS})"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    each = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for part in each:
        yield from _texts(part)


def _bare(text: str) -> str:
    return _UNSEEN.sub("", text)
