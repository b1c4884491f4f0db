"""From what was typed or sent to a workload, or all that is wrong with it, by field."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from calculator.domain.fields import (
    AMOUNTS_OF_A_LINE,
    BY_NAME,
    MOST_OTHER_LINES,
    MOST_STEPS,
    NESTED,
    PRICE_TABLE_FIELDS,
    ZERO,
    Field,
    Kind,
)
from calculator.domain.input_rules import Conflict, conflicts, other_line_conflicts, step_conflicts
from calculator.domain.labels import label
from calculator.domain.workload import OtherLine, Step, Value, Workload
from runrate.core.number_input.reader import NEGATIVE
from runrate.core.text import listed, one_name
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

LONGEST_NUMBER: Final = 30
LONGEST_NAME: Final = 100
LONGEST_OWN_NAME: Final = 60
MOST_ROWS_READ: Final = 100
"""Rows of a form that are looked at; far more than there may be, so that too many are told as such."""

# Marked here, translated where a workload is refused.
NOT_A_NUMBER: Final = _("Enter a number, such as 1200 or 0.05.")
TOO_LONG: Final = _("Enter a number of at most 30 digits.")
OUTSIDE_SHARE: Final = _("Enter a share between 0 and 1, such as 0.1 for 10%.")
NOT_ABOVE_ZERO: Final = _("Enter a number above 0.")
NOT_WHOLE: Final = _("Enter a whole number.")
TOO_MANY_RETRIES: Final = _("Enter at most 100 retries.")
TOO_MANY_HOURS: Final = _("Enter at most 744: a month has no more hours.")
NOT_YES_OR_NO: Final = _("Enter true or false.")
NOT_A_LIST: Final = _("Enter a list of objects.")
NO_STEP: Final = _("Enter at least one model step, or leave the steps out.")
TOO_MANY_STEPS: Final = _("Enter at most 20 model steps.")
TOO_MANY_LINES: Final = _("Enter at most 10 lines of your own.")
OWN_NAME_TOO_LONG: Final = _("Enter a name of at most 60 characters.")
NOT_TEXT: Final = _("Enter a name, as text.")
BLANK: Final = _("This is empty: enter a value or leave the field out.")
NAME_TOO_LONG: Final = _("Enter a name of at most 100 characters.")
UNKNOWN: Final = _("This field is not known.")
NO_PRICE_TABLE: Final = _(
    "No price table is available here: give input_price and output_price (dollars per million "
    "tokens) instead, "
    "and cache_read_price, cache_write_price or the long_context prices where they apply."
)

_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?", re.ASCII)
_ROW: Final = re.compile(r"(steps|other_lines)\.([1-9]\d{0,2})\.([a-z0-9_]{1,40})", re.ASCII)
_YES_NO: Final = {True: "yes", False: "no"}
_YES_OR_NO: Final = {
    "yes": True,
    "true": True,
    "on": True,
    "1": True,
    "no": False,
    "false": False,
    "0": False,
}
_ARTICLE: Final = re.compile(r"(an?|the) (?=\S)", re.IGNORECASE)
_NOT_FINITE = re.compile(r"[+-]?(s?nan\d*|inf(inity)?)", re.ASCII | re.IGNORECASE)


class WorkloadErrors(ValueError):  # noqa: N818  # it carries several, by field
    """What is wrong with a workload, by field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(messages)}" for name, messages in errors.items()))
        self.errors = dict(errors)


def parse_workload(data: Mapping[str, object]) -> Workload:
    """Read a workload as the contract defines it, or say everything that is wrong with it at once."""
    errors: dict[str, list[str]] = {}
    lists = {name: raw for name, raw in data.items() if name in NESTED and raw is not None}
    values = _read_fields({n: raw for n, raw in data.items() if n not in NESTED}, BY_NAME, "", errors)
    of_lists: dict[str, list[str]] = {}
    steps, own = (_read_list(lists[name], name, of_lists) if name in lists else [] for name in NESTED)
    billed = any(each.get("visible") and any(map(each.get, AMOUNTS_OF_A_LINE)) for each in own)
    for found in conflicts(values, frozenset(errors), steps="steps" in lists, billed=billed):
        errors.setdefault(found.field, []).append(_worded(found, ""))
    errors |= of_lists
    if errors:
        # Each sentence is looked up once, however many fields a stranger made up.
        words = {message: gettext(message) for message in {each for said in errors.values() for each in said}}
        raise WorkloadErrors({name: [words[message] for message in said] for name, said in errors.items()})
    return Workload(
        **values,  # type: ignore[arg-type]  # each value was read by its field's kind
        steps=tuple(Step(**each) for each in steps),  # type: ignore[arg-type]
        other_lines=tuple(OtherLine(**each) for each in own),  # type: ignore[arg-type]
    )


def lists_from(flat: Mapping[str, str]) -> dict[str, object]:
    """Flat inputs of a form or an address as the contract spells them: `steps.1.calls` in a list of steps.

    Rows without anything in them are left out, and those after them move up.
    """
    found: dict[str, object] = {name: text for name, text in flat.items() if "." not in name}
    rows: dict[tuple[str, int], dict[str, object]] = {}
    for name, text in flat.items():
        row = _ROW.fullmatch(name)
        if row and text.strip():
            rows.setdefault((row[1], int(row[2])), {})[row[3]] = text
    for (group, _number), row_values in sorted(rows.items())[: 2 * MOST_ROWS_READ]:
        listed = found.setdefault(group, [])
        assert isinstance(listed, list)  # noqa: S101  # the loop alone writes these names
        listed.append(row_values)
    return found


