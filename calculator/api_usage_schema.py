"""A bill and a variance as the description of the API has them; what has another shape is refused by it."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from calculator.api_schema import WORKLOAD
from calculator.domain.workload_input import UNKNOWN
from runrate.core.json_input import NumberText
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

LONGEST_BODY: Final = 384 * 1024
"""Sums of a bill are a few hundred lines."""
MOST_LINES: Final = 2000
MOST_OF_OTHERS: Final = 100
LONGEST_WORD: Final = 200
MOST_COUNTED: Final = 10**15
MOST_SAID: Final = 20
MISSING: Final = _("This is missing.")
OTHER_SHAPE: Final = _("This is not as the description of the API has it.")
ABOVE_ZERO: Final = _("Enter a number above 0.")
_WORDS: Final = {"missing": MISSING, "extra_forbidden": UNKNOWN, "above_zero": ABOVE_ZERO}
_AMOUNT: Final = r"-?[0-9]{1,30}(\.[0-9]{1,30})?"
_POSITIVE: Final = r"[0-9]{1,15}(\.[0-9]{1,15})?"
_MONTH: Final = r"[0-9]{4}-(0[1-9]|1[0-2])"
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CURRENCY: Final = r"[A-Z]{3}"
_FORMAT: Final = r"[a-z0-9][a-z0-9.-]{0,60}"
_JSON_NUMBER: Final = re.compile(r"-?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,2})?", re.ASCII)


def _refused() -> PydanticCustomError:
    return PydanticCustomError("shape", "shape")


def _number(pattern: str, *, above_zero: bool = False) -> Callable[[object], str]:
    """Reads a JSON number as it was written, or a decimal string of the pattern."""
    known = re.compile(pattern, re.ASCII)

    def read(value: object) -> str:
        allowed = _JSON_NUMBER if isinstance(value, NumberText) else known
        if not isinstance(value, str) or not allowed.fullmatch(value):
            raise _refused()
        if above_zero and Decimal(value) <= 0:
            raise PydanticCustomError("above_zero", "above_zero")
        return str(value)

    return read


def _count(value: object) -> str:
    if not isinstance(value, NumberText) or not _JSON_NUMBER.fullmatch(value):
        raise _refused()
    number = Decimal(value)
    if not 0 <= number <= MOST_COUNTED or number != number.to_integral_value():
        raise _refused()
    return str(int(number))


def _text(pattern: str = "", longest: int = LONGEST_WORD) -> Callable[[object], str]:
    known = re.compile(pattern, re.ASCII)

    def read(value: object) -> str:
        # A JSON number keeps its text in a subclass, and is no word.
        if type(value) is not str or len(value) > longest or (pattern and not known.fullmatch(value)):
            raise _refused()
        return value

    return read


def _said(pattern: str, **bounds: object) -> WithJsonSchema:
    number = {"type": "number", **bounds}
    return WithJsonSchema({"oneOf": [number, {"type": "string", "pattern": f"^{pattern}$"}]})


def _like(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^({pattern})$"})


Amount = Annotated[str, BeforeValidator(_number(_AMOUNT)), _said(_AMOUNT)]
Positive = Annotated[
    str, BeforeValidator(_number(_POSITIVE, above_zero=True)), _said(_POSITIVE, exclusiveMinimum=0)
]
Count = Annotated[
    str,
    BeforeValidator(_count),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST_COUNTED}),
]
Word = Annotated[str, BeforeValidator(_text()), WithJsonSchema({"type": "string", "maxLength": LONGEST_WORD})]
Month = Annotated[str, BeforeValidator(_text(_MONTH)), _like(_MONTH)]
Day = Annotated[str, BeforeValidator(_text(_DAY)), _like(_DAY)]
Currency = Annotated[str, BeforeValidator(_text(_CURRENCY)), _like(_CURRENCY)]
Format = Annotated[str, BeforeValidator(_text(_FORMAT)), _like(_FORMAT)]
Slice = Annotated[dict[str, Word], Field(max_length=10)]
Workload = Annotated[dict[str, Any], WithJsonSchema(WORKLOAD)]


class _Strict(BaseModel):
    # Not ninja's Schema, which takes any object with attributes for a mapping.
    model_config = ConfigDict(extra="forbid")


class LineIn(_Strict):
    """A line of sums; null is not known. `quantity` is counted in `unit`, money in `currency`.

    `unpriced` is how much of the quantity is of calls that have no price in the file.
    """

    month: Month
    slice: Slice | None = None
    model_raw: Word | None = None
    model: Word | None = None
    lane: Literal["standard", "batch", "flex", "priority"] = "standard"
    kind: Literal[
        "input", "cache_read", "cache_write", "cache_write_5m", "cache_write_1h", "output", "other",
        "credit", "tax",
    ]  # fmt: skip
    unit: Literal["token", "request", "image", "hour", "credit", "search", "other"] | None = None
    quantity: Amount | None = None
    billed: Amount | None = None
    list: Amount | None = None
    effective: Amount | None = None
    credit: Amount | None = None
    billed_usd: Amount | None = None
    currency: Currency | None = None
    money_kind: Literal["billed", "estimated", "credit", "tax", "other"] | None = None
    calls: Count | None = None
    failed: Count | None = None
    rows: Count | None = None
    unpriced: Amount | None = None


class DayIn(_Strict):
    day: Day
    slice: Slice | None = None
    input: Amount | None = None
    cache_read: Amount | None = None
    output: Amount | None = None
    calls: Count | None = None


class UnitsIn(_Strict):
    month: Month
    slice: Slice | None = None
    units: Count


class PeriodIn(_Strict):
    first: Day
    last: Day
    zone: Word = ""


class RowsIn(_Strict):
    """`read` is `taken`, `set_aside` and `refused` together."""

    read: Count
    taken: Count
    set_aside: Count = "0"
    refused: Count = "0"


class NotReadIn(_Strict):
    """A file of the same archive that is no export, and why."""

    file: Word
    reason: Word


class UsageIn(_Strict):
    """What `python -m calculator usage FILE` prints; what can be calculated from its lines is not read."""

    format: Format
    rows: RowsIn
    lines: Annotated[list[LineIn], Field(max_length=MOST_LINES)]
    file: Word | None = None
    version: Word | None = None
    period: PeriodIn | None = None
    usable: StrictBool = True
    days: Annotated[list[DayIn], Field(max_length=MOST_LINES)] | None = None
    units: Annotated[list[UnitsIn], Field(max_length=MOST_LINES)] | None = None
    notes: Annotated[list[Word], Field(max_length=MOST_OF_OTHERS)] | None = None
    not_read: Annotated[list[NotReadIn], Field(max_length=MOST_OF_OTHERS)] | None = None
    set_aside: Any = None
    refused: Any = None
    columns_not_read: Any = None
    not_told: list[Literal["cache_read", "cache_write"]] | None = None
    months: Any = None
    tokens: Any = None
    shares: Any = None
    models: Any = None
    calls: Any = None
    failed: Any = None
    error_rate: Any = None
    units_seen: Any = None
    per_call: Any = None
    per_unit: Any = None
    money: Any = None
    money_rows: Any = None


class BillIn(_Strict):
    """Sums of a bill, and what of them is meant: `cost` is the other view of the same vendor's month.

    `rates` are dollars for one of another currency on the day `rates_on`; `attempts` billed attempts a unit,
    of which a log knows; `seats` the people seen, where a unit is something else.
    """

    usage: UsageIn
    cost: UsageIn | None = None
    month: Month | None = None
    slice: Slice | None = None
    models: Annotated[list[Word], Field(max_length=MOST_OF_OTHERS)] | None = None
    units: Positive | None = None
    rates: Annotated[dict[Currency, Positive], Field(max_length=10)] | None = None
    rates_on: Day | None = None
    attempts: Positive | None = None
    seats: Positive | None = None


class VarianceIn(_Strict):
    """An estimate and what it came to, a workload or a bill.

    `before` is an earlier bill, `invoice` what was asked for the month in dollars.
    """

    estimate: Workload
    actual: Workload | None = None
    bill: BillIn | None = None
    before: BillIn | None = None
    invoice: Positive | None = None


def checked(model: type[BaseModel], data: Mapping[str, object]) -> dict[str, Any]:
    """The data as its model has it, without what is null. Raises pydantic's ValidationError."""
    return model.model_validate(dict(data)).model_dump(exclude_none=True)


def errors_of(error: ValidationError) -> dict[str, list[str]]:
    """In the one shape of our errors, in our words: `usage.lines.1.month`, the first of a list being 1."""
    found: dict[str, list[str]] = {}
    for problem in error.errors(include_url=False, include_input=False, include_context=False)[:MOST_SAID]:
        places = (str(each + 1) if isinstance(each, int) else each[:60] for each in problem["loc"])
        found[".".join(places)] = [gettext(_WORDS.get(problem["type"], OTHER_SHAPE))]
    return found


def body_schema(model: type[BaseModel]) -> dict[str, Any]:
    """A model for the description of a call, whole: what it refers to is put in its place."""
    schema = model.model_json_schema()
    parts = schema.pop("$defs", {})

    def whole(value: Any) -> Any:
        if isinstance(value, dict):
            name = str(value.get("$ref", "")).rpartition("/")[2]
            return whole(parts[name]) if name else {key: whole(each) for key, each in value.items()}
        return [whole(each) for each in value] if isinstance(value, list) else value

    return {"required": True, "content": {"application/json": {"schema": whole(schema)}}}
