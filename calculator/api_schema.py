"""A workload as the description of the API has it: every input with its name, its unit and its hint."""

from typing import Any, Final

from calculator.domain.fields import (
    BY_NAME,
    MOST_OTHER_LINES,
    MOST_STEPS,
    OTHER_LINE_FIELDS,
    STEP_FIELDS,
    Field,
    Kind,
)
from calculator.domain.input_rules import NEEDED
from calculator.domain.labels import described, label
from calculator.domain.prices.carried_notes import MOST_NOTES, MOST_ORIGINS, NOTES, ORIGINS
from calculator.domain.typed_numbers.inputs import LAST_INVOICE
from calculator.domain.workload_input import LONGEST_NAME, LONGEST_OWN_NAME

_NUMBER: Final = {
    "oneOf": [
        {"type": "number", "minimum": 0},
        {"type": "string", "pattern": r"^[0-9]{1,15}(\.[0-9]{1,15})?$"},
        {"type": "null"},
    ]
}
_SHARE: Final = {
    "oneOf": [
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "pattern": r"^(0(\.[0-9]{1,15})?|1(\.0{1,15})?)$"},
        {"type": "null"},
    ]
}
_YES_OR_NO: Final = {"type": ["boolean", "null"]}
_KINDS: Final[dict[Kind, dict[str, Any]]] = {Kind.SHARE: _SHARE, Kind.YES_OR_NO: _YES_OR_NO}
LONGEST_MODEL: Final = 230


def _of(field: Field, name: str) -> dict[str, Any]:
    """One input; `name` is its whole name, of the first step or the first line where it stands in a list."""
    if field.kind is Kind.TEXT:
        longest = LONGEST_NAME if name == field.name else LONGEST_OWN_NAME
        kind: dict[str, Any] = {"type": ["string", "null"], "minLength": 1, "maxLength": longest}
    else:
        kind = _KINDS.get(field.kind, _NUMBER)
    hint = label(name).english_hint
    return {**kind, "title": described(name), **({"description": hint} if hint else {})}


_MODEL: Final[dict[str, Any]] = {
    "model": {
        "type": ["string", "null"],
        "minLength": 1,
        "maxLength": LONGEST_MODEL,
        "title": described("model"),
        "description": "provider/model: its dated prices, but for those that are given",
    },
    "priced_on": {"type": ["string", "null"], "format": "date", "title": described("priced_on")},
}


def _list_of(group: str, fields: tuple[Field, ...], most: int, required: list[str]) -> dict[str, Any]:
    properties = {field.name: _of(field, f"{group}.1.{field.name}") for field in fields}
    return {
        "type": ["array", "null"],
        "minItems": 1 if group == "steps" else 0,
        "maxItems": most,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": required,
            "properties": {**properties, **(_MODEL if group == "steps" else {})},
        },
    }


WORKLOAD: Final[dict[str, Any]] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        **{name: _of(field, name) for name, field in BY_NAME.items()},
        **_MODEL,
        "steps": {
            **_list_of("steps", STEP_FIELDS, MOST_STEPS, list(NEEDED[:2])),
            "title": "Model steps of one unit",
            "description": "Instead of the fields above for tokens, calls, prices, caches and routing.",
        },
        "other_lines": {
            **_list_of("other_lines", OTHER_LINE_FIELDS, MOST_OTHER_LINES, ["name"]),
            "title": "Cost lines of your own",
        },
        LAST_INVOICE: {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "pattern": r"^[0-9]{1,15}(\.[0-9]{1,2})?$"},
                {"type": "null"},
            ],
            "title": "The vendor's last invoice",
            "description": "Of the calculator's form: its files carry it, and no estimate is made with it.",
        },
        NOTES: {
            "type": ["array", "null"],
            "maxItems": MOST_NOTES,
            "description": "What was said of the prices when they were copied; it comes out again.",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["field", "message"],
                "properties": {
                    "field": {"type": "string", "pattern": "^[a-z][a-z_.0-9]{0,59}$"},
                    "message": {"type": "string", "pattern": "^[A-Za-z0-9 .,:;$%/-]{1,2000}$"},
                },
            },
        },
        ORIGINS: {
            "type": ["array", "null"],
            "maxItems": MOST_ORIGINS,
            "description": "Where inputs come from, as our files say it; each source comes out as a note.",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["origin", "inputs"],
                "properties": {
                    "origin": {"type": "string", "pattern": "^[A-Za-z0-9 .,:;$%/-]{1,2000}$"},
                    "inputs": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"type": "string", "pattern": "^[a-z][a-z_.0-9]{0,59}$"},
                    },
                },
            },
        },
    },
    "description": "Tokens and prices are required unless steps, seats or capacity are given.",
}
