"""Ranges kept around a scenario: they go with their step or line when rows move, and end with it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Final
from zlib import crc32

from calculator.domain.costs import numbers
from calculator.domain.fields import IN_A_STEP, REPLACED_BY_STEPS
from calculator.domain.prices.brought_notes import prefix_of
from calculator.domain.prices.moved_rows import NOT_TOLD, Told, places_before
from calculator.domain.what_if.measured_ranges import MEASURED_RANGES
from calculator.domain.workload import Workload
from calculator.domain.workload_input import WorkloadErrors, flat_from
from calculator.models import Scenario

_ENDS: Final = ("low_", "high_")
_OF_ALL_CALLS: Final = frozenset({"input_tokens", "output_tokens", "searches_per_unit"})
"""In a step of one call, and so another number where a unit takes several."""


def ranges_now(
    scenario: Scenario, workload: Workload, told: Told = NOT_TOLD
) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is kept around the scenario, each range at the row that has its input in `workload`.

    With it the inputs whose ranges end because steps took their place and the first has no such input.
    """
    kept, earlier, now = scenario.exploration, flat_from(scenario.inputs), workload.as_form()
    places = places_before(now, earlier, told)
    first = next((place for place, then in places.items() if not then), "")
    stepped = bool(workload.steps) and not any(name.startswith("steps.") for name in earlier)
    moved = {name: name for name in _guessed(kept) if not prefix_of(name)}
    if stepped:
        values = numbers(workload)
        there = {name for name in moved if name not in REPLACED_BY_STEPS}
        at = {name: f"{first}{IN_A_STEP.get(name, name)}" for name in moved.keys() - there} if first else {}
        same = {name: place for name, place in at.items() if place in values and _is_one(name, scenario)}
        moved = {name: name for name in there} | same
    gone = {name for name in _guessed(kept) if not prefix_of(name)} - moved.keys()
    return _renamed(kept, _rows_moved(kept, places) | moved), tuple(sorted(gone))


def renumbered(texts: Mapping[str, str], sent: Mapping[str, str]) -> dict[str, str]:
    """Guesses as an address has them, at the rows by their numbers now; `sent` is what each was called."""
    places = {f"{row}.": f"{was}." for row, was in sent.items()}
    flat = {name: name for name in _guessed(texts) if not prefix_of(name)}
    return _renamed(texts, _rows_moved(texts, places) | flat)


def _guessed(texts: Mapping[str, str]) -> dict[str, None]:
    """The inputs that have a range, typed or measured."""
    typed = [name.partition("_")[2] for name in texts if name.startswith(_ENDS)]
    measured = [part.partition(":")[0] for part in texts.get(MEASURED_RANGES, "").split(",")]
    return dict.fromkeys(filter(None, (*typed, *measured)))


def _rows_moved(texts: Mapping[str, str], places: Mapping[str, str]) -> dict[str, str]:
    """The inputs of rows that have a range, by the name before."""
    now = {then: place for place, then in places.items() if then}
    in_rows = ((prefix_of(name), name) for name in _guessed(texts))
    return {name: now[then] + name.removeprefix(then) for then, name in in_rows if then in now}


def _renamed(texts: Mapping[str, str], moved: Mapping[str, str]) -> dict[str, str]:
    """The texts with each input called as it is now; those that are not among `moved` are left out."""
    found = {}
    for name, text in texts.items():
        end = next((end for end in _ENDS if name.startswith(end)), "")
        if name == MEASURED_RANGES:
            if parts := ",".join(_measured(text, moved)):
                found[name] = parts
        elif not end:
            found[name] = text
        elif (input := name.removeprefix(end)) in moved:
            found[end + moved[input]] = text
    return found


def _measured(text: str, moved: Mapping[str, str]) -> Iterator[str]:
    for part in text.split(","):
        name, colon, ends = part.partition(":")
        if name in moved:
            yield f"{moved[name]}{colon}{ends}"


def _is_one(name: str, scenario: Scenario) -> bool:
    """Whether an input of a unit is the same one in a step of a call."""
    then: Mapping[str, Fraction] = {}
    with suppress(WorkloadErrors):
        then = numbers(scenario.workload())
    if name == "calls_per_unit":
        return not then.get("routed_share")
    return name not in _OF_ALL_CALLS or then.get("calls_per_unit", 1) == 1


def mark_of(scenario: Scenario) -> str:
    """Equal as long as what a page says of the scenario's rows is said of these."""
    kept = [scenario.inputs, scenario.prices_copied, scenario.exploration]
    return f"{crc32(json.dumps(kept, sort_keys=True).encode()):x}"
