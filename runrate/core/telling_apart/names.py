"""Names that people gave, told apart where two of them look alike."""

from collections import Counter
from collections.abc import Sequence
from itertools import count


def distinct(labels: Sequence[str], *details: Sequence[str]) -> list[str]:
    """Each label once: those that look alike get the details that tell them apart, and a number if none does.

    Each of `details` has one text per label: `Desk (3 November 2026)`. Case and spaces tell nothing apart.
    """
    found = list(labels)
    for detail in details:
        telling = {label for label, more in _pairs(found, detail).items() if len(more) > 1}
        found = [
            f"{label} ({more})" if more and _folded(label) in telling else label
            for label, more in zip(found, detail, strict=True)
        ]
    taken = {_folded(label) for label in found}
    numbered = []
    for label, label_is_alike in zip(found, _alike(found), strict=True):
        free = (f"{label} ({number})" for number in count(1))
        name = next(each for each in free if _folded(each) not in taken) if label_is_alike else label
        taken.add(_folded(name))
        numbered.append(name)
    return numbered


def _pairs(labels: Sequence[str], detail: Sequence[str]) -> dict[str, set[str]]:
    """The details of each label that looks like another: one alone tells nothing apart."""
    found: dict[str, set[str]] = {}
    for label, more in zip(labels, detail, strict=True):
        found.setdefault(_folded(label), set()).add(more)
    return found


def _alike(labels: Sequence[str]) -> list[bool]:
    counted = Counter(_folded(label) for label in labels)
    return [counted[_folded(label)] > 1 for label in labels]


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())
