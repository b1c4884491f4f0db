"""Which inputs are facts and which not known yet, which of those move together, how far by default."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain
from typing import Final, NamedTuple

from calculator.domain.cost_lines import PER_UNIT_PAIRS
from calculator.domain.costs import numbers
from calculator.domain.fields import Kind, field_of
from calculator.domain.workload import Workload

STEP: Final = Fraction(1, 5)
"""How far an input may turn out lower or higher where nobody says otherwise."""
FACT_KINDS: Final = frozenset({Kind.PRICE, Kind.FACTOR})
FACTS: Final = frozenset(
    {
        # The calendar, and what a vendor's list or a contract says.
        "days_per_month", "build_months", "batch_factor", "batch_cache_factor", "long_context_threshold",
        "max_retries", "seats", "seat_monthly", "capacity_instances", "capacity_hourly", "capacity_hours",
        "capacity_tokens_per_second", "infrastructure_monthly", "infrastructure_step_units",
        "infrastructure_step_monthly", *chain.from_iterable(PER_UNIT_PAIRS),
        # What people are paid.
        "reviewer_hourly_cost", "reviewer_monthly_cost",
    }
)  # fmt: skip
COUNTED: Final = frozenset({"seats", "capacity_instances", "max_retries"})
"""What is counted in pieces: between two whole numbers nobody can have any."""
WHOLE_UNITS_FROM: Final = 5
"""A fifth of so many units is one; of fewer in a month the number is an average of several."""
IN_NO_FIGURE: Final = frozenset({"human_cost_per_unit"})
"""Moves neither the total nor whether a unit earns more than it costs."""


class Together(NamedTuple):
    """What an input moves with: the name of its group, and whether it falls where the others rise."""

    group: str
    against: bool = False


_GROUPS: Final[Mapping[str, Together]] = {
    # A longer task has longer prompts, longer answers and more calls.
    **dict.fromkeys(
        ("input_tokens", "output_tokens", "input_growth", "calls_per_unit", "calls", "searches_per_unit",
         "searches"),
        Together("size"),
    ),
    # What is put into a cache is also what is read from it.
    **dict.fromkeys(("cache_read_share", "cache_write_share", "cache_write_1h_share"), Together("cache")),
    "batch_share": Together("batch"),
    # A model that does worse fails more often, errs more often and is accepted less often.
    **dict.fromkeys(("retry_rate", "error_rate"), Together("quality")),
    "acceptance_rate": Together("quality", against=True),
    # Harder cases are reviewed more often and take longer.
    **dict.fromkeys(("review_rate", "review_minutes"), Together("review")),
    # What takes more people to build takes more of them to run.
    **dict.fromkeys(("build_cost", "upkeep_monthly"), Together("work")),
    # Lines of one's own are estimated by the same people in the same way.
    **dict.fromkeys(("monthly", "per_unit"), Together("own lines")),
}  # fmt: skip


class Guess(NamedTuple):
    """How low and how high an input may turn out; between them the base is the likeliest."""

    field: str
    low: Fraction
    base: Fraction
    high: Fraction


def moves_with(name: str) -> Together:
    """The group of an input, `steps.2.calls` included; one that is related to no other is a group alone."""
    return _GROUPS.get(name.rpartition(".")[2], Together(name))


def steps_among(fields: Iterable[str]) -> list[int]:
    """The places of the model steps that these inputs are of."""
    return sorted({int(field.split(".")[1]) - 1 for field in fields if field.startswith("steps.")})


def is_fact(name: str) -> bool:
    """Whether an input is known: from a price list, a contract, a payroll or the calendar."""
    part, field = name.rpartition(".")[2], field_of(name)
    return part in FACTS or part == "step_units" or field is None or field.kind in FACT_KINDS


def stays_whole(values: Mapping[str, Fraction], name: str) -> bool:
    """Whether an input is a count of pieces, entered as one; calls whose input grows are made one by one.

    A number of calls alone may be an average: 0.3 of a call is a call in three units of ten.
    """
    prefix, _dot, part = name.rpartition(".")
    grows = part == "calls" and values.get(f"{prefix}.input_growth")
    units = name == "units_per_month" and values[name] >= WHOLE_UNITS_FROM
    return bool(name in COUNTED or grows or units) and values[name].denominator == 1


def apart(values: Mapping[str, Fraction], name: str, factor: Fraction) -> Fraction:
    """An input times a factor; a count of pieces moves to the nearest whole number, by one at least.

    The last piece stays.
    """
    value = values[name]
    if not stays_whole(values, name):
        return value * factor
    away = max(Fraction(round(value * abs(factor - 1))), Fraction(1))
    return value + away if factor > 1 else max(value - away, Fraction(1))


def assumed_ranges(workload: Workload) -> tuple[Guess, ...]:
    """A fifth either way around every entered number that is no fact: for where nobody guessed."""
    values = numbers(workload)
    return tuple(
        Guess(name, apart(values, name, 1 - STEP), value, _capped(name, apart(values, name, 1 + STEP)))
        for name, value in values.items()
        if value and workload.given(name) and not is_fact(name) and name not in IN_NO_FIGURE
    )


def _capped(name: str, value: Fraction) -> Fraction:
    field = field_of(name)
    return min(value, Fraction(1)) if field is not None and field.kind is Kind.SHARE else value
