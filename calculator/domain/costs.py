"""What a workload costs: its lines, their sum, and what follows from it, in exact fractions."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil
from operator import attrgetter
from typing import Final, NamedTuple

from calculator.domain.cost_lines import (
    LINE_FIELDS,
    LINES,
    PER_UNIT_PAIRS,
    VISIBLE_LINES,
    Estimate,
    Line,
    Note,
    ratio,
)
from calculator.domain.workload import NUMBERS, Workload
from runrate.core.translation import gettext
from runrate.core.translation import gettext_noop as _

CACHE_READ_FALLBACK: Final = _(
    "No cache read price was given: cached tokens are priced like any input token."
)
CACHE_WRITE_FALLBACK: Final = _(
    "No cache write price was given: tokens written to the cache are priced like any input token."
)

CACHE_WAYS: Final = (("cache_read_share", "cache_read_price"), ("cache_write_share", "cache_write_price"))

ZERO: Final = Fraction(0)
DEFAULTS: Final[Mapping[str, Fraction]] = {
    field.name: Fraction(field.default) for field in NUMBERS if field.default is not None
}
SUMMED: Final = 8
REVIEW: Final = LINES.index("human_review")
_NUMBER_NAMES: Final = tuple(field.name for field in NUMBERS)
_number_values: Final = attrgetter(*_NUMBER_NAMES)


type Split[N: (Fraction, float)] = tuple[N, N]
"""One line as an amount a month and a price for each unit; a plain pair, made by the hundred thousand."""


class Amounts[N: (Fraction, float)](NamedTuple):
    """What the formulas give: in exact fractions or, for random draws, in floats."""

    units: N
    attempt: N
    repeats: N
    lines: Sequence[Split[N]]


def volume[N: (Fraction, float)](v: Mapping[str, N]) -> N:
    """Units a month, from either form."""
    month = v.get("units_per_month")
    return v["units_per_day"] * v["days_per_month"] if month is None else month


def is_long[N: (Fraction, float)](v: Mapping[str, N]) -> bool:
    """Whether a call is above the long-context threshold, and so priced whole at the higher prices."""
    threshold = v.get("long_context_threshold")
    return threshold is not None and v["input_tokens"] > threshold * v["calls_per_unit"]


def cache_price_in_force(v: Mapping[str, object], price: str, *, long: bool) -> str | None:
    """Which input holds the price of cached tokens; None where they are priced like any input token."""
    above = f"long_context_{price}"
    return above if long and above in v else price if price in v else None


def attempt_cost[N: (Fraction, float)](v: Mapping[str, N]) -> N:
    """One attempt at one unit: input, cached and output tokens, each at its batch price, then routing."""
    tokens_in, tokens_out = v["input_tokens"], v["output_tokens"]
    long = is_long(v)
    way = "long_context_" if long else ""
    input_price, output_price = v[f"{way}input_price"], v[f"{way}output_price"]
    fresh, cached = input_price, input_price * 0
    for share, cache_price in CACHE_WAYS:
        if v[share]:
            name = cache_price_in_force(v, cache_price, long=long)
            fresh -= v[share] * input_price
            cached += v[share] * (input_price if name is None else v[name])
    plain, kept = tokens_in * fresh + tokens_out * output_price, tokens_in * cached
    saved = v["batch_share"] * (1 - v["batch_factor"]) if v["batch_share"] else 0
    if not saved and "batch_cache_factor" not in v:
        cost = plain + kept
    else:
        cache_factor = v.get("batch_cache_factor", v["batch_factor"])
        cost = plain * (1 - saved) + kept * (1 - v["batch_share"] * (1 - cache_factor))
    if v["routed_share"]:
        routed = tokens_in * v["routed_input_price"] + tokens_out * v["routed_output_price"]
        cost += v["routed_share"] * (routed * (1 - saved) - cost)
    return cost / 1_000_000


def repeats_per_unit[N: (Fraction, float)](rate: N, most: int) -> N:
    """Attempts after the first: r + r^2 + ... up to the last retry allowed."""
    repeats = rate * 0
    if most > SUMMED and rate < 1:
        # What the series comes to, exactly for fractions too, instead of a hundred steps.
        return rate * (1 - rate**most) / (1 - rate)
    if rate:
        for _retry in range(most):
            repeats = rate * (1 + repeats)
    return repeats


def review[N: (Fraction, float)](v: Mapping[str, N], units: N, zero: N) -> Split[N]:
    """Review by the minute moves with volume; reviewers on the payroll come in whole people."""
    rate = v["review_rate"]
    per_reviewer = v.get("reviews_per_reviewer")
    if per_reviewer is not None:
        return (ceil(units * rate / per_reviewer) * v["reviewer_monthly_cost"], zero)
    if not rate:
        return (zero, zero)
    return (zero, rate * v["review_minutes"] * v["reviewer_hourly_cost"] / 60)


def infrastructure[N: (Fraction, float)](v: Mapping[str, N], units: N) -> N:
    """Always-on cost, and a step for every started block of units."""
    block = v.get("infrastructure_step_units")
    if block is None:
        return v["infrastructure_monthly"]
    return v["infrastructure_monthly"] + ceil(units / block) * v["infrastructure_step_monthly"]


def amounts[N: (Fraction, float)](v: Mapping[str, N]) -> Amounts[N]:
    """Every line of the cost model, for values with their defaults filled in; optional ones may be absent."""
    units = volume(v)
    attempt = attempt_cost(v)
    zero = attempt * 0
    repeats = repeats_per_unit(v["retry_rate"], int(v["max_retries"]))
    lines = [(zero, attempt), (zero, attempt * repeats if repeats else zero)]
    lines += [(v[monthly], v[per_unit]) for monthly, per_unit in PER_UNIT_PAIRS]
    lines += [
        review(v, units, zero),
        (infrastructure(v, units), zero),
        (v["upkeep_monthly"], zero),
        (v["build_cost"] / v["build_months"] if v["build_cost"] else zero, zero),
    ]
    return Amounts(units, attempt, repeats, lines)


def numbers(workload: Workload) -> dict[str, Fraction]:
    """The numbers in force: what was entered, and defaults for the rest; what has neither is absent."""
    return {**DEFAULTS, **_entered(workload)}


def _entered(workload: Workload) -> dict[str, Fraction]:
    return {
        name: Fraction(value)
        for name, value in zip(_NUMBER_NAMES, _number_values(workload), strict=True)
        if value is not None
    }


def estimate(workload: Workload, notes: tuple[Note, ...] = ()) -> Estimate:
    """Cost a workload; `notes` are what the source of its prices has to say and are passed on."""
    entered = _entered(workload)
    v = {**DEFAULTS, **entered}
    units, attempt, repeats, splits = amounts(v)
    monthly = [fixed + per_unit * units if per_unit else fixed for fixed, per_unit in splits]
    fixed = sum((line_fixed for line_fixed, _per_unit in splits if line_fixed), ZERO)
    variable = sum((per_unit for _fixed, per_unit in splits if per_unit), ZERO)
    total = fixed + variable * units
    accepted = units * v["acceptance_rate"]
    value, human = v.get("value_per_unit"), v.get("human_cost_per_unit")
    margin = None if value is None else value * v["acceptance_rate"] - variable
    handled = None if human is None else total + (units - accepted) * human
    visible_share = ratio(monthly[0], total)
    cost_per_accepted_unit = ratio(total, accepted)
    retry_rate = v["retry_rate"]
    return Estimate(
        units_per_month=units,
        token_cost_per_unit=attempt,
        attempts_per_unit=1 + repeats,
        never_succeeds_share=retry_rate ** (int(v["max_retries"]) + 1) if retry_rate else ZERO,
        lines=tuple(
            Line(
                key,
                key in VISIBLE_LINES,
                not LINE_FIELDS[key].isdisjoint(entered),
                *split,
                amount,
                total,
            )
            for key, split, amount in zip(LINES, splits, monthly, strict=True)
        ),
        notes=notes + _fallbacks(v),
        total_monthly=total,
        total_yearly=12 * total,
        visible_share=visible_share,
        hidden_share=None if visible_share is None else 1 - visible_share,
        invoice_share=ratio(monthly[0] + monthly[1], total) if monthly[1] else visible_share,
        hidden_per_visible_dollar=ratio(total - monthly[0], monthly[0]),
        cost_per_unit=cost_per_accepted_unit if accepted == units else ratio(total, units),
        cost_per_accepted_unit=cost_per_accepted_unit,
        cost_per_handled_unit=None if handled is None else ratio(handled, units),
        variable_cost_per_unit=variable,
        fixed_monthly=fixed,
        margin_per_unit=margin,
        net_monthly=None if value is None else value * accepted - total,
        break_even_units=None if margin is None or margin <= 0 else ceil(fixed / margin),
        break_even_value_per_unit=cost_per_accepted_unit,
        break_even_review_rate=_break_even_review_rate(v, units, total, monthly[REVIEW]),
        saving_against_human_monthly=None if human is None or handled is None else units * human - handled,
    )


def _break_even_review_rate(
    v: Mapping[str, Fraction], units: Fraction, total: Fraction, review_now: Fraction
) -> Fraction | None:
    """The highest share reviewed by the minute at which the value still covers the cost, within 0..1."""
    value = v.get("value_per_unit")
    if value is None or not units or "reviews_per_reviewer" in v:
        return None
    one_review = v["review_minutes"] * v["reviewer_hourly_cost"] / 60
    if not one_review:
        return None
    left_for_review = value * units * v["acceptance_rate"] - (total - review_now)
    return min(max(left_for_review / (units * one_review), ZERO), Fraction(1))


def _fallbacks(v: Mapping[str, Fraction]) -> tuple[Note, ...]:
    """Prices that were not given although a share of the tokens asks for them."""
    messages, long = (CACHE_READ_FALLBACK, CACHE_WRITE_FALLBACK), is_long(v)
    return tuple(
        Note(price, gettext(message))
        for (share, price), message in zip(CACHE_WAYS, messages, strict=True)
        if v[share] and cache_price_in_force(v, price, long=long) is None
    )
