"""Names that people gave, told apart where two of them look alike."""

from collections import Counter
from collections.abc import Sequence
from itertools import count


def distinct(labels: Sequence[str], *details: Sequence[str]) -> list[str]:
    """Each label once: those that look alike get their details in turn, and a number if that is not enough.

    Each of `details` has one text per label: `Desk (3 Nov 2026)`. Case and spaces tell nothing apart.
    """
    found = list(labels)
    for detail in details:
        alike = _alike(found)
        found = [
            f"{label} ({more})" if label_is_alike and more else label
            for label, more, label_is_alike in zip(found, detail, alike, strict=True)
        ]
    taken = {_folded(label) for label in found}
    numbered = []
    for label, label_is_alike in zip(found, _alike(found), strict=True):
        free = (f"{label} ({number})" for number in count(1))
        name = next(each for each in free if _folded(each) not in taken) if label_is_alike else label
        taken.add(_folded(name))
        numbered.append(name)
    return numbered


def _alike(labels: Sequence[str]) -> list[bool]:
    counted = Counter(_folded(label) for label in labels)
    return [counted[_folded(label)] > 1 for label in labels]


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())
