"""A valid workload: its numbers, its model steps and the cost lines of one's own."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from calculator.domain.fields import AMOUNTS_OF_A_LINE, FIELDS, NESTED, PAID_OTHERWISE, STEP_FIELDS, field_of
from runrate.core.decimals import plain

type Value = Decimal | int | str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One model step of a unit; None means not entered. Tokens are those of its first call."""

    name: str | None = None
    calls: Decimal | None = None
    input_tokens: Decimal | None = None
    output_tokens: Decimal | None = None
    input_growth: Decimal | None = None
    cache_read_share: Decimal | None = None
    cache_write_share: Decimal | None = None
    cache_write_1h_share: Decimal | None = None
    batch_share: Decimal | None = None
    batch_factor: Decimal | None = None
    batch_cache_factor: Decimal | None = None
    price_factor: Decimal | None = None
    input_price: Decimal | None = None
    output_price: Decimal | None = None
    cache_read_price: Decimal | None = None
    cache_write_price: Decimal | None = None
    cache_write_1h_price: Decimal | None = None
    long_context_threshold: Decimal | None = None
    long_context_input_price: Decimal | None = None
    long_context_output_price: Decimal | None = None
    long_context_cache_read_price: Decimal | None = None
    long_context_cache_write_price: Decimal | None = None
    call_fee: Decimal | None = None
    search_price: Decimal | None = None
    searches: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLine:
    """A cost line of one's own; visible where an AI vendor bills it."""

    name: str
    monthly: Decimal | None = None
    per_unit: Decimal | None = None
    step_units: Decimal | None = None
    step_monthly: Decimal | None = None
    visible: bool | None = None

    @property
    def entered(self) -> bool:
        """Whether any amount was given, zero included."""
        return any(getattr(self, name) is not None for name in AMOUNTS_OF_A_LINE)

    @property
    def billed(self) -> bool:
        """Whether a vendor of AI is paid by it."""
        return bool(self.visible) and any(getattr(self, name) for name in AMOUNTS_OF_A_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """One valid workload; None means not entered, `value` answers with the default in its place."""

    unit_name: str = "unit"
    units_per_month: Decimal | None = None
    units_per_day: Decimal | None = None
    days_per_month: Decimal | None = None
    input_tokens: Decimal | None = None
    output_tokens: Decimal | None = None
    calls_per_unit: Decimal | None = None
    cache_read_share: Decimal | None = None
    cache_write_share: Decimal | None = None
    cache_write_1h_share: Decimal | None = None
    batch_share: Decimal | None = None
    batch_factor: Decimal | None = None
    batch_cache_factor: Decimal | None = None
    input_price: Decimal | None = None
    output_price: Decimal | None = None
    cache_read_price: Decimal | None = None
    cache_write_price: Decimal | None = None
    cache_write_1h_price: Decimal | None = None
    long_context_threshold: Decimal | None = None
    long_context_input_price: Decimal | None = None
    long_context_output_price: Decimal | None = None
    long_context_cache_read_price: Decimal | None = None
    long_context_cache_write_price: Decimal | None = None
    price_factor: Decimal | None = None
    call_fee: Decimal | None = None
    searches_per_unit: Decimal | None = None
    search_price: Decimal | None = None
    routed_share: Decimal | None = None
    routed_input_price: Decimal | None = None
    routed_output_price: Decimal | None = None
    retry_rate: Decimal | None = None
    max_retries: Decimal | None = None
    seats: Decimal | None = None
    seat_monthly: Decimal | None = None
    capacity_instances: Decimal | None = None
    capacity_hourly: Decimal | None = None
    capacity_hours: Decimal | None = None
    capacity_units_per_instance: Decimal | None = None
    capacity_tokens_per_second: Decimal | None = None
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
    error_rate: Decimal | None = None
    error_cost: Decimal | None = None
    review_catch_rate: Decimal | None = None
    upkeep_monthly: Decimal | None = None
    build_cost: Decimal | None = None
    build_months: Decimal | None = None
    acceptance_rate: Decimal | None = None
    value_per_unit: Decimal | None = None
    human_cost_per_unit: Decimal | None = None
    steps: tuple[Step, ...] = ()
    other_lines: tuple[OtherLine, ...] = ()

    def get(self, name: str) -> Value:
        """What was entered for an input, `steps.2.calls` included; None where nothing was.

        Raises AttributeError for a name that is no input, IndexError for a step that is not there.
        """
        group, _dot, rest = name.partition(".")
        if not rest:
            found: Value = getattr(self, name)
            return found
        number, _dot, part = rest.partition(".")
        nested: Value = getattr(getattr(self, group)[int(number) - 1], part)
        return nested

    def value(self, name: str) -> Decimal | None:
        """The number in force for a field: what was entered, or its default."""
        entered = self.get(name)
        field = field_of(name)
        return field.default if entered is None and field is not None else entered  # type: ignore[return-value]  # numbers alone are asked for

    def given(self, name: str) -> bool:
        return self.get(name) is not None

    @property
    def staffed(self) -> bool:
        """Whether review is done by whole people on the payroll rather than paid by the minute."""
        return self.reviews_per_reviewer is not None

    @property
    def review_is_priced(self) -> bool:
        """Whether it was entered what a review costs; minutes, or pay, of zero say that it costs nothing."""
        pay = ("reviewer_monthly_cost",) if self.staffed else ("review_minutes", "reviewer_hourly_cost")
        entered = [self.get(name) for name in pay]
        return 0 in entered or None not in entered

    @property
    def paid_otherwise(self) -> bool:
        """Whether a vendor is paid by the seat, the hour or an own line, so that tokens need no price."""
        return self.payer is not None

    @property
    def payer(self) -> str | None:
        """The input by which a vendor is paid so; the first one."""
        own = (f"other_lines.{n}.visible" for n, line in enumerate(self.other_lines, 1) if line.billed)
        return next((name for name in PAID_OTHERWISE if getattr(self, name)), next(own, None))

    def entered(self) -> dict[str, Value]:
        """Every input that was given, by its name; those of a step as `steps.1.calls`."""
        found = {field.name: getattr(self, field.name) for field in FIELDS}
        for group, fields in NESTED.items():
            for number, each in enumerate(getattr(self, group), start=1):
                found |= {f"{group}.{number}.{name}": getattr(each, name) for name in fields}
        return {name: value for name, value in found.items() if value is not None}

    def as_form(self) -> dict[str, str]:
        """The entered inputs as a form or an address carries them: flat names, all of them text."""
        return dict(_as_form(self))

    def as_json(self) -> dict[str, object]:
        """The entered inputs as the contract spells them; parsing it gives this workload back."""
        found: dict[str, object] = {
            field.name: _spelled(value)
            for field in FIELDS
            if (value := getattr(self, field.name)) is not None
        }
        for group, fields in NESTED.items():
            if listed := getattr(self, group):
                found[group] = [_as_json(each, fields) for each in listed]
        return found


def defaults_in_force(workload: Workload) -> tuple[str, ...]:
    """Inputs left at a default of ours that is not zero and takes part in the figures."""
    found = [("", field) for field in FIELDS]
    found += [
        (f"steps.{number}.", field) for number in range(1, len(workload.steps) + 1) for field in STEP_FIELDS
    ]
    return tuple(
        prefix + field.name
        for prefix, field in found
        if field.default
        and not workload.given(prefix + field.name)
        and (not field.acts_on or workload.value(prefix + field.acts_on))
    )


@lru_cache(maxsize=16)  # one page asks for that of its workload about five times
def _as_form(workload: Workload) -> Mapping[str, str]:
    return {name: _spelled(value) for name, value in workload.entered().items()}


def _as_json(nested: Step | OtherLine, fields: Iterable[str]) -> dict[str, object]:
    given = {name: value for name in fields if (value := getattr(nested, name)) is not None}
    return {name: value if isinstance(value, bool) else _spelled(value) for name, value in given.items()}


def _spelled(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else plain(value or 0)
