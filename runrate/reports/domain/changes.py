"""What a step up changes in a scenario's own inputs, so that the cost model itself says what it is worth.

The planning table says by how much; what is changed is the input itself where the scenario has it: the share
reviewed, the retry rate, the tokens sent, the share of a second model at its price. A cache or a batch is no
other model: neither stands for the choice of one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assessment.domain.savings import Case, WorthTable
from calculator.domain.cost_lines import PER_UNIT_LINES
from calculator.domain.costs import amounts
from calculator.domain.token_cost import FLAT, Names, attempt_cost, steps_of

type Moves = Mapping[str, tuple[int, int]]
"""Question -> its level today and the one it is raised to."""
type Values = Mapping[str, Fraction]

REVIEW: Final = "human_review"
MODEL, LENGTH = "q7", "q8"
"""The questions whose factor on tokens is one on which model answers, and on how much is sent."""
ONE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class Changed:
    """A scenario's numbers after some moves."""

    values: Values
    """Only those that differ, by input."""
    attempt: Fraction
    """What an attempt costs is multiplied by this besides: where no input stands for what changes."""
    factors: Mapping[str, Fraction]
    """The planning factor behind each input that differs: on itself, or on what is left beside it."""
    bounded: bool
    """Whether the share that has to be reviewed keeps it from being more."""

    def lines(self, base: Values, attempt: Fraction) -> tuple[Fraction, ...]:
        """Every cost line of a month by the cost model; `attempt` is what one costs today."""
        values = {**base, **self.values}
        if any(name not in _UNPRICED for name in self.values):
            attempt = attempt_cost(values)
        found = amounts(values, attempt * self.attempt)
        return tuple(fixed + each * found.units for fixed, each in found.lines)


@dataclass(frozen=True, slots=True)
class Staffing:
    """Reviewers on the payroll come in whole people: what a smaller review load releases in cash."""

    before: int
    after: int
    monthly_cost: Fraction

    @property
    def cash(self) -> Fraction:
        return (self.before - self.after) * self.monthly_cost


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The lines of some moves that nobody entered, or not wholly: nobody knows what they give back."""

    falling: tuple[str, ...] = ()
    """Lines that would cost less: the moves release at least what the others give back."""
    rising: tuple[str, ...] = ()


NOTHING_LEFT_OUT: Final = LeftOut()
_COSTS: Final[Mapping[str, tuple[str, ...]]] = {
    **{line: (f"{line}_monthly", f"{line}_per_unit") for line in PER_UNIT_LINES},
    "infrastructure": ("infrastructure_monthly", "infrastructure_step_monthly"),
}
"""Lines that are amounts: their factor is on each of them."""
_TOGETHER: Final[Mapping[str, tuple[str, ...]]] = {"tokens": ("retries",), "retries": ("tokens",)}
"""What changes a line changes what these cost as well."""
_UNPRICED: Final = frozenset(
    {"review_rate", "retry_rate", *(name for names in _COSTS.values() for name in names)}
)
"""Inputs that no price of an attempt depends on."""


def changed(
    base: Values,
    table: WorthTable,
    moves: Moves,
    case: Case,
    *,
    lines: frozenset[str],
    least_review: Fraction,
) -> Changed:
    """The numbers after these moves; only lines that were entered change, and review stops at its minimum.

    Factors multiply and are applied once, so the order of the moves does not matter.
    """
    factors: dict[tuple[str, str], Fraction] = {}
    for question, (frm, to) in moves.items():
        for line in table.lines(question):
            if line in lines:
                lever = (line, question if line == "tokens" and question in (MODEL, LENGTH) else "")
                factors[lever] = factors.get(lever, ONE) * table.ratio(question, line, frm, to, case)
    values: dict[str, Fraction] = {}
    behind: dict[str, Fraction] = {}
    attempt, bounded = ONE, False
    for (line, question), factor in factors.items():
        found: dict[str, Fraction] = {}
        if line == "tokens":
            found = _length(base, factor) if question == LENGTH else {}
            found = _cheaper_model(base, factor) if question == MODEL else found
            if not found:
                attempt *= factor
        elif line == "retries":
            found = {"retry_rate": min(base["retry_rate"] * factor, ONE)}
        elif line == REVIEW:
            least = min(least_review, base["review_rate"])
            bounded = base["review_rate"] * factor < least
            found = {"review_rate": min(max(base["review_rate"] * factor, least), ONE)}
        else:
            found = {name: base[name] * factor for name in _COSTS[line] if name in base}
        different = {name: value for name, value in found.items() if value != base[name]}
        values |= different
        behind |= dict.fromkeys(different, factor)
    return Changed(values, attempt, behind, bounded)


def left_out(table: WorthTable, moves: Moves, not_entered: Collection[str]) -> LeftOut:
    """What these moves would change of the lines that were not entered; repeats cost what tokens cost."""
    factors: dict[str, Fraction] = {}
    for question, (frm, to) in moves.items():
        for line in table.lines(question):
            for each in {line, *_TOGETHER.get(line, ())} & set(not_entered):
                factors[each] = factors.get(each, ONE) * table.ratio(question, line, frm, to)
    falling, rising = (
        tuple(sorted(each for each, factor in factors.items() if (factor - ONE) * way > 0)) for way in (-1, 1)
    )
    return LeftOut(falling, rising)


def _calls(v: Values) -> list[Names]:
    """The names of each model step, or of the flat fields."""
    return list(steps_of(v)) or [FLAT]


def _length(v: Values, factor: Fraction) -> dict[str, Fraction]:
    """Shorter prompts and answers in every step; fees by the call and by the search stay."""
    names = [each[part] for each in _calls(v) for part in ("input_tokens", "output_tokens", "input_growth")]
    return {name: v[name] * factor for name in names if v.get(name)}


def _cheaper_model(v: Values, factor: Fraction) -> dict[str, Fraction]:
    """Less on the main model: what the second one does not take is multiplied.

    Nothing where the scenario has no second model at a lower price.
    """
    second = _second_model(v)
    return {second: 1 - min((1 - v[second]) * factor, ONE)} if second else {}


def _second_model(v: Values) -> str:
    """The share of a second model that costs less than the main one; nothing without one."""
    if "routed_input_price" not in v or "routed_output_price" not in v or list(steps_of(v)):
        return ""
    main, second = (attempt_cost({**v, "routed_share": Fraction(share)}) for share in (0, 1))
    return "routed_share" if second < main else ""
