"""What is wrong between the inputs of a workload, once each of them has been read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.domain.fields import (
    DAYS_PER_MONTH,
    MOST_CALLS_THAT_GROW,
    ONE,
    PAID_OTHERWISE,
    REPLACED_BY_STEPS,
    ZERO,
)
from calculator.domain.workload import Value
from runrate.core.translation import gettext_noop as _

NEEDED: Final = ("input_tokens", "output_tokens", "input_price", "output_price")
NEEDED_TOGETHER: Final = (
    ("long_context_threshold", "long_context_input_price", "long_context_output_price"),
    ("infrastructure_step_units", "infrastructure_step_monthly"),
    ("reviews_per_reviewer", "reviewer_monthly_cost"),
)
NEEDED_WHERE_SOME: Final = (
    ("seats", "seat_monthly"),
    ("seat_monthly", "seats"),
    ("capacity_instances", "capacity_hourly"),
    ("capacity_units_per_instance", "capacity_hourly"),
    ("error_rate", "error_cost"),
    ("error_cost", "error_rate"),
)
"""An input that is more than 0, and the one that it means nothing without."""
CACHE_SHARES: Final = ("cache_read_share", "cache_write_share", "cache_write_1h_share")

# Marked here, translated where a workload is refused.
REQUIRED: Final = _("Enter a number: nothing can be costed without it.")
REQUIRED_VOLUME: Final = _("Enter the units per month, or the units per day.")
VOLUME_DISAGREES: Final = _(
    "The units per month are not the units per day times the days per month: "
    "give one form, or make them agree."
)
CACHE_OVER_ONE: Final = _("The cached shares are parts of the same input: together at most 1.")
MISSING_PARTNER: Final = _("Enter this too: it is needed together with {partners}.")
ROUTED_PRICE_MISSING: Final = _("Enter the cheaper model's price: a share of the units is routed to it.")
TWO_REVIEWS: Final = _(
    "Review is priced by the minute or staffed in whole people, not both: clear the minutes and hourly cost, "
    "or clear these."
)
IN_THE_STEPS: Final = _("Enter this in the model steps: where there are steps, each has its own.")
GROWTH_OF_WHOLE_CALLS: Final = _(
    "Enter a whole number of calls, 1 to 1,000: the input grows from call to call."
)
NO_INSTANCE: Final = _("Enter the instances kept, or how many units one can do: the hours are paid for them.")
OWN_NAME_MISSING: Final = _("Name this line.")


class Conflict(NamedTuple):
    """What is wrong with a field, and which others make it so, where the message has a place for them."""

    field: str
    message: str
    partners: tuple[str, ...] = ()


def conflicts(
    values: Mapping[str, Value], refused: frozenset[str], *, steps: bool, billed: bool = False
) -> Iterator[Conflict]:
    """What is wrong between fields; a field already refused is not said to be missing as well.

    `billed` is whether a vendor of AI is paid by a line of one's own.
    """

    def has(name: str) -> bool:
        return name in values or name in refused

    if steps:
        yield from (Conflict(name, IN_THE_STEPS) for name in values if name in REPLACED_BY_STEPS)
    elif not billed and not any(_number(values, name) or name in refused for name in PAID_OTHERWISE):
        needed = NEEDED[:2] if "model" in refused else NEEDED
        yield from (Conflict(name, REQUIRED) for name in needed if not has(name))
    yield from _volume_conflicts(values, refused, has)
    for group in NEEDED_TOGETHER:
        yield from _together(group, has)
    yield from _call_conflicts(values, "searches_per_unit", has)
    for name, partner in NEEDED_WHERE_SOME:
        if _number(values, name) and not has(partner):
            yield Conflict(partner, MISSING_PARTNER, (name,))
    kept = any(map(has, ("capacity_instances", "capacity_units_per_instance")))
    if _number(values, "capacity_hourly") and not kept:
        yield Conflict("capacity_instances", NO_INSTANCE)
    if _number(values, "routed_share") and not steps:  # where there are steps it is refused itself
        prices = ("routed_input_price", "routed_output_price")
        yield from (Conflict(name, ROUTED_PRICE_MISSING) for name in prices if not has(name))
    staffed = any(name in values for name in ("reviews_per_reviewer", "reviewer_monthly_cost"))
    if staffed and any(_number(values, name) for name in ("review_minutes", "reviewer_hourly_cost")):
        yield Conflict("reviews_per_reviewer", TWO_REVIEWS)


def _volume_conflicts(
    values: Mapping[str, Value], refused: frozenset[str], has: Callable[[str], bool]
) -> Iterator[Conflict]:
    if not has("units_per_month") and not has("units_per_day"):
        yield Conflict("units_per_month", REQUIRED_VOLUME)
    month, day = _number(values, "units_per_month"), _number(values, "units_per_day")
    if month is not None and day is not None and "days_per_month" not in refused:
        days = _number(values, "days_per_month")
        if Fraction(month) != Fraction(day) * Fraction(DAYS_PER_MONTH if days is None else days):
            yield Conflict("units_per_month", VOLUME_DISAGREES)


def _together(group: Iterable[str], has: Callable[[str], bool]) -> Iterator[Conflict]:
    """Inputs that mean nothing without each other."""
    there = tuple(filter(has, group))
    if there:
        yield from (Conflict(name, MISSING_PARTNER, there) for name in group if not has(name))


def _call_conflicts(
    values: Mapping[str, Value], searches: str, has: Callable[[str], bool]
) -> Iterator[Conflict]:
    """What is wrong between the inputs that price a call, of a step or of the flat fields."""
    if sum(Fraction(_number(values, name) or ZERO) for name in CACHE_SHARES) > 1:
        last = [name for name in CACHE_SHARES if _number(values, name)][-1]
        yield Conflict(last, CACHE_OVER_ONE)
    if _number(values, searches) and not has("search_price"):
        yield Conflict("search_price", MISSING_PARTNER, (searches,))


def step_conflicts(values: Mapping[str, Value], refused: frozenset[str]) -> Iterator[Conflict]:
    """What is wrong within a model step."""

    def has(name: str) -> bool:
        return name in values or name in refused

    needed = NEEDED[:2] if "model" in refused else NEEDED
    yield from (Conflict(name, REQUIRED) for name in needed if not has(name))
    yield from _together(NEEDED_TOGETHER[0], has)
    yield from _call_conflicts(values, "searches", has)
    calls = _number(values, "calls") or ONE
    if _number(values, "input_growth") and (
        calls != calls.to_integral_value() or calls > MOST_CALLS_THAT_GROW
    ):
        yield Conflict("calls", GROWTH_OF_WHOLE_CALLS)


def other_line_conflicts(values: Mapping[str, Value], refused: frozenset[str]) -> Iterator[Conflict]:
    """What is wrong within a line of one's own."""

    def has(name: str) -> bool:
        return name in values or name in refused

    if not has("name"):
        yield Conflict("name", OWN_NAME_MISSING)
    yield from _together(("step_units", "step_monthly"), has)


def _number(values: Mapping[str, Value], name: str) -> Decimal | None:
    value = values.get(name)
    return value if isinstance(value, Decimal) else None
