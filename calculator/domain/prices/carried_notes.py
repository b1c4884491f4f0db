"""Notes that a workload brings along: what a price list said of its prices when they were copied.

A file holds prices and no model, so that any program can work them out; what has to be said about the prices
goes with them and comes out again beside the estimate.
"""

from collections.abc import Mapping
from typing import Final

from calculator.domain.cost_lines import Note
from calculator.domain.workload_input import WorkloadErrors
from runrate.core.translation import gettext

NOTES: Final = "notes"
MOST_NOTES: Final = 120
LONGEST_FIELD: Final = 60
LONGEST_MESSAGE: Final = 2000


def split_notes(data: Mapping[str, object]) -> tuple[dict[str, object], tuple[Note, ...]]:
    """A workload in JSON form without its notes, and these; raises WorkloadErrors where they are no notes."""
    rest = {name: value for name, value in data.items() if name != NOTES}
    given = data.get(NOTES)
    if given is None:
        return rest, ()
    if not isinstance(given, list) or len(given) > MOST_NOTES:
        raise _refused()
    return rest, tuple(_read(each) for each in given)


def as_json(notes: tuple[Note, ...]) -> list[dict[str, str]]:
    """Notes as `split_notes` reads them."""
    return [{"field": note.field, "message": note.message} for note in notes]


def _read(given: object) -> Note:
    if not isinstance(given, dict) or set(given) != {"field", "message"}:
        raise _refused()
    field, message = given["field"], given["message"]
    if not (_is_text(field, LONGEST_FIELD) and _is_text(message, LONGEST_MESSAGE)):
        raise _refused()
    return Note(field, message)


def _is_text(given: object, longest: int) -> bool:
    # A JSON number keeps its text in a subclass of str, and is no words.
    return type(given) is str and 0 < len(given) <= longest and given.isprintable()


def _refused() -> WorkloadErrors:
    said = gettext("Give notes as a short list of objects with a field and a message, both as text.")
    return WorkloadErrors({NOTES: [said]})
