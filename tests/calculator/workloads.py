"""Random workloads as the contract accepts them, for property tests."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from calculator.domain.cost_lines import PER_UNIT_LINES

money = st.decimals("0", "100000", places=2).map(str)
small_money = st.decimals("0", "5", places=4).map(str)
price = st.decimals("0", "100", places=3).map(str)
share = st.decimals("0", "1", places=3).map(str)
tokens = st.integers(0, 500_000)
units = st.one_of(st.just(0), st.integers(1, 2_000_000), st.decimals("0.1", "5000", places=1).map(str))

STORES = tuple(PER_UNIT_LINES)
EVERY_LINE: dict[str, Any] = {
    "vector_db_monthly": 10,
    "vector_db_per_unit": "0.01",
    "observability_monthly": 20,
    "observability_per_unit": "0.02",
    "tools_monthly": 30,
    "tools_per_unit": "0.03",
    "integrations_monthly": 40,
    "integrations_per_unit": "0.04",
    "review_rate": "0.1",
    "review_minutes": 6,
    "reviewer_hourly_cost": 50,
    "infrastructure_monthly": 50,
    "infrastructure_step_units": 300,
    "infrastructure_step_monthly": 5,
    "upkeep_monthly": 60,
    "build_cost": 700,
    "build_months": 10,
}
"""Something on every line but tokens and retries."""


@st.composite
def cache_shares(draw: st.DrawFn) -> dict[str, Any]:
    read = draw(st.integers(0, 1000))
    write = draw(st.integers(0, 1000 - read))
    return {"cache_read_share": str(Decimal(read) / 1000), "cache_write_share": str(Decimal(write) / 1000)}


def together(**parts: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """All of these fields, or none of them."""
    return st.one_of(st.just({}), st.fixed_dictionaries(parts))


@st.composite
def workloads(draw: st.DrawFn) -> dict[str, Any]:
    """A valid workload in JSON form, with any mixture of optional parts."""
    volume = st.one_of(
        st.fixed_dictionaries({"units_per_month": units}),
        st.fixed_dictionaries({"units_per_day": units}, optional={"days_per_month": st.integers(0, 31)}),
    )
    needed = {"input_tokens": tokens, "output_tokens": tokens, "input_price": price, "output_price": price}
    optional: dict[str, st.SearchStrategy[Any]] = {
        "calls_per_unit": st.integers(1, 9),
        "cache_read_price": price,
        "cache_write_price": price,
        "batch_share": share,
        "batch_factor": share,
        "batch_cache_factor": share,
        "long_context_cache_read_price": price,
        "long_context_cache_write_price": price,
        "retry_rate": share,
        "max_retries": st.integers(0, 6),
        "infrastructure_monthly": money,
        "upkeep_monthly": money,
        "build_cost": money,
        "build_months": st.integers(1, 60),
        "review_rate": share,
        "acceptance_rate": share,
        "value_per_unit": small_money,
        "human_cost_per_unit": small_money,
        **{f"{store}_monthly": money for store in STORES},
        **{f"{store}_per_unit": small_money for store in STORES},
    }
    parts = [
        draw(volume),
        draw(st.fixed_dictionaries(needed, optional=optional)),
        draw(st.one_of(st.just({}), cache_shares())),
        draw(
            together(
                long_context_threshold=st.integers(0, 300_000),
                long_context_input_price=price,
                long_context_output_price=price,
            )
        ),
        draw(together(routed_share=share, routed_input_price=price, routed_output_price=price)),
        draw(together(infrastructure_step_units=st.integers(1, 500_000), infrastructure_step_monthly=money)),
        draw(
            st.one_of(
                together(reviews_per_reviewer=st.integers(1, 900), reviewer_monthly_cost=money),
                together(review_minutes=st.integers(0, 60), reviewer_hourly_cost=money),
            )
        ),
    ]
    return {name: value for part in parts for name, value in part.items()}
