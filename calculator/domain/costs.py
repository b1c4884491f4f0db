"""What a workload costs: its lines, their sum, and what follows from it, in exact fractions."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Final, NamedTuple

from calculator.domain.break_even.volumes import PayingVolumes, paying_volumes, step_costs
from calculator.domain.capacity import CapacityUse, instances
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
from calculator.domain.estimate_notes import notes_of, out_of_reach, overloaded
from calculator.domain.fields import MOST_OTHER_LINES, NESTED, NUMBERS, spread_over
from calculator.domain.labels import own_line
from calculator.domain.token_cost import PER, attempt_cost, holds_fees
from calculator.domain.workload import Workload
from runrate.core.decimals import ceiling

ZERO: Final = Fraction(0)
NOT_NEEDED_BY_ALL: Final = ("input_tokens", "output_tokens", "input_price", "output_price")
DEFAULTS: Final[Mapping[str, Fraction]] = {
    field.name: Fraction(field.default)
    for field in NUMBERS
    if field.default is not None and field.name not in NOT_NEEDED_BY_ALL
}
"""In an order that draws of a range follow: what is drawn first decides what comes out."""
SUMMED: Final = 8
REVIEW: Final = LINES.index("human_review")
ERRORS: Final = LINES.index("errors")
BUILD: Final = LINES.index("build")
CAPACITY: Final = LINES.index("capacity")
OTHER_LINES: Final = tuple(
    tuple(f"other_lines.{number}.{part}" for part in ("monthly", "per_unit", "step_units", "step_monthly"))
    for number in range(1, MOST_OTHER_LINES + 1)
)
_NUMBER_NAMES: Final = tuple(field.name for field in NUMBERS)
_number_values: Final = attrgetter(*_NUMBER_NAMES)

type Split[N: (Fraction, float)] = tuple[N, N]
"""One line as an amount per month and a price for each unit; a plain pair, made by the hundred thousand."""


class Amounts[N: (Fraction, float)](NamedTuple):
    """What the formulas give: in exact fractions or, for random draws, in floats."""

    units: N
    attempt: N
    repeats: N
    lines: Sequence[Split[N]]


def volume[N: (Fraction, float)](v: Mapping[str, N]) -> N:
    """Units per month, from either form."""
    month = v.get("units_per_month")
    return v["units_per_day"] * v["days_per_month"] if month is None else month


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
        return (ceiling(units * rate / per_reviewer) * v["reviewer_monthly_cost"], zero)
    if not rate:
        return (zero, zero)
    return (zero, rate * v["review_minutes"] * v["reviewer_hourly_cost"] / 60)


def infrastructure[N: (Fraction, float)](v: Mapping[str, N], units: N) -> N:
    """Always-on cost, and a step for every started block of units."""
    block = v.get("infrastructure_step_units")
    if block is None:
        return v["infrastructure_monthly"]
    return v["infrastructure_monthly"] + ceiling(units / block) * v["infrastructure_step_monthly"]


def errors[N: (Fraction, float)](v: Mapping[str, N]) -> N:
    """What wrong units that pass review cost, for one unit."""
    caught = v["review_rate"] * v["review_catch_rate"]
    return v["acceptance_rate"] * v["error_rate"] * (1 - caught) * v["error_cost"]


def other_lines[N: (Fraction, float)](v: Mapping[str, N], units: N, zero: N) -> Iterator[Split[N]]:
    """The lines of one's own: an amount per month, one per unit, and one for every started block of units."""
    for monthly, per_unit, block, step in OTHER_LINES:
        if monthly not in v:
            return
        size = v.get(block)
        fixed = v[monthly] if size is None else v[monthly] + ceiling(units / size) * v[step]
        yield (fixed, v[per_unit] or zero)


