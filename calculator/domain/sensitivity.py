"""How sure an estimate is: what moves it most, the range of several inputs at once, other model prices."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from math import ceil, sqrt
from random import Random
from typing import Final

from calculator.domain.costs import Amounts, amounts, numbers
from calculator.domain.workload import BY_NAME, NUMBERS, Kind, Workload

STEP: Final = Fraction(1, 5)
DRAWS: Final = 5000
LEFT_OUT: Final = frozenset({"max_retries"})
DIGITS_OF_A_PRODUCT: Final = 100
"""Room for a price and a factor of thirty digits each."""
type _Side = tuple[float, float, float]
"""Where a side begins, how wide it is with its sign, and its share of all draws."""
CACHE_SHARES: Final = ("cache_read_share", "cache_write_share")


@dataclass(frozen=True, slots=True)
class Swing:
    """One input moved down and up by a fifth: what that does to the month and to an accepted unit."""

    field: str
    total_low: Fraction
    total_high: Fraction
    accepted_low: Fraction | None
    accepted_high: Fraction | None

    @property
    def size(self) -> Fraction:
        return abs(self.total_high - self.total_low)


@dataclass(frozen=True, slots=True)
class Guess:
    """How low and how high an input may turn out; between them the base is the likeliest."""

    field: str
    low: Fraction
    base: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Percentiles:
    """One draw in ten is below p10, half are below p50, nine in ten below p90."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True)
class Range:
    """What comes out when every guess is drawn at once, many times."""

    seed: int
    draws: int
    total: Percentiles
    accepted: Percentiles | None
    pays: Fraction | None


def tornado(workload: Workload) -> tuple[Swing, ...]:
    """Every non-zero number moved alone by 20 % either way, the largest effect first, ties in table order."""
    base = numbers(workload)
    moved = [
        _swing(base, field.name) for field in NUMBERS if base.get(field.name) and field.name not in LEFT_OUT
    ]
    return tuple(sorted(moved, key=lambda swing: -swing.size))


def ranged(workload: Workload, guesses: Sequence[Guess], *, seed: int, draws: int = DRAWS) -> Range:
    """Draw every guess from a triangle and cost the workload, `draws` times; same seed, same result."""
    random = Random(seed)  # noqa: S311  # a repeatable draw is the point
    values = {name: float(value) for name, value in numbers(workload).items()}
    uniform, triangles = random.random, [_triangle(guess) for guess in guesses]
    cache_moves = any(guess.field in CACHE_SHARES for guess in guesses)
    _keep_cache_whole(values)
    worth = values.get("value_per_unit")
    totals: list[float] = []
    accepted: list[float] = []
    paying = 0
    # Without a guess every draw is the same one.
    drawn = draws if triangles else 1
    for _ in range(drawn):
        for name, peak, left, right in triangles:
            at = uniform()
            low, width, part = left if at <= peak else right
            values[name] = low + width * sqrt((at if at <= peak else 1.0 - at) * part)
        if cache_moves:
            _keep_cache_whole(values)
        found = amounts(values)
        total = total_of(found)
        totals.append(total)
        units = found.units * values["acceptance_rate"]
        if units:
            accepted.append(total / units)
        if worth is not None and values["value_per_unit"] * units > total:
            paying += 1
    return Range(
        seed=seed,
        draws=draws,
        total=_percentiles(totals),
        accepted=_percentiles(accepted) if len(accepted) == drawn else None,
        pays=None if worth is None else Fraction(paying, drawn),
    )


def at_prices(workload: Workload, factor: Fraction) -> Workload:
    """The same work with every price of a million tokens times a decimal `factor`, exactly.

    Raises ValueError for a factor below 0.
    """
    if factor < 0:
        raise ValueError("Nobody is paid for using a model.")
    prices = [field.name for field in NUMBERS if field.kind is Kind.PRICE and workload.given(field.name)]
    with localcontext(prec=DIGITS_OF_A_PRODUCT):
        exact = Decimal(factor.numerator) / Decimal(factor.denominator)
        changed = {name: getattr(workload, name) * exact for name in prices}
    return replace(workload, **changed)


def total_of[N: (Fraction, float)](found: Amounts[N]) -> N:
    """The month's total of all lines."""
    fixed, per_unit = found.lines[0]
    for line_fixed, line_per_unit in found.lines[1:]:
        fixed += line_fixed
        per_unit += line_per_unit
    return fixed + per_unit * found.units


def _swing(base: Mapping[str, Fraction], name: str) -> Swing:
    low, high = (_moved(base, name, factor) for factor in (1 - STEP, 1 + STEP))
    (total_low, accepted_low), (total_high, accepted_high) = _outcome(low), _outcome(high)
    return Swing(name, total_low, total_high, accepted_low, accepted_high)


def _moved(base: Mapping[str, Fraction], name: str, factor: Fraction) -> dict[str, Fraction]:
    value = base[name] * factor
    if BY_NAME[name].kind is Kind.SHARE:
        value = min(value, Fraction(1))
    values = {**base, name: value}
    if name in CACHE_SHARES:
        other = CACHE_SHARES[1 - CACHE_SHARES.index(name)]
        values[name] = min(value, 1 - base[other])
    return values


def _outcome(values: Mapping[str, Fraction]) -> tuple[Fraction, Fraction | None]:
    found = amounts(values)
    total, accepted = total_of(found), found.units * values["acceptance_rate"]
    return total, total / accepted if accepted else None


def _keep_cache_whole(values: dict[str, float]) -> None:
    """Two shares of the same input drawn apart may pass one together: the second gives way."""
    read, write = values["cache_read_share"], values["cache_write_share"]
    if read + write > 1:
        values["cache_write_share"] = max(1 - read, 0.0)


def _triangle(guess: Guess) -> tuple[str, float, _Side, _Side]:
    """What `Random.triangular` works out at each draw, worked out once: the same bits come out.

    The field, the share of draws below the likeliest value, and the sides of the triangle below and above it.
    """
    low, high, base = float(guess.low), float(guess.high), float(guess.base)
    peak = (base - low) / (high - low) if high != low else 0.0
    return guess.field, peak, (low, high - low, peak), (high, low - high, 1.0 - peak)


def _percentiles(drawn: list[float]) -> Percentiles:
    ordered = sorted(drawn)

    def rank(share: float) -> float:
        return ordered[max(ceil(share * len(ordered)) - 1, 0)]

    return Percentiles(rank(0.1), rank(0.5), rank(0.9))
