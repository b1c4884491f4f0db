"""Workloads at the full length of what is accepted: thirds, sevenths, thirty digits, a thousand millions."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from calculator.domain.fields import FIELDS, Field, Kind

THIRTY = 30
SHARES = (
    "0.333333333333333",
    "0.142857142857143",
    "0.66666666666666666666666666667",
    "0.000000000000000000000000001",
    "0.99999999999999999999999999999",
    "0.1",
    "0",
    "1",
    "0.05",
)
AMOUNTS = (
    "1e9",
    "1000000000",
    "999999999999999999999999999999",
    "0.333333333333333",
    "0.142857142857143",
    "1e-29",
    "123456789012345.678901234567891",
    "1e29",
    "0.3",
    "3",
    "5000",
    "0",
    "1200.5",
)


def digits_of(share: bool) -> st.SearchStrategy[str]:
    """Any thirty digits, the point anywhere."""
    whole = st.just("0") if share else st.integers(0, 10**15 - 1).map(str)
    part = st.integers(0, 10 ** (THIRTY - 16) - 1).map(lambda n: f"{n:0{THIRTY - 16}d}")
    return st.tuples(whole, part).map(".".join)


def value_of(field: Field) -> st.SearchStrategy[str]:
    if field.whole or field.highest is not None:
        return st.integers(0, field.highest or 100).map(str)
    share = field.kind is Kind.SHARE
    known = st.sampled_from(SHARES if share else AMOUNTS)
    found = st.one_of(known, digits_of(share))
    return found.filter(lambda text: Decimal(text) > 0) if field.above_zero else found


_NEEDED = ("input_tokens", "output_tokens", "input_price", "output_price", "units_per_month")
_NOT_BOTH = ("units_per_day", "days_per_month", "review_minutes", "reviewer_hourly_cost")
_TOGETHER = (
    ("long_context_threshold", "long_context_input_price", "long_context_output_price"),
    ("infrastructure_step_units", "infrastructure_step_monthly"),
    ("reviews_per_reviewer", "reviewer_monthly_cost"),
    ("routed_share", "routed_input_price", "routed_output_price"),
    ("seats", "seat_monthly"),
    ("capacity_instances", "capacity_hourly", "capacity_units_per_instance"),
    ("error_rate", "error_cost"),
    ("searches_per_unit", "search_price"),
)


@st.composite
def full_length(draw: st.DrawFn) -> dict[str, Any]:
    """A workload that is accepted, each number as long as it may be."""
    by_name = {field.name: field for field in FIELDS if field.kind is not Kind.TEXT}
    grouped = {name for group in _TOGETHER for name in group}
    chosen = {
        name for name in by_name if name not in {*_NEEDED, *_NOT_BOTH, *grouped} and draw(st.booleans())
    }
    for group in _TOGETHER:
        chosen |= set(group) if draw(st.booleans()) else set()
    if not chosen & {"reviews_per_reviewer"}:
        chosen |= {"review_minutes", "reviewer_hourly_cost"}
    values: dict[str, Any] = {name: draw(value_of(by_name[name])) for name in (*_NEEDED, *sorted(chosen))}
    # Shares of the same input: those that would be too much in all are left at nothing.
    left = Fraction(1)
    for name in ("cache_read_share", "cache_write_share", "cache_write_1h_share"):
        share = Fraction(values.get(name, "0"))
        if share > left:
            values[name], share = "0", Fraction(0)
        left -= share
    return values
