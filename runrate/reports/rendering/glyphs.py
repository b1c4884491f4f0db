"""Knows which characters the installed typefaces can draw, and names those that none can: no box on paper."""

import subprocess
import unicodedata
from bisect import bisect_right
from functools import cache

type Ranges = tuple[tuple[int, int], ...]

# Marks that join, turn or select have no picture of their own and belong to no typeface.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Me", "Mn", "Zl", "Zp", "Zs"})
_SECONDS = 20


def named(text: str, drawn: Ranges) -> str:
    """`text` with each character that no typeface draws told as its code point: [U+E000].

    Where nothing is known of the typefaces (`drawn` is empty) the text stays as it is.
    """
    if not drawn or text.isascii():
        return text
    missing = {ord(each): f"[U+{ord(each):04X}]" for each in set(text) if not _is_drawn(each, drawn)}
    return text.translate(missing) if missing else text


def _is_drawn(character: str, drawn: Ranges) -> bool:
    code = ord(character)
    if code < 128 or unicodedata.category(character) in _UNSEEN:
        return True
    at = bisect_right(drawn, (code, 0x110000)) - 1
    return at >= 0 and code <= drawn[at][1]


@cache
def installed() -> Ranges:
    """Code points of all typefaces that the system's list names, merged; empty where it gives no answer."""
    try:
        told = subprocess.run(
            ["fc-list", "--format", "%{charset}\\n"],  # noqa: S607 - Pango brings it; its place differs
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return ()
    return merged(told)


def merged(told: str) -> Ranges:
    """Fontconfig's words for sets of characters ("20-7e a0 4e00-9fff", hexadecimal) as sorted ranges."""
    found = sorted({_range(part) for part in set(told.split())})
    ranges: list[tuple[int, int]] = []
    for first, last in found:
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
        else:
            ranges.append((first, last))
    return tuple(ranges)


def _range(part: str) -> tuple[int, int]:
    first, _dash, last = part.partition("-")
    return int(first, 16), int(last or first, 16)
