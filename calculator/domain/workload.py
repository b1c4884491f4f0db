"""What a workload is: its fields, their kinds and defaults, and what makes one invalid."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from runrate.core.decimals import plain

Value = Decimal | int | str | None


class Kind(StrEnum):
    """What a field measures; it decides the unit beside the input and the range of its values."""

    TEXT = "text"
    COUNT = "count"
    TOKENS = "tokens"
    DAYS = "days"
    MONTHS = "months"
    MINUTES = "minutes"
    SHARE = "share"
    MONEY = "money"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Field:
    """One input: how it is called, what it measures, and what stands in for it when it is absent."""

    name: str
    kind: Kind
    default: Decimal | None = None
    above_zero: bool = False
    whole: bool = False
    highest: int | None = None


ZERO: Final = Decimal(0)
ONE: Final = Decimal(1)
DAYS_PER_MONTH: Final = Decimal(22)

FIELDS: Final[tuple[Field, ...]] = (
    Field("unit_name", Kind.TEXT),
    Field("units_per_month", Kind.COUNT),
    Field("units_per_day", Kind.COUNT),
    Field("days_per_month", Kind.DAYS, DAYS_PER_MONTH),
    Field("input_tokens", Kind.TOKENS),
    Field("output_tokens", Kind.TOKENS),
    Field("calls_per_unit", Kind.COUNT, ONE, above_zero=True),
    Field("cache_read_share", Kind.SHARE, ZERO),
    Field("cache_write_share", Kind.SHARE, ZERO),
    Field("batch_share", Kind.SHARE, ZERO),
    Field("batch_factor", Kind.SHARE, Decimal("0.5")),
    Field("batch_cache_factor", Kind.SHARE),
    Field("input_price", Kind.PRICE),
    Field("output_price", Kind.PRICE),
    Field("cache_read_price", Kind.PRICE),
    Field("cache_write_price", Kind.PRICE),
    Field("long_context_threshold", Kind.TOKENS),
    Field("long_context_input_price", Kind.PRICE),
    Field("long_context_output_price", Kind.PRICE),
    Field("long_context_cache_read_price", Kind.PRICE),
    Field("long_context_cache_write_price", Kind.PRICE),
    Field("routed_share", Kind.SHARE, ZERO),
    Field("routed_input_price", Kind.PRICE),
    Field("routed_output_price", Kind.PRICE),
    Field("retry_rate", Kind.SHARE, ZERO),
    Field("max_retries", Kind.COUNT, Decimal(2), whole=True, highest=100),
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
    Field("upkeep_monthly", Kind.MONEY, ZERO),
    Field("build_cost", Kind.MONEY, ZERO),
    Field("build_months", Kind.MONTHS, Decimal(12), above_zero=True),
    Field("acceptance_rate", Kind.SHARE, ONE),
    Field("value_per_unit", Kind.MONEY),
    Field("human_cost_per_unit", Kind.MONEY),
)
BY_NAME: Final[Mapping[str, Field]] = {field.name: field for field in FIELDS}
NUMBERS: Final[tuple[Field, ...]] = tuple(field for field in FIELDS if field.kind is not Kind.TEXT)
PRICE_TABLE_FIELDS: Final = ("model", "priced_on")
TYPED_PRICES: Final[tuple[str, ...]] = (
    "input_price",
    "output_price",
    "cache_read_price",
    "cache_write_price",
    "long_context_threshold",
    "long_context_input_price",
    "long_context_output_price",
    "long_context_cache_read_price",
    "long_context_cache_write_price",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """One valid workload; None means not entered, `value` answers with the default in its place."""

    unit_name: str = "unit"
    units_per_month: Decimal | None = None
    units_per_day: Decimal | None = None
    days_per_month: Decimal | None = None
    input_tokens: Decimal = ZERO
    output_tokens: Decimal = ZERO
    calls_per_unit: Decimal | None = None
    cache_read_share: Decimal | None = None
    cache_write_share: Decimal | None = None
    batch_share: Decimal | None = None
    batch_factor: Decimal | None = None
    batch_cache_factor: Decimal | None = None
    input_price: Decimal = ZERO
    output_price: Decimal = ZERO
    cache_read_price: Decimal | None = None
    cache_write_price: Decimal | None = None
    long_context_threshold: Decimal | None = None
    long_context_input_price: Decimal | None = None
    long_context_output_price: Decimal | None = None
    long_context_cache_read_price: Decimal | None = None
    long_context_cache_write_price: Decimal | None = None
    routed_share: Decimal | None = None
    routed_input_price: Decimal | None = None
    routed_output_price: Decimal | None = None
    retry_rate: Decimal | None = None
    max_retries: Decimal | None = None
    vector_db_monthly: Decimal | None = None
    vector_db_per_unit: Decimal | None = None
    observability_monthly: Decimal | None = None
    observability_per_unit: Decimal | None = None
    tools_monthly: Decimal | None = None
    tools_per_unit: Decimal | None = None
    integrations_monthly: Decimal | None = None
    integrations_per_unit: Decimal | None = None
    infrastructure_monthly: Decimal | None = None
    infrastructure_step_units: Decimal | None = None
    infrastructure_step_monthly: Decimal | None = None
    review_rate: Decimal | None = None
    review_minutes: Decimal | None = None
    reviewer_hourly_cost: Decimal | None = None
    reviews_per_reviewer: Decimal | None = None
    reviewer_monthly_cost: Decimal | None = None
    upkeep_monthly: Decimal | None = None
    build_cost: Decimal | None = None
    build_months: Decimal | None = None
    acceptance_rate: Decimal | None = None
    value_per_unit: Decimal | None = None
    human_cost_per_unit: Decimal | None = None

    def value(self, name: str) -> Decimal | None:
        """The number in force for a field: what was entered, or its default."""
        entered: Decimal | None = getattr(self, name)
        return BY_NAME[name].default if entered is None else entered

    def given(self, name: str) -> bool:
        return getattr(self, name) is not None

    @property
    def staffed(self) -> bool:
        """Whether review is done by whole people on the payroll rather than paid by the minute."""
        return self.reviews_per_reviewer is not None

    def as_json(self) -> dict[str, str]:
        """The entered fields as the contract spells them; parsing it gives this workload back."""
        entered = ((field.name, getattr(self, field.name)) for field in FIELDS)
        return {
            name: value if isinstance(value, str) else plain(value)
            for name, value in entered
            if value is not None
        }
