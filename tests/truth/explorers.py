"""Readers of Explore made up by hand, with the ranges that they type or that a bill measured."""

from tests.truth import known
from tests.truth.known import TOKENS, ZEROS, Inputs

type Explorer = tuple[Inputs, dict[str, str]]


def exploring() -> list[Explorer]:
    """Inputs with nothing typed, then with ranges of their own: low and high, or measured day by day."""
    varied, short, moving = known.varied()
    bound = known.on_instances()
    gap = {name: value for name, value in moving.items() if name != "upkeep_monthly"}
    untyped = (
        varied,
        short,
        gap,
        known.known(),
        known.one_lever(),
        {**known.one_lever(), **known.WRONG, "error_cost": 9},
        known.evenly(),
        *known.in_blocks(),
        *_mostly_alike(),
        *bound,
    )
    full = {**bound[0], "units_per_month": 75_085}
    return [
        *((inputs, {}) for inputs in untyped),
        (moving, {"low_units_per_month": "500", "high_units_per_month": "2000"}),
        (moving, {"measured_ranges": "units_per_month:500:1000:2000"}),
        (moving, {"measured_ranges": "units_per_month:1000"}),
        (full, {"low_units_per_month": "75085", "high_units_per_month": "150170"}),
        (_in_steps(), {"measured_ranges": "steps.1.input_tokens:1000"}),
    ]


def _in_steps() -> Inputs:
    """Two model steps, whose tokens a bill by model can say and its days cannot."""
    tokens = {name: value for name, value in TOKENS.items() if name not in {"unit_name", "units_per_month"}}
    return {"unit_name": "claim", "units_per_month": 1000, **ZEROS, "steps": [tokens, tokens]}


def _mostly_alike() -> tuple[Inputs, Inputs]:
    """Nearly all months need three instances, some two or four; nearly all claims are just below $2.005."""
    kept = {"capacity_instances": 2, "capacity_hourly": "12.29", "capacity_units_per_instance": 100_000}
    size = {"units_per_month": 250_000, "input_tokens": 4000, "output_tokens": 300}
    few = {**TOKENS, "input_tokens": 200, "output_tokens": 0, "input_price": 3, "tools_per_unit": "2.0043"}
    return {"unit_name": "claim", **size, **ZEROS, **kept}, {**ZEROS, **few}
