"""The inputs of a workload: what each is called, what it measures, and its default."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final


class Kind(StrEnum):
    """What a field measures; it decides the unit beside the input and the range of its values."""

    TEXT = "text"
    YES_OR_NO = "yes or no"
    COUNT = "count"
    TOKENS = "tokens"
    DAYS = "days"
    MONTHS = "months"
    MINUTES = "minutes"
    SHARE = "share"
    MONEY = "money"
    PRICE = "price"
    FACTOR = "factor"


@dataclass(frozen=True, slots=True)
class Field:
    """One input: how it is called, what it measures, and what stands in for it when it is absent."""

    name: str
    kind: Kind
    default: Decimal | None = None
    above_zero: bool = False
    whole: bool = False
    highest: int | None = None
    acts_on: str = ""
    """The input without which its default changes nothing, so that nobody needs to be told of it."""

    @property
    def is_number(self) -> bool:
        return self.kind not in {Kind.TEXT, Kind.YES_OR_NO}


ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
DAYS_PER_MONTH: Final = Decimal(22)

FIELDS: Final[tuple[Field, ...]] = (
    Field("unit_name", Kind.TEXT),
    Field("units_per_month", Kind.COUNT),
    Field("units_per_day", Kind.COUNT),
    Field("days_per_month", Kind.DAYS, DAYS_PER_MONTH, acts_on="units_per_day"),
    Field("input_tokens", Kind.TOKENS, ZERO),
    Field("output_tokens", Kind.TOKENS, ZERO),
    Field("calls_per_unit", Kind.COUNT, ONE, above_zero=True, acts_on="long_context_threshold"),
    Field("cache_read_share", Kind.SHARE, ZERO),
    Field("cache_write_share", Kind.SHARE, ZERO),
    Field("cache_write_1h_share", Kind.SHARE, ZERO),
    Field("batch_share", Kind.SHARE, ZERO),
    Field("batch_factor", Kind.SHARE, Decimal("0.5"), acts_on="batch_share"),
    Field("batch_cache_factor", Kind.SHARE),
    Field("input_price", Kind.PRICE, ZERO),
    Field("output_price", Kind.PRICE, ZERO),
    Field("cache_read_price", Kind.PRICE),
    Field("cache_write_price", Kind.PRICE),
    Field("cache_write_1h_price", Kind.PRICE),
    Field("long_context_threshold", Kind.TOKENS),
    Field("long_context_input_price", Kind.PRICE),
    Field("long_context_output_price", Kind.PRICE),
    Field("long_context_cache_read_price", Kind.PRICE),
    Field("long_context_cache_write_price", Kind.PRICE),
    Field("price_factor", Kind.FACTOR),
    Field("call_fee", Kind.PRICE, ZERO),
    Field("searches_per_unit", Kind.COUNT, ZERO),
    Field("search_price", Kind.PRICE, ZERO),
    Field("routed_share", Kind.SHARE, ZERO),
    Field("routed_input_price", Kind.PRICE),
    Field("routed_output_price", Kind.PRICE),
    Field("retry_rate", Kind.SHARE, ZERO),
    Field("max_retries", Kind.COUNT, Decimal(2), whole=True, highest=100, acts_on="retry_rate"),
    Field("seats", Kind.COUNT, ZERO),
    Field("seat_monthly", Kind.MONEY, ZERO),
    Field("capacity_instances", Kind.COUNT, ZERO, whole=True),
    Field("capacity_hourly", Kind.MONEY, ZERO),
    Field("capacity_hours", Kind.COUNT, Decimal(730), highest=744, acts_on="capacity_hourly"),
    Field("capacity_units_per_instance", Kind.COUNT, above_zero=True),
    Field("capacity_tokens_per_second", Kind.COUNT, above_zero=True),
    Field("vector_db_monthly", Kind.MONEY, ZERO),
    Field("vector_db_per_unit", Kind.MONEY, ZERO),
    Field("observability_monthly", Kind.MONEY, ZERO),
    Field("observability_per_unit", Kind.MONEY, ZERO),
    Field("tools_monthly", Kind.MONEY, ZERO),
    Field("tools_per_unit", Kind.MONEY, ZERO),
    Field("integrations_monthly", Kind.MONEY, ZERO),
    Field("integrations_per_unit", Kind.MONEY, ZERO),
    Field("infrastructure_monthly", Kind.MONEY, ZERO),
    Field("infrastructure_step_units", Kind.COUNT, above_zero=True),
    Field("infrastructure_step_monthly", Kind.MONEY),
    Field("review_rate", Kind.SHARE, ZERO),
    Field("review_minutes", Kind.MINUTES, ZERO),
    Field("reviewer_hourly_cost", Kind.MONEY, ZERO),
    Field("reviews_per_reviewer", Kind.COUNT, above_zero=True),
    Field("reviewer_monthly_cost", Kind.MONEY),
    Field("error_rate", Kind.SHARE, ZERO),
    Field("error_cost", Kind.MONEY, ZERO),
    Field("review_catch_rate", Kind.SHARE, ONE, acts_on="error_rate"),
    Field("upkeep_monthly", Kind.MONEY, ZERO),
    Field("build_cost", Kind.MONEY, ZERO),
    Field("build_months", Kind.MONTHS, Decimal(12), above_zero=True, acts_on="build_cost"),
    Field("acceptance_rate", Kind.SHARE, ONE),
    Field("value_per_unit", Kind.MONEY),
    Field("human_cost_per_unit", Kind.MONEY),
)
BY_NAME: Final[Mapping[str, Field]] = {field.name: field for field in FIELDS}
NUMBERS: Final[tuple[Field, ...]] = tuple(field for field in FIELDS if field.is_number)
_PLACES: Final = {name: place for place, name in enumerate(BY_NAME)}
PRICE_TABLE_FIELDS: Final = ("model", "priced_on")
TYPED_PRICES: Final[tuple[str, ...]] = (
    "input_price",
    "output_price",
    "cache_read_price",
    "cache_write_price",
    "cache_write_1h_price",
    "long_context_threshold",
    "long_context_input_price",
    "long_context_output_price",
    "long_context_cache_read_price",
    "long_context_cache_write_price",
    "call_fee",
    "search_price",
)
_OF_A_CALL: Final = (
    "cache_read_share",
    "cache_write_share",
    "cache_write_1h_share",
    "batch_share",
    "batch_factor",
    "batch_cache_factor",
    "price_factor",
    *TYPED_PRICES,
)
MOST_STEPS: Final = 20
MOST_CALLS_THAT_GROW: Final = 1000
STEP_FIELDS: Final[tuple[Field, ...]] = (
    Field("name", Kind.TEXT),
    Field("calls", Kind.COUNT, ONE, above_zero=True),
    Field("input_tokens", Kind.TOKENS, ZERO),
    Field("output_tokens", Kind.TOKENS, ZERO),
    Field("input_growth", Kind.TOKENS, ZERO),
    *(BY_NAME[name] for name in _OF_A_CALL),
    Field("searches", Kind.COUNT, ZERO),
)
"""One model step; its tokens are those of one call, and it has what prices a call of the flat fields."""
MOST_OTHER_LINES: Final = 10
OTHER_LINE_FIELDS: Final[tuple[Field, ...]] = (
    Field("name", Kind.TEXT),
    Field("monthly", Kind.MONEY, ZERO),
    Field("per_unit", Kind.MONEY, ZERO),
    Field("step_units", Kind.COUNT, above_zero=True),
    Field("step_monthly", Kind.MONEY),
    Field("visible", Kind.YES_OR_NO),
)
NESTED: Final[Mapping[str, Mapping[str, Field]]] = {
    "steps": {field.name: field for field in STEP_FIELDS},
    "other_lines": {field.name: field for field in OTHER_LINE_FIELDS},
}
"""Lists of a workload; a field of theirs is called `steps.1.input_tokens` in a form and in an address."""
AMOUNTS_OF_A_LINE: Final = ("monthly", "per_unit", "step_monthly")
IN_A_STEP: Final[Mapping[str, str]] = MappingProxyType(
    {"calls_per_unit": "calls", "searches_per_unit": "searches"}
)
"""What a model step calls an input of a unit, where it is not called the same."""
PAID_OTHERWISE: Final = ("seats", "capacity_instances", "capacity_units_per_instance")
"""Where one of these is more than 0 a vendor is paid by the seat or the hour, and tokens need no price.

