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
from calculator.domain.fields import MOST_STEPS, TYPED_PRICES
from calculator.domain.prices.aliases import LONGEST
from calculator.domain.prices.carried_notes import LONGEST_MESSAGE, MOST_NOTES, split_notes
from calculator.domain.prices.live_notes import notes_now
from calculator.domain.prices.telling_notes import tells_of_a_call_too_long
from calculator.domain.workload_input import WorkloadErrors

BROUGHT: Final = "brought"
"""Their name among what a scenario keeps of its prices."""
LENGTH: Final = ("input_tokens", "calls_per_unit", "calls", "input_growth")
"""What makes a call as long as it is: what its length says ends with it."""
LONGEST_TEXT: Final = 30_000
"""Letters of an address; an address holds twice as many before it is packed."""

type Brought = list[dict[str, str]]
"""A `field`, a `message`, and the mark of the `prices` it is about; of a file's prices their `model`, of its
last `invoice` the amount and its `origin`."""


class TooLongError(Exception):
    """Notes that no address can carry."""


def brought_along(notes: Iterable[Note], inputs: Mapping[str, str]) -> Brought:
    """The notes with the mark of the prices they are about, in `inputs` as flat texts."""
    return [
        {"field": note.field, "message": note.message, "prices": _marks(note, note.field, inputs)[0]}
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
    """Those whose prices stand as they did, at the step that has them now; none of what are no notes.

    What follows the inputs is said as they stand.
    """
    if not isinstance(brought, list) or len(brought) > MOST_NOTES + MOST_STEPS + 1:
        return ()
    prefixes = _steps_of(inputs)
    stand = [note for each in brought if (note := _now(each, prefixes, inputs)) is not None]
    return as_they_stand(stand, inputs)


def models_brought(models: Iterable[tuple[str, str]], inputs: Mapping[str, str]) -> Brought:
    """By step, `steps.2.`, or the flat fields the model whose prices a file has, with the mark of these."""
    return [
        {"model": model, "at": place, "prices": _mark(f"{place}model", TYPED_PRICES, inputs)}
        for place, model in dict(models).items()
        if f"{place}input_price" in inputs
    ]


def invoice_brought(origin: str, amount: str) -> Brought:
    """Where the last invoice of a file is from, with the amount that is from there; none of one typed."""
    return [{"invoice": amount, "origin": origin}] if origin else []


def invoice_told(brought: object) -> tuple[str, str]:
    """The amount of a last invoice and where it is from, among what was brought; empty texts for none."""
    for each in brought if isinstance(brought, list) else ():
        if isinstance(each, dict) and set(each) == {"invoice", "origin"}:
            amount, origin = each["invoice"], each["origin"]
            if _is_line(amount) and _is_line(origin):
                return amount, origin
    return "", ""


def _is_line(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= LONGEST_MESSAGE and text.isprintable()


def models_in(brought: object, inputs: Mapping[str, str]) -> dict[str, str]:
    """The models among what was brought, by what has their prices now; none of what are none."""
    found: dict[str, str] = {}
    places = [*_steps_of(inputs)] or [""]
    for each in brought if isinstance(brought, list) else ():
        if not isinstance(each, dict) or set(each) != {"model", "at", "prices"}:
            continue
        if not all(isinstance(text, str) and len(text) <= LONGEST for text in each.values()):
            continue
        for place in [each["at"], *places] if each["at"] in places else places:
            if place not in found and _mark(f"{place}model", TYPED_PRICES, inputs) == each["prices"]:
                found[place] = each["model"]
                break
    return found


def renumbered_notes(text: str, sent: Mapping[str, str]) -> str:
    """What an address brings, with each step and line by its number now; `sent` is what each was called."""
    told, rows = from_text(text), {f"{was}.": f"{row}." for row, was in sent.items()}
    found = []
    for each in told if isinstance(told, list) else ():
        key = next((key for key in ("field", "at") if isinstance(each, dict) and key in each), "")
        name = each[key] if key and isinstance(each[key], str) else ""
        prefix = prefix_of(name)
        if prefix in rows:
            found.append({**each, key: rows[prefix] + name.removeprefix(prefix)})
        elif not prefix:
            found.append(each)
    return as_text(found)


def _steps_of(inputs: Mapping[str, str]) -> dict[str, None]:
    return dict.fromkeys(prefix_of(name) for name in inputs if name.startswith("steps."))


def as_they_stand(notes: Iterable[Note], inputs: Mapping[str, str]) -> tuple[Note, ...]:
    """Notes on typed prices, those that follow the inputs as these stand; `inputs` as flat texts."""
    notes = tuple(notes)
    by_place: dict[str, list[dict[str, str]]] = {}
    for note in notes:
        by_place.setdefault(_place(note.field), []).append({"field": note.field, "message": note.message})
    now = [note for place, said in by_place.items() for note in notes_now({"notes": said}, place, inputs)]
    return tuple(dict.fromkeys([*(note for note in notes if note in now), *now]))


def notes_in(copied: Mapping[str, Any], inputs: Mapping[str, str]) -> tuple[Note, ...]:
    """All that is to be said of the prices that a scenario keeps: of their rows, and brought along.

    `inputs` are those that stand, as flat texts.
    """
    rows = {"": copied}
    if "steps" in copied:
        rows = {f"steps.{number}.": row for number, row in copied["steps"].items()}
    of_rows = [note for place, row in rows.items() for note in notes_now(row, place, inputs)]
    brought = [Note(note["field"], note["message"]) for note in copied.get(BROUGHT, ())]
    return tuple(dict.fromkeys([*of_rows, *as_they_stand(brought, inputs)]))


def _now(each: object, prefixes: Iterable[str], inputs: Mapping[str, str]) -> Note | None:
    if not isinstance(each, dict) or set(each) != {"field", "message", "prices"}:
        return None
    try:
        _rest, (note,) = split_notes({"notes": [{"field": each["field"], "message": each["message"]}]})
    except WorkloadErrors:
        return None
    prefix, mark = prefix_of(note.field), each["prices"]
    if not prefix.startswith("steps."):
        return note if mark in _marks(note, note.field, inputs) else None
    part = note.field.removeprefix(prefix)
    places = [prefix, *prefixes] if prefix in prefixes else list(prefixes)
    moved = next((place for place in places if mark in _marks(note, place + part, inputs)), None)
    return None if moved is None else Note(moved + part, note.message)


def _place(field: str) -> str:
    """The step whose prices a note is about, or the flat fields."""
    prefix = prefix_of(field)
    return prefix if prefix.startswith("steps.") else ""


def prefix_of(name: str) -> str:
    """`steps.2.` of `steps.2.calls`; nothing of a flat field."""
    group, dot, _part = name.rpartition(".")
    return f"{group}{dot}"


def _marks(note: Note, field: str, inputs: Mapping[str, str]) -> tuple[str, ...]:
    """The marks of a note that stands at this field, the one that is written first.

    Of a call too long, whose length is looked at anew, those of before had one for its tokens too.
    """
    prices = _mark(field, TYPED_PRICES, inputs)
    if field.rpartition(".")[2] != "input_tokens":
        return (prices,)
    both = _mark(field, (*TYPED_PRICES, *LENGTH), inputs)
    return (prices, both) if tells_of_a_call_too_long(note.message) else (both,)


def _mark(field: str, names: Iterable[str], inputs: Mapping[str, str]) -> str:
    """Equal for equal prices, or other inputs, of a step or of the flat fields."""
    prefix = _place(field)
    given = [f"{name}={inputs[prefix + name]}" for name in names if prefix + name in inputs]
    return f"{crc32(' '.join(given).encode()):x}"
