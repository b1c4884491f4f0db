"""Random readers: complete and incomplete workloads, values at, just beside and far from the cost."""

from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from hypothesis import strategies as st

from tests.truth.reader import Costs

type Inputs = dict[str, Any]

LINES: Final = ("vector_db", "observability", "tools", "integrations")
amounts = st.sampled_from(["0", "0.01", "5", "40", "500", "12000"])
per_unit = st.sampled_from(["0", "0.01", "0.5"])
shares = st.sampled_from(["0", "0.05", "0.1", "0.5", "1"])
BESIDE: Final = (
    Fraction(0),
    Fraction(1, 2),
    Fraction(99, 100),
    Fraction(1),
    1 + Fraction(1, 10**6),
    Fraction(3, 2),
    Fraction(10),
)
"""What a unit is worth, or costs people, as a multiple of what it costs."""


def _line(complete: bool, zero: Inputs, **some: st.SearchStrategy[Any]) -> st.SearchStrategy[Inputs]:
    """A line that is zero, costs something, or - where the workload is incomplete - was not entered."""
    kinds = [st.just(zero), st.fixed_dictionaries(some)]
    return st.one_of(kinds if complete else [*kinds, st.just({})])


@st.composite
def workloads(draw: st.DrawFn) -> Inputs:
    """A workload as the API takes it."""
    complete = draw(st.booleans())
    found: Inputs = {
        "unit_name": "claim",
        "units_per_month": draw(st.sampled_from([0, 1, 10, 400, 2200, 100_000])),
        "input_tokens": draw(st.sampled_from([0, 1000, 5000])),
        "output_tokens": draw(st.sampled_from([0, 400, 2000])),
        "input_price": draw(st.sampled_from(["0", "1", "3"])),
        "output_price": draw(st.sampled_from(["0", "5", "15"])),
    }
    parts = [
        _line(complete, {"retry_rate": 0}, retry_rate=st.sampled_from(["0.01", "0.08", "0.25", "1"])),
        *(
            _line(
                complete, {f"{line}_monthly": 0}, **{f"{line}_monthly": amounts, f"{line}_per_unit": per_unit}
            )
            for line in LINES
        ),
        _line(
            complete,
            {"infrastructure_monthly": 0},
            infrastructure_step_units=st.sampled_from([1, 300, 1000]),
            infrastructure_step_monthly=amounts,
        ),
        _line(complete, {"upkeep_monthly": 0}, upkeep_monthly=amounts),
        _line(complete, {"build_cost": 0}, build_cost=amounts, build_months=st.sampled_from([1, 6, 24])),
        st.one_of(
            _line(
                complete,
                {"review_rate": 0},
                review_rate=shares,
                review_minutes=st.sampled_from([0, 6, 30]),
                reviewer_hourly_cost=st.sampled_from([0, 40, 60]),
            ),
            _line(
                complete,
                {"review_rate": 0},
                review_rate=shares,
                reviews_per_reviewer=st.sampled_from([100, 220]),
                reviewer_monthly_cost=st.sampled_from([0, 4000]),
            ),
        ),
    ]
    for part in parts:
        found |= draw(part)
    found |= draw(
        st.fixed_dictionaries(
            {},
            optional={
                "acceptance_rate": st.sampled_from(["0", "0.5", "0.5", "0.8", "0.8", "1"]),
                "calls_per_unit": st.sampled_from([1, 3]),
                "max_retries": st.sampled_from([1, 5]),
                "routed_share": st.just("0.25"),
            },
        )
    )
    if "routed_share" in found:
        found |= {"routed_input_price": "0.25", "routed_output_price": "1.25"}
    found |= draw(_more())
    return found | draw(_worth(found))


@st.composite
def _more(draw: st.DrawFn) -> Inputs:
    """Seats, capacity, errors and a line of one's own, mostly none of them."""
    rare = st.sampled_from([False, False, False, True])
    found: Inputs = {}
    if draw(rare):
        found |= {"seats": draw(st.sampled_from([0, 40])), "seat_monthly": draw(amounts)}
    if draw(rare):
        found |= {
            "capacity_instances": draw(st.sampled_from([0, 2])),
            "capacity_hourly": draw(st.sampled_from(["0", "2"])),
            "capacity_units_per_instance": draw(st.sampled_from([200, 5000])),
            "capacity_tokens_per_second": draw(st.sampled_from([1, 3000])),
        }
    if draw(rare):
        found |= {"error_rate": draw(shares), "error_cost": draw(st.sampled_from([0, 2, 250]))}
    if draw(rare):
        block = {"step_units": 250, "step_monthly": draw(amounts)} if draw(st.booleans()) else {}
        own = {"name": "Licences", "monthly": draw(amounts), "visible": draw(st.booleans())}
        found["other_lines"] = [own | block]
    return found


@st.composite
def _worth(draw: st.DrawFn, found: Inputs) -> Inputs:
    """A value and what people cost, often exactly what the unit costs, where a decimal number can say it."""
    costs, given = Costs(found), {}
    for name, each in (("value_per_unit", costs.accepted), ("human_cost_per_unit", costs.accepted)):
        if draw(st.sampled_from([True, True, False])):
            worth = (each or Fraction(1)) * draw(st.sampled_from(BESIDE))
            given[name] = str(_decimal(worth))
    return given


def _decimal(amount: Fraction) -> Decimal:
    """Rounded to ten decimals where it has more."""
    found = Decimal(round(amount * 10**10)) / 10**10
    return Decimal(f"{found.normalize():f}")
