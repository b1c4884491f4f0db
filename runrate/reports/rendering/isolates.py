"""Names that run from right to left, kept apart from the line that they stand in: data in, the same data out.

Without it the date or the amount that follows such a name on a line is drawn as part of it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

BEGINS, ENDS = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_BETWEEN = r"\s\d'\"’״׳־/&_\u0300-\u036f\u200c\u200d-"
"""What may stand between two letters of one name whose end is not known; no sign that parts a list."""
FROM_RIGHT = re.compile(f"[{_LETTER}]")
_STRETCH = f"[{_LETTER}](?:[{_LETTER}{_BETWEEN}]*[{_LETTER}])?"


def isolated[V](words: V, content: Mapping[str, Any]) -> V:
    """Words of a report with its names from right to left apart, wherever sentences and lines hold them.

    A name that the report knows is kept as a whole, with its digits; of other text every stretch.
    """
    if not any(map(FROM_RIGHT.search, _texts(words))):
        return words
    names = sorted(filter(FROM_RIGHT.search, set(_names(content))), key=lambda each: (-len(each), each))
    wanted = re.compile("|".join([*map(re.escape, names), _STRETCH]))
    changed: V = _each(words, lambda text: wanted.sub(lambda name: f"{BEGINS}{name[0]}{ENDS}", text))
    return changed


def _names(content: Mapping[str, Any]) -> Iterator[str]:
    """What people named: workload, team and scenario, the lines of the cover, own cost lines, the unit."""
    cost = content.get("cost") or {}
    yield from content.get("subjects") or ()
    yield from (line["words"] for line in content.get("cover") or ())
    yield from (row["name"] for row in cost.get("rows", ()))
    yield cost.get("unit", "")


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    each = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    for part in each:
        yield from _texts(part)


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each(each, change) for key, each in value.items()}
    return [_each(each, change) for each in value] if isinstance(value, list | tuple) else value
