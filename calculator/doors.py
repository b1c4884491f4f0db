"""How a workload arrives as JSON text, and what is refused before its fields are read."""

import json
from typing import Final

LONGEST_BODY: Final = 64 * 1024
MOST_BRACKETS: Final = 100  # counted before parsing: how deep a parser can go differs between Pythons
WHOLE: Final = "__all__"

TOO_BIG: Final = "This is over 64 kB: one workload fits in far less."
NOT_UTF8: Final = "This is not UTF-8 text."
NOT_JSON: Final = "This is not JSON."
TOO_DEEP: Final = "This is nested too deeply: a workload is one flat object."
NOT_AN_OBJECT: Final = "A workload is a JSON object, with field names as keys."
DUPLICATE: Final = "The same field is given more than once: {name}."


class BodyError(ValueError):
    """Why a body cannot be read as one JSON object."""


class NumberText(str):
    """A JSON number as it was written, so that its length can be judged before its value."""

    __slots__ = ()


def read_object(body: bytes) -> dict[str, object]:
    """One JSON object with its numbers as written; raises BodyError with what is wrong."""
    if len(body) > LONGEST_BODY:
        raise BodyError(TOO_BIG)
    if body.count(b"[") + body.count(b"{") > MOST_BRACKETS:
        raise BodyError(TOO_DEEP)
    try:
        found = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_no_duplicates,
            parse_int=NumberText,
            parse_float=NumberText,
            parse_constant=NumberText,
        )
    except UnicodeDecodeError as error:
        raise BodyError(NOT_UTF8) from error
    except json.JSONDecodeError as error:
        raise BodyError(NOT_JSON) from error
    if not isinstance(found, dict):
        raise BodyError(NOT_AN_OBJECT)
    return found


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise BodyError(DUPLICATE.format(name=name))
        found[name] = value
    return found