def amounts[N: (Fraction, float)](v: Mapping[str, N], attempt: N | None = None) -> Amounts[N]:
    """Every line, for values with their defaults filled in; `attempt` where it is known already."""
    units = volume(v)
    if attempt is None:
        attempt = attempt_cost(v)
    zero = attempt * 0
    repeats = repeats_per_unit(v["retry_rate"], int(v["max_retries"]))
    hourly = v["capacity_hourly"]
    lines = [
        (zero, attempt),
        (zero, attempt * repeats if repeats else zero),
        (v["seats"] * v["seat_monthly"], zero),
        (instances(v, units) * hourly * v["capacity_hours"] if hourly else zero, zero),
    ]
    lines += [(v[monthly], v[per_unit]) for monthly, per_unit in PER_UNIT_PAIRS]
    lines += [
        review(v, units, zero),
        (zero, errors(v) if v["error_rate"] else zero),
        (infrastructure(v, units), zero),
        (v["upkeep_monthly"], zero),
        (v["build_cost"] / spread_over(v) if v["build_cost"] else zero, zero),
    ]
    if OTHER_LINES[0][0] in v:
        lines += other_lines(v, units, zero)
    return Amounts(units, attempt, repeats, lines)


def numbers(workload: Workload) -> dict[str, Fraction]:
    """The numbers in force: what was entered, and defaults for the rest; what has neither is absent.

    Those of a step are called as in a form, `steps.1.calls`.
    """
    return _in_force(workload, _entered(workload))


def _in_force(workload: Workload, entered: Mapping[str, Fraction]) -> dict[str, Fraction]:
    found = {**DEFAULTS, **_defaults_of_lists(workload), **entered}
    for name in NOT_NEEDED_BY_ALL:
        found.setdefault(name, ZERO)
    return found


@lru_cache(maxsize=16)  # one page asks for those of its workload about seven times
def _entered(workload: Workload) -> Mapping[str, Fraction]:
    found = {
        name: Fraction(value)
        for name, value in zip(_NUMBER_NAMES, _number_values(workload), strict=True)
        if value is not None
    }
    if workload.steps or workload.other_lines:
        found |= {
            name: Fraction(value)
            for name, value in workload.entered().items()
            if isinstance(value, Decimal) and "." in name
        }
    return found


def _defaults_of_lists(workload: Workload) -> dict[str, Fraction]:
    """The defaults of every step and every line of one's own that there is."""
    lists = (("steps", len(workload.steps)), ("other_lines", len(workload.other_lines)))
    return {
        f"{group}.{number}.{name}": Fraction(field.default)
        for group, length in lists
        for number in range(1, length + 1)
        for name, field in NESTED[group].items()
        if field.default is not None
    }


def estimate(workload: Workload, notes: tuple[Note, ...] = ()) -> Estimate:
    """Cost a workload; `notes` are what the source of its prices has to say and are passed on."""
    entered = _entered(workload)
    v = _in_force(workload, entered)
    units, attempt, repeats, splits = amounts(v)
    monthly = [fixed + per_unit * units if per_unit else fixed for fixed, per_unit in splits]
    fixed = sum((line_fixed for line_fixed, _per_unit in splits if line_fixed), ZERO)
    variable = sum((per_unit for _fixed, per_unit in splits if per_unit), ZERO)
    total = fixed + variable * units
    lines = _lines(workload, entered, splits, monthly, total)
    visible = sum((line.monthly for line in lines if line.visible), ZERO)
    accepted = units * v["acceptance_rate"]
    value, human = v.get("value_per_unit"), v.get("human_cost_per_unit")
    margin = None if value is None else value * v["acceptance_rate"] - variable
    net = None if value is None else value * accepted - total
    handled = None if human is None else total + (units - accepted) * human
    visible_share = ratio(visible, total)
    cost_per_accepted_unit = ratio(total, accepted)
    retry_rate = v["retry_rate"]
    never = retry_rate ** (int(v["max_retries"]) + 1) if retry_rate else ZERO
    used = CapacityUse.of(v, units, 1 + repeats)
    paying = None if margin is None else _paying(v, units, fixed, margin)
    return Estimate(
        units_per_month=units,
        token_cost_per_unit=attempt,
        attempts_per_unit=1 + repeats,
        never_succeeds_share=never,
        lines=lines,
        notes=notes + notes_of(workload, v, units, never, used.utilisation, notes),
        total_monthly=total,
        total_yearly=12 * (total - monthly[BUILD]) + monthly[BUILD] * min(Fraction(12), spread_over(v)),
        visible_share=visible_share,
        hidden_share=None if visible_share is None else 1 - visible_share,
        invoice_share=ratio(visible + monthly[1], total) if monthly[1] else visible_share,
        hidden_per_visible_dollar=ratio(total - visible, visible),
        cost_per_unit=cost_per_accepted_unit if accepted == units else ratio(total, units),
        cost_per_accepted_unit=cost_per_accepted_unit,
        cost_per_handled_unit=None if handled is None else ratio(handled, units),
        variable_cost_per_unit=variable,
        fixed_monthly=fixed,
        margin_per_unit=margin,
        net_monthly=net,
        payback_months=_payback(v["build_cost"], net, monthly[BUILD]),
        paying=paying,
        break_even_value_per_unit=cost_per_accepted_unit,
        break_even_review_rate=_break_even_review_rate(v, units, total - monthly[REVIEW] - monthly[ERRORS]),
        saving_against_human_monthly=None if human is None or handled is None else units * human - handled,
        avoided_error_cost_per_review=_avoided(v) if {"error_rate", "error_cost"} <= entered.keys() else None,
        capacity_cost_per_million_tokens=ratio(monthly[CAPACITY] * PER, used.tokens)
        if monthly[CAPACITY] and used.tokens is not None
        else None,
        capacity_utilisation=used.utilisation,
        unattainable=out_of_reach(workload, never) or overloaded(used.utilisation),
    )


