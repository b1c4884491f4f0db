"""Reserved or self-hosted capacity: how many instances a volume needs, and how full they are."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from calculator.domain.break_even.doable import Doable
from calculator.domain.cost_lines import ratio
from calculator.domain.token_cost import unpaid_tokens
from runrate.core.decimals import ceiling, no_more

SECONDS_PER_HOUR: Final = 3600


def instances[N: (Fraction, float)](v: Mapping[str, N], units: N) -> N:
    """Instances of reserved or self-hosted capacity: those kept, or more where the volume outgrows them."""
    kept, each = v["capacity_instances"], v.get("capacity_units_per_instance")
    return kept if each is None else max(kept, kept * 0 + ceiling(units / each))


class CapacityUse(NamedTuple):
    """What goes through reserved or self-hosted capacity in a month, and how full that is."""

    tokens: Fraction | None
    """None where nobody entered tokens, and where all are bought from a vendor at a price."""
    utilisation: Fraction | None

    @classmethod
    def of(cls, v: Mapping[str, Fraction], units: Fraction, attempts: Fraction) -> "CapacityUse":
        each = unpaid_tokens(v)
        if not each:
            return cls(None, None)
        tokens, rate = units * attempts * each, v.get("capacity_tokens_per_second")
        if rate is None:
            return cls(tokens, None)
        return cls(tokens, ratio(tokens, instances(v, units) * v["capacity_hours"] * SECONDS_PER_HOUR * rate))


def within_capacity[N: (Fraction, float)](v: Mapping[str, N], units: N, attempts: N, tokens: N) -> bool:
    """Whether the instances of a volume sustain so many tokens of each attempt; drawn numbers within 1e-9.

    Always where nobody said what an instance sustains, or that there are any.
    """
    rate = v.get("capacity_tokens_per_second")
    if not rate or not tokens:
        return True
    could = instances(v, units) * v["capacity_hours"] * SECONDS_PER_HOUR * rate
    if not could:
        return True
    return no_more(units * attempts * tokens, could)


def doable(v: Mapping[str, Fraction], attempts: Fraction) -> Doable | None:
    """The volumes whose tokens the instances sustain; None where nothing bounds them."""
    rate, tokens = v.get("capacity_tokens_per_second"), attempts * unpaid_tokens(v)
    each, kept = v.get("capacity_units_per_instance"), v["capacity_instances"]
    if rate is None or not tokens or not (kept or each):
        return None
    sustained = v["capacity_hours"] * SECONDS_PER_HOUR * rate / tokens
    if not sustained or (each is not None and sustained >= each):
        return None
    return Doable(int(kept), each, sustained)


def most_units(v: Mapping[str, Fraction], attempts: Fraction) -> int | None:
    """The greatest monthly volume whose tokens the instances sustain; None without a bound."""
    found = doable(v, attempts)
    return None if found is None else found.most


class Spare(NamedTuple):
    """Instances that are kept, those of them that a month's volume needs, and what the others cost."""

    kept: Fraction
    needed: Fraction
    by_tokens: bool
    """Whether tokens per second decide how many are needed, and not units."""
    monthly: Fraction


def spare(v: Mapping[str, Fraction], units: Fraction, attempts: Fraction) -> Spare | None:
    """None where nobody said what an instance can do, or none is kept."""
    kept, each = v["capacity_instances"], v.get("capacity_units_per_instance")
    tokens = units * attempts * unpaid_tokens(v)
    second = v["capacity_hours"] * SECONDS_PER_HOUR * v.get("capacity_tokens_per_second", Fraction(0))
    needs = [Fraction(ceiling(units / each))] if each else []
    needs += [Fraction(ceiling(tokens / second))] if tokens and second else []
    if not needs or not kept:
        return None
    needed, hour = max(needs), v["capacity_hourly"] * v["capacity_hours"]
    by_tokens = bool(tokens and second) and needed == needs[-1]
    return Spare(kept, needed, by_tokens, max(kept - needed, Fraction(0)) * hour)
