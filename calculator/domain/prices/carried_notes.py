"""Notes that a workload brings along: what a price list said of its prices when they were copied.

A file holds prices and no model, so that any program can work them out; what has to be said about the prices
goes with them and comes out again beside the estimate.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from calculator.domain.cost_lines import Note
from calculator.domain.fields import TYPED_PRICES
from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.domain.workload_input import WorkloadErrors, flat_from, read_decimal
from runrate.core.decimals import plain
from runrate.core.number_input.reader import NEGATIVE
from runrate.core.numbers import count
from runrate.core.translation import gettext, ngettext

NOTES: Final = "notes"
ORIGINS: Final = "origins"
"""Where each input comes from: by source the names of its inputs."""
_OF_A_MODEL: Final = frozenset({*TYPED_PRICES, "batch_factor", "batch_cache_factor"})
MOST_ORIGINS: Final = 200
MOST_INPUTS: Final = 2000
MOST_NOTES: Final = 120
LONGEST_FIELD: Final = 60
LONGEST_MESSAGE: Final = 2000


def split_notes(data: Mapping[str, object]) -> tuple[dict[str, object], tuple[Note, ...]]:
    """A workload in JSON form without its notes, and these; raises WorkloadErrors where they are no notes.

    Where its inputs come from is said once for each source, at the first input that has it; of an input whose
    value is another one than the source gave, nothing is said.
    """
    rest = {name: value for name, value in data.items() if name not in {NOTES, ORIGINS, LAST_INVOICE}}
    invoice_in(data)
    sources = tuple(_sources(data.get(ORIGINS), rest))
    given = data.get(NOTES)
    if given is None:
        return rest, sources
    if not isinstance(given, list) or len(given) > MOST_NOTES:
        raise _refused()
    return rest, (*(_read(each) for each in given), *sources)


def invoice_in(data: Mapping[str, object]) -> str:
    """The last invoice that stands beside a workload; empty for none. Raises WorkloadErrors for no amount."""
    given = data.get(LAST_INVOICE)
    if given is None:
        return ""
    amount, refused = read_decimal(given)
    if amount is None or amount < 0:
        raise WorkloadErrors({LAST_INVOICE: [gettext(refused or NEGATIVE)]})
    return plain(amount)


def invoice_origin_in(data: Mapping[str, object]) -> str:
    """Where the last invoice beside a workload comes from; nothing where its amount is another one than that
    which stands beside its origin. `data` has been read by `split_notes`.
    """
    amount, given = invoice_in(data), data.get(ORIGINS)
    for each in given if amount and isinstance(given, list) else ():
        origin, names, values = _source(each)
        if LAST_INVOICE in names and origin not in _no_source():
            told = amount if values is None else values[names.index(LAST_INVOICE)]
            return origin if _is_same(told, amount) else ""
    return ""


def origins_as_json(
    origins: Mapping[str, str], data: Mapping[str, object] | None = None
) -> list[dict[str, object]]:
    """Origins by input as `split_notes` reads them: each source once, with all of its inputs.

    With the workload in JSON form as `data` each input's value stands beside it: changed by hand, it is no
    longer from there.
    """
    names: dict[str, list[str]] = {}
    for name, origin in origins.items():
        if origin:
            names.setdefault(origin, []).append(name)
    found: list[dict[str, object]] = [
        {"origin": origin, "inputs": listed} for origin, listed in names.items()
    ]
    if data is None:
        return found
    flat = flat_from(data)
    values = ([flat.get(name, "") for name in listed] for listed in names.values())
    return [{**each, "values": texts} for each, texts in zip(found, values, strict=True)]


def _sources(given: object, data: Mapping[str, object]) -> Iterator[Note]:
    if given is None:
        return
    if not isinstance(given, list) or len(given) > MOST_ORIGINS:
        raise _origins_refused()
    flat: Mapping[str, str] | None = None
    for each in given:
        origin, names, values = _source(each)
        if values is not None:
            flat = flat_from(data) if flat is None else flat
            names = [
                name for name, value in zip(names, values, strict=True) if _is_same(value, flat.get(name))
            ]
        if (inputs := [name for name in names if name != LAST_INVOICE]) and origin not in _no_source():
            yield from _source_notes(origin, inputs)


def _no_source() -> set[str]:
    return {"entered", "our default", gettext("entered"), gettext("our default")}


def _is_same(told: str, now: str | None) -> bool:
    """Whether an input has the value that stood beside its origin; 50.0 is 50."""
    if told == (now or ""):
        return True
    one, other = read_decimal(told)[0], read_decimal(now or "")[0]
    return one is not None and one == other


def _source_notes(origin: str, names: Sequence[str]) -> Iterator[Note]:
    """Prices of a model are said to be from there at the model of each step; others at the first of them."""
    steps = dict.fromkeys(name.rpartition(".")[0] for name in names)
    if len(names) > 1 and all(name.rpartition(".")[2] in _OF_A_MODEL for name in names):
        yield from (Note(f"{step}.model" if step else "model", origin) for step in steps)
    elif further := len(names) - 1:
        said = ngettext(
            "%(origin)s (this and %(n)s further input)", "%(origin)s (this and %(n)s further inputs)", further
        )
        yield Note(names[0], said % {"origin": origin, "n": count(further)})
    else:
        yield Note(names[0], origin)


def _source(given: object) -> tuple[str, list[str], list[str] | None]:
    if not isinstance(given, dict) or set(given) - {"values"} != {"origin", "inputs"}:
        raise _origins_refused()
    origin, names, values = given["origin"], given["inputs"], given.get("values")
    if not _is_text(origin, LONGEST_MESSAGE) or not isinstance(names, list):
        raise _origins_refused()
    if not 0 < len(names) <= MOST_INPUTS or not all(_is_text(name, LONGEST_FIELD) for name in names):
        raise _origins_refused()
    if values is not None and not _are_values(values, len(names)):
        raise _origins_refused()
    return origin, names, values


def _are_values(given: object, many: int) -> bool:
    """Whether it is a text for each input, which is empty where the file has none."""
    texts = given if isinstance(given, list) and len(given) == many else [None]
    return all(each == "" or _is_text(each, LONGEST_MESSAGE) for each in texts)


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


def _origins_refused() -> WorkloadErrors:
    said = gettext("Give origins as a short list of objects with an origin, as text, and a list of inputs.")
    return WorkloadErrors({ORIGINS: [said]})


def _refused() -> WorkloadErrors:
    said = gettext("Give notes as a short list of objects with a field and a message, both as text.")
    return WorkloadErrors({NOTES: [said]})
