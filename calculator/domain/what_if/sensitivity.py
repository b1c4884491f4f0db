"""What moves an estimate most, one input at a time, and what other model prices would make of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Final, NamedTuple

from calculator.domain.break_even.falling_review import at_its_review_rate
from calculator.domain.capacity import within_capacity
from calculator.domain.costs import Amounts, amounts, estimate, numbers
from calculator.domain.fields import NESTED, NUMBERS, STEP_FIELDS, Field, Kind, field_of
from calculator.domain.token_cost import Names, step_cost, steps_of, unpaid_in_step, unpaid_tokens
from calculator.domain.what_if.uncertainty import STEP, apart, stays_whole
from calculator.domain.workload import Step, Workload

LEFT_OUT: Final = frozenset({"max_retries"})
MOST_DAYS: Final = 31
DIGITS_OF_A_PRODUCT: Final = 100
"""Room for a price and a factor of thirty digits each."""
CACHE_SHARES: Final = ("cache_read_share", "cache_write_share", "cache_write_1h_share")


@dataclass(frozen=True, slots=True)
class Swing:
    """One input moved down and up by a fifth: what that does to the month and to an accepted unit.

    An end that the instances cannot do has no figure: the month stands there as it is today.
    """

    field: str
    total_low: Fraction
    total_high: Fraction
    accepted_low: Fraction | None
    accepted_high: Fraction | None
    """None where there is no accepted unit, or where it cannot be as entered."""
    low_within: bool = True
    high_within: bool = True
    """Whether the instances can do the work then; what they cannot do today is said of the whole estimate."""

    @property
    def within(self) -> bool:
        """Whether both ends can be done."""
        return self.low_within and self.high_within

    @property
    def size(self) -> Fraction:
        return abs(self.total_high - self.total_low)

    @property
    def moves(self) -> bool:
        """Whether it moves either figure, or stops before an end.

        An acceptance rate may move what an accepted unit costs alone.
        """
        return bool(self.size) or self.accepted_low != self.accepted_high or not self.within


class _End(NamedTuple):
    """Where an input at one of its ends takes the month and an accepted unit, and whether it can be done."""

    total: Fraction
    accepted: Fraction | None
    within: bool


def tornado(workload: Workload, *, review_rate_decay: Fraction = Fraction(0)) -> tuple[Swing, ...]:
    """Every non-zero number moved alone by 20 % either way, the largest effect first, ties in table order.

    What is counted in pieces moves to the nearest whole number, by one at least. With another volume the
    share reviewed falls or rises as on the curve.
    """
    base = numbers(workload)
    steps = {names["calls"].removesuffix("calls"): _of_step(base, names) for names in steps_of(base)}
    costs = {prefix: step_cost(values, names) for prefix, (names, values) in steps.items()}
    today = amounts(base, sum(costs.values(), Fraction(0)) if costs else None)
    month = total_of(today)
    unpaid = unpaid_tokens(base)
    bounded = _within(base, today, unpaid)
    out_of_reach = estimate(workload).out_of_reach
    moved = []
    for name in names_of(workload):
        if not base.get(name) or name in LEFT_OUT:
            continue
        prefix = _prefix(name)
        if prefix in steps:
            names, values = steps[prefix]
            others = unpaid - unpaid_in_step(values, names)
            low, high = (
                _outcome_of_step(
                    base,
                    today,
                    month,
                    step_cost(each, names) - costs[prefix],
                    others + unpaid_in_step(each, names),
                )
                for each in both_ways(values, name)
            )
        else:
            # No other input moves what the steps cost.
            attempt = today.attempt if costs else None
            low, high = (
                _outcome(at_its_review_rate(values, today.units, review_rate_decay), attempt)
                for values in both_ways(base, name)
            )
        if bounded:
            low, high = (each if each.within else _End(month, None, within=False) for each in (low, high))
        accepted = (None, None) if out_of_reach else (low.accepted, high.accepted)
        within = (low.within, high.within) if bounded else (True, True)
        moved.append(Swing(name, low.total, high.total, *accepted, *within))
    return tuple(sorted(moved, key=lambda swing: -swing.size))


def in_a_table(swings: Sequence[Swing], most: int) -> list[Swing]:
    """Those that move the month, so many at most, and those that move only what an accepted unit costs."""
    of_the_month = [swing for swing in swings if swing.size]
    return of_the_month[:most] + [swing for swing in swings if swing.moves and not swing.size]


def _of_step(base: Mapping[str, Fraction], names: Names) -> tuple[Names, dict[str, Fraction]]:
    """The numbers of one step alone: there are many, and few of them are of one step."""
    return names, {name: base[name] for name in names.values() if name in base}


def both_ways(values: Mapping[str, Fraction], name: str) -> Iterator[dict[str, Fraction]]:
    """The numbers with one of them a fifth lower, and a fifth higher."""
    yield from (_moved(values, name, factor) for factor in (1 - STEP, 1 + STEP))


def can_be_moved(workload: Workload, swing: Swing) -> tuple[Fraction, Fraction]:
    """How far an input is moved either way; not at all to an end that the instances cannot do."""
    base = numbers(workload)
    low, high = (values[swing.field] for values in both_ways(base, swing.field))
    now = base[swing.field]
    return low if swing.low_within else now, high if swing.high_within else now


def capped_at(workload: Workload, name: str) -> Fraction | None:
    """Where an input stops that a fifth more would take too far; None where nothing stops it."""
    base, field = numbers(workload), field_of(name)
    value, moved = apart(base, name, 1 + STEP), _moved(base, name, 1 + STEP)[name]
    # Shares of a cache stop at what the others leave, hours and days at those of a month.
    return moved if field is not None and moved < value else None


def other_cache_shares(name: str) -> tuple[str, ...]:
    """The inputs that are parts of the same input as a cached share; none beside any other number."""
    if _part(name) not in CACHE_SHARES:
        return ()
    same = (f"{_prefix(name)}{share}" for share in CACHE_SHARES)
    return tuple(other for other in same if other != name)


def in_pieces(workload: Workload, name: str) -> tuple[Fraction, Fraction] | None:
    """Between which whole numbers a count is moved, where those are not 20.0% lower and higher."""
    base = numbers(workload)
    if not stays_whole(base, name):
        return None
    low, high = (apart(base, name, factor) for factor in (1 - STEP, 1 + STEP))
    value = base[name]
    if all(round(abs(end - value) / value, 3) == STEP for end in (low, high)):
        return None
    return low, high


def names_of(workload: Workload) -> Iterator[str]:
    """The numbers a workload can have, in the order of the tables: the flat ones, then those of its lists."""
    yield from (field.name for field in NUMBERS)
    for group, length in (("steps", len(workload.steps)), ("other_lines", len(workload.other_lines))):
        for number in range(1, length + 1):
            yield from (
                f"{group}.{number}.{name}" for name, field in NESTED[group].items() if field.is_number
            )


def at_prices(workload: Workload, factor: Fraction) -> Workload:
    """The same work with every price of a million tokens times a decimal `factor`, exactly.

    Raises ValueError for a factor below 0.
    """
    if factor < 0:
        raise ValueError("Nobody is paid for using a model.")
    with localcontext(prec=DIGITS_OF_A_PRODUCT):
        exact = Decimal(factor.numerator) / Decimal(factor.denominator)
        steps = tuple(replace(step, **_prices_times(step, STEP_FIELDS, exact)) for step in workload.steps)
        return replace(workload, steps=steps, **_prices_times(workload, NUMBERS, exact))


def _prices_times(priced: Workload | Step, fields: Sequence[Field], factor: Decimal) -> dict[str, Any]:
    """The prices that were given, each times the factor."""
    names = [field.name for field in fields if field.kind is Kind.PRICE]
    return {name: value * factor for name in names if (value := getattr(priced, name)) is not None}


def total_of[N: (Fraction, float)](found: Amounts[N]) -> N:
    """The month's total of all lines."""
    fixed, per_unit = found.lines[0]
    for line_fixed, line_per_unit in found.lines[1:]:
        fixed += line_fixed
        per_unit += line_per_unit
    return fixed + per_unit * found.units


