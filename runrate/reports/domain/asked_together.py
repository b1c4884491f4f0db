"""Which steps are asked for: each brings more cash in a year than its work costs, beside the others too."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from assessment.domain.questionnaire import LEVELS
from runrate.reports.domain.changes import Moves

MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Work:
    """One question raised from a level to another, and what that costs."""

    frm: int
    to: int
    cost: Fraction


def asked_together(steps: Mapping[str, Work], cash: Callable[[Moves], Fraction]) -> frozenset[str]:
    """Of steps that pay alone, by question, those that pay beside each other.

    While one of them does not pay beside the rest, the one that loses most is left out; of two that lose
    the same, the later question. `cash` says what moves release per month.
    """
    left = dict(steps)
    while left:
        whole = profit(left, cash)
        beside = {
            question: whole - profit({key: step for key, step in left.items() if key != question}, cash)
            for question in left
        }
        if whole > 0 and min(beside.values()) > 0:
            break
        del left[min(reversed(beside), key=lambda question: beside[question])]
    return frozenset(left)


def profit(steps: Mapping[str, Work], cash: Callable[[Moves], Fraction]) -> Fraction:
    """A year of the cash of these steps together, less their work."""
    if not steps:
        return Fraction(0)
    released = cash({question: (step.frm, step.to) for question, step in steps.items()})
    return released * MONTHS - sum(step.cost for step in steps.values())


def target_level(cash: Callable[[Moves], Fraction], question: str, level: int, work: Fraction) -> int:
    """The level beyond which the next step stops paying, at what the work of one costs.

    A step pays while a year of the cash it releases exceeds the days of work it takes; the figures of
    later steps are those left after the earlier ones.
    """

    def left(to: int) -> Fraction:
        return profit({question: Work(level, to, work * (to - level))}, cash)

    return max(range(level, LEVELS), key=lambda to: (left(to), -to))
