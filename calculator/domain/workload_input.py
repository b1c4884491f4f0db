"""From what was typed or sent to a workload, or all that is wrong with it, by field."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final

from calculator.domain.workload import (
    BY_NAME,
    DAYS_PER_MONTH,
    PRICE_TABLE_FIELDS,
    ZERO,
    Field,
    Kind,
    Value,
    Workload,
)
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

LONGEST_NUMBER: Final = 30
LONGEST_NAME: Final = 100
NEEDED: Final = ("input_tokens", "output_tokens", "input_price", "output_price")
NEEDED_TOGETHER: Final = (
    ("long_context_threshold", "long_context_input_price", "long_context_output_price"),
    ("infrastructure_step_units", "infrastructure_step_monthly"),
    ("reviews_per_reviewer", "reviewer_monthly_cost"),
)

# Marked here, translated where a workload is refused.
REQUIRED: Final = _("Enter a number: nothing can be costed without it.")
REQUIRED_VOLUME: Final = _("Enter the units per month, or the units per day.")
NOT_A_NUMBER: Final = _("Enter a number, such as 1200 or 0.05.")
TOO_LONG: Final = _("Enter a number of at most 30 digits.")
NEGATIVE: Final = _("Enter 0 or more: a negative amount means nothing here.")
OUTSIDE_SHARE: Final = _("Enter a share between 0 and 1, such as 0.1 for 10%.")
NOT_ABOVE_ZERO: Final = _("Enter a number above 0.")
NOT_WHOLE: Final = _("Enter a whole number.")
TOO_MANY_RETRIES: Final = _("Enter at most 100 retries.")
NOT_TEXT: Final = _("Enter a name, as text.")
BLANK: Final = _("This is empty: enter a value or leave the field out.")
NAME_TOO_LONG: Final = _("Enter a name of at most 100 characters.")
NAME_CONTROL: Final = _("Enter a name without control characters.")
UNKNOWN: Final = _("This field is not known.")
VOLUME_DISAGREES: Final = _(
    "The units per month are not the units per day times the days per month: "
    "give one form, or make them agree."
)
CACHE_OVER_ONE: Final = _(
    "The cache read and cache write shares are parts of the same input: together at most 1."
)
MISSING_PARTNER: Final = _("Enter this too: it is needed together with its partner fields.")
ROUTED_PRICE_MISSING: Final = _("Enter the cheaper model's price: a share of the units is routed to it.")
TWO_REVIEWS: Final = _(
    "Review is priced by the minute or staffed in whole people, not both: clear the minutes and hourly cost, "
    "or clear these."
)
NO_PRICE_TABLE: Final = _(
    "No price table is known here: give input_price and output_price (dollars per million tokens) instead, "
    "and cache_read_price, cache_write_price or the long_context prices where they apply."
)

_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?", re.ASCII)
_NOT_FINITE = re.compile(r"[+-]?(s?nan\d*|inf(inity)?)", re.ASCII | re.IGNORECASE)


class WorkloadErrors(ValueError):  # noqa: N818  # it carries several, by field
    """What is wrong with a workload, by field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(messages)}" for name, messages in errors.items()))
        self.errors = dict(errors)


def parse_workload(data: Mapping[str, object]) -> Workload:
    """Read a workload as the contract defines it, or say everything that is wrong with it at once."""
    errors: dict[str, list[str]] = {}
    values: dict[str, Value] = {}
    for name, raw in data.items():
        if raw is None:
            continue
        if name in PRICE_TABLE_FIELDS:
            errors[name] = [NO_PRICE_TABLE]
            continue
        field = BY_NAME.get(name)
        if field is None:
            errors[name] = [UNKNOWN]
            continue
        value, message = _read_text(raw) if field.kind is Kind.TEXT else _read_number(field, raw)
        if message is None:
            values[name] = value
        else:
            errors[name] = [message]
    for name, message in _conflicts(values, frozenset(errors)):
        errors.setdefault(name, []).append(message)
    if errors:
        # Each sentence is looked up once, however many fields a stranger made up.
        words = {message: gettext(message) for message in {each for said in errors.values() for each in said}}
        raise WorkloadErrors({name: [words[message] for message in said] for name, said in errors.items()})
    return Workload(**values)  # type: ignore[arg-type]  # each value was read by its field's kind


def _read_text(raw: object) -> tuple[str | None, str | None]:
    if type(raw) is not str:  # a JSON number keeps its text in a subclass, and is no name
        return None, NOT_TEXT
    text = raw.strip()
    if not text:
        return None, BLANK
    if len(text) > LONGEST_NAME:
        return None, NAME_TOO_LONG
    if not text.isprintable():
        return None, NAME_CONTROL
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
        return TOO_MANY_RETRIES
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


def _conflicts(values: Mapping[str, Value], refused: frozenset[str]) -> list[tuple[str, str]]:
    """What is wrong between fields; a field already refused is not said to be missing as well."""

    def has(name: str) -> bool:
        return name in values or name in refused

    found: list[tuple[str, str]] = []
    needed = NEEDED[:2] if "model" in refused else NEEDED
    found += [(name, REQUIRED) for name in needed if not has(name)]
    if not has("units_per_month") and not has("units_per_day"):
        found.append(("units_per_month", REQUIRED_VOLUME))
    for group in NEEDED_TOGETHER:
        if any(has(name) for name in group):
            found += [(name, MISSING_PARTNER) for name in group if not has(name)]
    month, day = _number(values, "units_per_month"), _number(values, "units_per_day")
    if month is not None and day is not None and "days_per_month" not in refused:
        days = _number(values, "days_per_month")
        if Fraction(month) != Fraction(day) * Fraction(DAYS_PER_MONTH if days is None else days):
            found.append(("units_per_month", VOLUME_DISAGREES))
    cached = [Fraction(_number(values, name) or ZERO) for name in ("cache_read_share", "cache_write_share")]
    if sum(cached) > 1:
        found.append(("cache_write_share", CACHE_OVER_ONE))
    if _number(values, "routed_share"):
        found += [
            (name, ROUTED_PRICE_MISSING)
            for name in ("routed_input_price", "routed_output_price")
            if not has(name)
        ]
    staffed = any(name in values for name in ("reviews_per_reviewer", "reviewer_monthly_cost"))
    if staffed and any(_number(values, name) for name in ("review_minutes", "reviewer_hourly_cost")):
        found.append(("reviews_per_reviewer", TWO_REVIEWS))
    return found


def _number(values: Mapping[str, Value], name: str) -> Decimal | None:
    value = values.get(name)
    return value if isinstance(value, Decimal) else None