A line of one's own that a vendor of AI bills does the same: as where a vendor is paid by the outcome."""
REPLACED_BY_STEPS: Final = frozenset(
    {
        "input_tokens",
        "output_tokens",
        "calls_per_unit",
        "searches_per_unit",
        "routed_share",
        "routed_input_price",
        "routed_output_price",
        *_OF_A_CALL,
        *PRICE_TABLE_FIELDS,
    }
)


def field_of(name: str) -> Field | None:
    """The input of this name, one of a step or a line of one's own included; None where there is none."""
    group, _dot, rest = name.partition(".")
    if not rest:
        return BY_NAME.get(name)
    number, _dot, part = rest.partition(".")
    return NESTED.get(group, {}).get(part) if number.isdigit() else None


def place_of(name: str) -> tuple[int, int, int, int]:
    """Where an input stands in a list of them: those of a unit, of each step, of each line of one's own."""
    group, _dot, rest = name.partition(".")
    number, _dot, part = rest.partition(".")
    if group not in NESTED or not number.isdigit():
        return 0, 0, 0, _PLACES.get(name, len(_PLACES))
    parts = list(NESTED[group])
    return 1, list(NESTED).index(group), int(number), parts.index(part) if part in parts else len(parts)


def spread_over[Number: (Fraction, float)](v: Mapping[str, Number]) -> Number:
    """Over how many months a build is spread: of less than one, a month has all of it, and never more."""
    return v["build_months"] if v["build_months"] > 1 else v["build_months"] ** 0