def _paying(v: Mapping[str, Fraction], units: Fraction, fixed: Fraction, margin: Fraction) -> PayingVolumes:
    """At which volumes it pays; `fixed` holds today's blocks, instances and reviewers too."""
    steps = step_costs(v)
    started = sum((step.monthly(units) for step in steps), ZERO)
    return paying_volumes(steps, fixed=fixed - started, margin_per_unit=margin)


def _lines(
    workload: Workload,
    entered: Mapping[str, Fraction],
    splits: Sequence[Split[Fraction]],
    monthly: Sequence[Fraction],
    total: Fraction,
) -> tuple[Line, ...]:
    """Each line with its month and whether it was entered; tokens always are."""
    found = [
        Line(
            key,
            key in VISIBLE_LINES,
            key == "tokens" or not LINE_FIELDS[key].isdisjoint(entered),
            *split,
            amount,
            total,
            with_fees=key == "tokens" and holds_fees(entered),
        )
        for key, split, amount in zip(LINES, splits, monthly, strict=False)
    ]
    own = zip(workload.other_lines, splits[len(LINES) :], monthly[len(LINES) :], strict=True)
    return tuple(found) + tuple(
        Line(f"other_{n}", bool(each.visible), each.entered, *split, amount, total, own_line(each.name))
        for n, (each, split, amount) in enumerate(own, start=1)
    )


def _payback(build_cost: Fraction, net: Fraction | None, build_line: Fraction) -> Fraction | None:
    """Months until what a month brings before the build has paid for the build."""
    if net is None or not build_cost or net + build_line <= 0:
        return None
    return build_cost / (net + build_line)


def _avoided(v: Mapping[str, Fraction]) -> Fraction:
    """What one review saves in errors, on average."""
    return v["acceptance_rate"] * v["error_rate"] * v["review_catch_rate"] * v["error_cost"]


def _break_even_review_rate(v: Mapping[str, Fraction], units: Fraction, others: Fraction) -> Fraction | None:
    """The highest share reviewed by the minute at which the value still covers the cost, within 0..1.

    `others` are all lines but review and errors, which a review makes fewer.
    """
    value = v.get("value_per_unit")
    if value is None or not units or "reviews_per_reviewer" in v:
        return None
    one_review = v["review_minutes"] * v["reviewer_hourly_cost"] / 60 - _avoided(v)
    if one_review <= 0:
        return None
    unreviewed = units * v["acceptance_rate"] * v["error_rate"] * v["error_cost"]
    left_for_review = value * units * v["acceptance_rate"] - others - unreviewed
    return min(max(left_for_review / (units * one_review), ZERO), Fraction(1))
