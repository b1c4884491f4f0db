"""Where model steps and lines of one's own stood before some were taken away."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from calculator.domain.fields import NESTED

WAS: Final = "was"
"""What a page says of each row of a saved scenario: which row it was there."""
NEW: Final = "new"
WAS_FLAT: Final = "0"
"""Of a step that was the inputs of a unit."""
NOWHERE: Final = "new."
"""The prefix of no input: what was not there before."""

type Told = Mapping[str, Sequence[str]]
"""By list what each of its rows was: `steps` by `2`, `3`."""
NOT_TOLD: Final[Told] = MappingProxyType({})


def places_before(now: Mapping[str, str], before: Mapping[str, str], told: Told = NOT_TOLD) -> dict[str, str]:
    """By each row, `steps.1.`, the one that it was before, or the flat fields; a new row is not among them.

    Where no page told, that is the one which is likest it. Both as flat texts.
    """
    found: dict[str, str] = {}
    for group in NESTED:
        here, there = _rows(now, group), _rows(before, group)
        listed = told.get(group, ())
        if len(listed) == len(here) and listed:
            were = {f"{group}.{number}.": _place(group, was) for number, was in enumerate(listed, start=1)}
            found |= {place: then for place, then in were.items() if then in there or not then}
        elif group == "steps" and here and not there:
            found[next(iter(here))] = ""
        else:
            found |= _likest(here, there)
    return found


def _rows(inputs: Mapping[str, str], group: str) -> dict[str, dict[str, str]]:
    """What stands in each row of a list, by its prefix."""
    found: dict[str, dict[str, str]] = {}
    for name, text in inputs.items():
        if name.startswith(f"{group}."):
            place, _dot, part = name.rpartition(".")
            found.setdefault(f"{place}.", {})[part] = text
    return dict(sorted(found.items(), key=lambda each: int(each[0].split(".")[1])))


def _place(group: str, was: str) -> str:
    return "" if was == WAS_FLAT and group == "steps" else f"{group}.{was}."


def _likest(here: Mapping[str, dict[str, str]], there: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """Each row with the one of before that has most of its inputs, no two with the same."""
    pairs = [
        (-sum(then.get(part) == text for part, text in now.items()), place != was, at, place, was)
        for at, (place, now) in enumerate(here.items())
        for was, then in there.items()
    ]
    found: dict[str, str] = {}
    for alike, elsewhere, _at, place, was in sorted(pairs):
        if place not in found and was not in found.values() and (alike or not elsewhere):
            found[place] = was
    return found