def _outcome_of_step(
    base: Mapping[str, Fraction],
    today: Amounts[Fraction],
    month: Fraction,
    dearer: Fraction,
    unpaid: Fraction,
) -> _End:
    """What the month comes to when one attempt is so much dearer: only tokens and retries follow it."""
    total = month + dearer * (1 + today.repeats) * today.units
    accepted = today.units * base["acceptance_rate"]
    return _End(total, total / accepted if accepted else None, _within(base, today, unpaid))


def _within(values: Mapping[str, Fraction], found: Amounts[Fraction], unpaid: Fraction) -> bool:
    """Whether the instances sustain the tokens of a month that nobody is paid for by the token."""
    return within_capacity(values, found.units, 1 + found.repeats, unpaid)


def _moved(base: Mapping[str, Fraction], name: str, factor: Fraction) -> dict[str, Fraction]:
    value, field = apart(base, name, factor), field_of(name)
    most = _most(field)
    if most is not None:
        value = min(value, max(Fraction(most), base[name]))
    if others := other_cache_shares(name):
        value = min(value, 1 - sum((base[other] for other in others), Fraction(0)))
    return {**base, name: value}


def _most(field: Field | None) -> int | None:
    """What an input cannot pass, however much more: everything, the hours and the days of a month."""
    if field is None:
        return None
    if field.kind is Kind.SHARE:
        return 1
    return MOST_DAYS if field.kind is Kind.DAYS else field.highest


def _outcome(values: Mapping[str, Fraction], attempt: Fraction | None) -> _End:
    found = amounts(values, attempt)
    total, accepted = total_of(found), found.units * values["acceptance_rate"]
    within = "capacity_tokens_per_second" not in values or _within(values, found, unpaid_tokens(values))
    return _End(total, total / accepted if accepted else None, within)


def _prefix(name: str) -> str:
    """`steps.2.` of an input of a step; nothing of a flat one."""
    group, dot, _name = name.rpartition(".")
    return group + dot


def _part(name: str) -> str:
    return name.rpartition(".")[2]
