"""Notes on typed prices that travel with them, in an address and in a saved scenario, while they are true.

A note is about the prices of a step or of the flat fields as they were when it came in. It goes with them
when the step moves, and ends when one of them changes.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import quote_plus
from zlib import crc32

from calculator.domain.cost_lines import Note
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.prices.carried_notes import MOST_NOTES, split_notes
from calculator.domain.workload_input import WorkloadErrors

BROUGHT: Final = "brought"
"""Their name among what a scenario keeps of its prices."""
LENGTH: Final = ("input_tokens", "calls_per_unit", "calls", "input_growth")
"""What makes a call as long as it is: what its length says ends with it."""
LONGEST_TEXT: Final = 30_000
"""Letters of an address; an address holds twice as many before it is packed."""

type Brought = list[dict[str, str]]
"""A `field`, a `message`, and the mark of the `prices` that it is about."""


class TooLongError(Exception):
    """Notes that no address can carry."""


def brought_along(notes: Iterable[Note], inputs: Mapping[str, str]) -> Brought:
    """The notes with the mark of the prices they are about, in `inputs` as flat texts."""
    return [
        {"field": note.field, "message": note.message, "prices": _mark(note.field, inputs)}
        for note in dict.fromkeys(notes)
    ]


def as_text(brought: Brought) -> str:
    """As an address carries them; raises TooLongError."""
    text = json.dumps(brought, ensure_ascii=False, separators=(",", ":")) if brought else ""
    if len(quote_plus(text)) > LONGEST_TEXT:
        raise TooLongError
    return text


def from_text(text: str) -> object:
    """What `as_text` wrote; None for anything that is no JSON."""
    try:
        found: object = json.loads(text[:LONGEST_TEXT]) if text else None
    except (ValueError, RecursionError):
        return None
    return found


def still_true(brought: object, inputs: Mapping[str, str]) -> tuple[Note, ...]:
    """Those whose prices stand as they did, at the step that has them now; none of what are no notes."""
    if not isinstance(brought, list) or len(brought) > MOST_NOTES:
        return ()
    prefixes = dict.fromkeys(_prefix_of(name) for name in inputs if name.startswith("steps."))
    return tuple(note for each in brought if (note := _now(each, prefixes, inputs)) is not None)


def notes_in(copied: Mapping[str, Any]) -> tuple[Note, ...]:
    """All notes among what a scenario keeps of its prices: of the rows they were copied from, and brought."""
    rows = copied["steps"].values() if "steps" in copied else (copied,)
    said = [note for row in rows for note in row.get("notes", ())] + list(copied.get(BROUGHT, ()))
    return tuple(dict.fromkeys(Note(note["field"], note["message"]) for note in said))


def _now(each: object, prefixes: Iterable[str], inputs: Mapping[str, str]) -> Note | None:
    if not isinstance(each, dict) or set(each) != {"field", "message", "prices"}:
        return None
    try:
        _rest, (note,) = split_notes({"notes": [{"field": each["field"], "message": each["message"]}]})
    except WorkloadErrors:
        return None
    prefix, mark = _prefix_of(note.field), each["prices"]
    if not prefix.startswith("steps."):
        return note if mark == _mark(note.field, inputs) else None
    part = note.field.removeprefix(prefix)
    places = [prefix, *prefixes] if prefix in prefixes else list(prefixes)
    moved = next((place for place in places if _mark(place + part, inputs) == mark), None)
    return None if moved is None else Note(moved + part, note.message)


def _prefix_of(name: str) -> str:
    """`steps.2.` of `steps.2.calls`; nothing of a flat field."""
    group, dot, _part = name.rpartition(".")
    return f"{group}{dot}"


def _mark(field: str, inputs: Mapping[str, str]) -> str:
    """Equal for equal prices of a step, or of the flat fields; of tokens for as many, too."""
    prefix = _prefix_of(field)
    if not prefix.startswith("steps."):
        prefix = ""
    names = (*TYPED_PRICES, *LENGTH) if field.removeprefix(prefix) == "input_tokens" else TYPED_PRICES
    prices = [f"{name}={inputs[prefix + name]}" for name in names if prefix + name in inputs]
    return f"{crc32(' '.join(prices).encode()):x}"