def flat_from(data: Mapping[str, object]) -> dict[str, str]:
    """The other way round: a workload in JSON form as flat texts, whether or not it is a valid one."""
    found: dict[str, str] = {}
    for name, raw in data.items():
        if isinstance(raw, list):
            for number, each in enumerate(raw, start=1):
                if isinstance(each, Mapping):
                    found |= {f"{name}.{number}.{part}": text for part, text in flat_from(each).items()}
        elif raw is not None:
            found[name] = _YES_NO[raw] if isinstance(raw, bool) else str(raw)
    return found


def _read_fields(
    data: Mapping[str, object], fields: Mapping[str, Field], prefix: str, errors: dict[str, list[str]]
) -> dict[str, Value]:
    """The values of these fields; what is wrong goes to `errors`, under its whole name."""
    values: dict[str, Value] = {}
    for name, raw in data.items():
        if raw is None:
            continue
        field = fields.get(name)
        if name in PRICE_TABLE_FIELDS and prefix.partition(".")[0] != "other_lines":
            errors[prefix + name] = [NO_PRICE_TABLE]
        elif field is None:
            errors[prefix + name] = [UNKNOWN]
        else:
            value, message = _read(field, raw)
            if message is None:
                values[name] = value
            else:
                errors[prefix + name] = [message]
    return values


def _read(field: Field, raw: object) -> tuple[Value, str | None]:
    if field.kind is Kind.TEXT:
        return _read_text(raw, nested=field.name == "name")
    if field.kind is Kind.YES_OR_NO:
        said = raw if isinstance(raw, bool) else _YES_OR_NO.get(raw.lower()) if isinstance(raw, str) else None
        return said, NOT_YES_OR_NO if said is None else None
    return _read_number(field, raw)


def _read_list(raw: object, group: str, errors: dict[str, list[str]]) -> list[dict[str, Value]]:
    """The steps, or the lines of one's own; each with its errors as `steps.2.calls`."""
    if not isinstance(raw, list | tuple) or not all(isinstance(each, Mapping) for each in raw):
        errors[group] = [NOT_A_LIST]
        return []
    if group == "steps" and not raw:
        errors[group] = [NO_STEP]
    most, too_many = (MOST_STEPS, TOO_MANY_STEPS) if group == "steps" else (MOST_OTHER_LINES, TOO_MANY_LINES)
    if len(raw) > most:
        errors[group] = [too_many]
        return []
    found = []
    for number, each in enumerate(raw, start=1):
        prefix = f"{group}.{number}."
        values = _read_fields(each, NESTED[group], prefix, errors)
        refused = frozenset(name.removeprefix(prefix) for name in errors if name.startswith(prefix))
        check = step_conflicts if group == "steps" else other_line_conflicts
        for conflict in check(values, refused):
            errors.setdefault(prefix + conflict.field, []).append(_worded(conflict, prefix))
        found.append(values)
    return found


def _worded(conflict: Conflict, prefix: str) -> str:
    """The message; one that names other fields by their labels is in the reader's language already."""
    if not conflict.partners:
        return conflict.message
    named = listed([f"“{label(prefix + name).text}”" for name in conflict.partners])
    return gettext(conflict.message).format(partners=named)


def _read_text(raw: object, *, nested: bool) -> tuple[str | None, str | None]:
    if type(raw) is not str:  # a JSON number keeps its text in a subclass, and is no name
        return None, NOT_TEXT
    text = one_name(raw)
    if not nested:  # of the unit: sentences put their own "each" or "an accepted" before it
        article = _ARTICLE.match(text)
        text = text[article.end() :] if article else text
    if not text:
        return None, BLANK
    if nested and len(text) > LONGEST_OWN_NAME:
        return None, OWN_NAME_TOO_LONG
    if len(text) > LONGEST_NAME:
        return None, NAME_TOO_LONG
    return text, None


def _read_number(field: Field, raw: object) -> tuple[Decimal | None, str | None]:
    number, message = read_decimal(raw)
    return number, message if number is None else _out_of_range(field, number)


def _out_of_range(field: Field, number: Decimal) -> str | None:
    if field.kind is Kind.SHARE:
        return None if 0 <= number <= 1 else OUTSIDE_SHARE
    if number < 0:
        return NEGATIVE
    if field.above_zero and number == 0:
        return NOT_ABOVE_ZERO
    if field.whole and number != number.to_integral_value():
        return NOT_WHOLE
    if field.highest is not None and number > field.highest:
        return TOO_MANY_HOURS if field.name == "capacity_hours" else TOO_MANY_RETRIES
    return None


def read_decimal(raw: object) -> tuple[Decimal | None, str | None]:
    """A finite number of at most thirty digits from a JSON number or string, or the message why not."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        return None, NOT_A_NUMBER
    text = raw.strip() if isinstance(raw, str) else _literal(raw)
    if not text:
        return None, BLANK
    match = _NUMBER.fullmatch(text)
    if match is None:
        digits = sum(map(str.isdigit, text))
        return None, TOO_LONG if digits > LONGEST_NUMBER and not _NOT_FINITE.fullmatch(text) else NOT_A_NUMBER
    _, whole, part, exponent = match.groups()
    part, shift = part or "", int(exponent or 0)
    written = len(whole) + len(part)
    spelled_out = max(len(whole.lstrip("0")) + shift, 0) + max(len(part) - shift, 0)
    if written > LONGEST_NUMBER or (spelled_out > LONGEST_NUMBER and (whole + part).strip("0")):
        return None, TOO_LONG
    number = Decimal(text)
    return number or ZERO, None


def _literal(number: int | float | Decimal) -> str:
    if isinstance(number, int) and number.bit_length() > 4 * LONGEST_NUMBER:
        return "9" * (
            LONGEST_NUMBER + 1
        )  # longer than allowed; spelling out a huge integer is slow or refused
    return str(number)
