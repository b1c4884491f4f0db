"""The order of next steps once more, from the published rules alone: one question after another is asked.

Nothing of it is shared with the product, which sorts by a tuple; here two steps are held against each other
by one rule at a time, and the step that no other one stands before is taken next.
"""

from fractions import Fraction
from typing import Any

from tests.assessment.by_hand import GROUPS, worked_out
from tests.assessment.ways_by_hand import EFFORT, FIND_OUT, OF_QUESTION

type Money = dict[int, tuple[Fraction, bool]]
"""By question: cash per month, and whether it pays for its work."""


def in_order(answers: dict[str, Any], money: Money, way: set[int]) -> list[int]:
    """Numbers of the questions that have a step; `way` are those on the way to the next stage."""
    left = [n for n in range(1, 16) if answers[f"q{n}"] == "dk" or answers[f"q{n}"] in (0, 1, 2, 3)]
    weakest = [n for name in worked_out(answers, {})["weakest"] for n in GROUPS[name]]
    order: list[int] = []
    while left:
        first = left[0]
        for other in left[1:]:
            if _before(other, first, answers, money, way, set(weakest)):
                first = other
        order.append(first)
        left.remove(first)
    treating = [n for n in order if n in weakest and (n not in money or money[n][1])]
    if treating and treating[0] not in order[:3]:
        order.remove(treating[0])
        order.insert(2, treating[0])
    return order


def _before(
    one: int, other: int, answers: dict[str, Any], money: Money, way: set[int], weakest: set[int]
) -> bool:
    """The first rule by which the two differ decides."""
    loses = [n in money and not money[n][1] for n in (one, other)]
    if loses[0] != loses[1]:
        return loses[1]
    for wanted in (way, weakest):
        if (one in wanted) != (other in wanted):
            return one in wanted
    days = [FIND_OUT if answers[f"q{n}"] == "dk" else EFFORT[OF_QUESTION[n - 1]] for n in (one, other)]
    cash = [Fraction(money[n][0] if n in money else 0) / d for n, d in zip((one, other), days, strict=True)]
    if cash[0] != cash[1]:
        return cash[0] > cash[1]
    points = [_points(n, answers) / d for n, d in zip((one, other), days, strict=True)]
    if points[0] != points[1]:
        return points[0] > points[1]
    levels = [0 if answers[f"q{n}"] == "dk" else answers[f"q{n}"] for n in (one, other)]
    return levels[0] < levels[1] if levels[0] != levels[1] else one < other


def _points(number: int, answers: dict[str, Any]) -> Fraction:
    """What one level adds to the score; finding out adds nothing."""
    if answers[f"q{number}"] == "dk":
        return Fraction(0)
    group = next(numbers for numbers in GROUPS.values() if number in numbers)
    return Fraction(25, 5 * sum(not isinstance(answers[f"q{n}"], dict) for n in group))
