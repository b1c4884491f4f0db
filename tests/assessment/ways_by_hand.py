"""The shortest way to the next stage once more, from the published rules alone.

Question by question, every level it may end at: each reachable total with the least that reaches it. Nothing
of it is shared with the product, which goes dimension by dimension and drops sets that another one beats.
"""

from typing import Any

from tests.assessment.by_hand import GROUPS, NAMES, worked_out

EFFORT = {"S": 3, "M": 15, "L": 60}
OF_QUESTION = "MLM MMM MSM MSM SSS".replace(" ", "")
FIND_OUT = 3
type Cost = tuple[int, int, tuple[int, ...]]
"""Working days, questions, and their numbers: in this order one way is better than another."""


def shortest(answers: dict[str, Any], at_most: int) -> Cost | None:
    """The best way within so many working days; None where the stage is the highest or none is that short."""
    target = NAMES.index(worked_out(answers, {})["stage"]) + 1
    if target == len(NAMES):
        return None
    weakest, known_cost = 20 * (target - 1), 2 if target >= 3 else 0
    most_unknown = 3 if target >= 3 else 15
    ways: dict[tuple[int, int], Cost] = {(0, 0): (0, 0, ())}
    for numbers in GROUPS.values():
        asked = [number for number in numbers if not isinstance(answers[f"q{number}"], dict)]
        inside = {(points, unknown, 0): cost for (points, unknown), cost in ways.items()}
        for number in asked:
            least = known_cost if number == 4 else 0
            inside = _one_more(inside, number, answers[f"q{number}"], least, 60 // len(asked), at_most)
        ways = {}
        for (points, unknown, levels), cost in inside.items():
            if 25 * levels >= weakest * len(asked) and unknown <= most_unknown:
                ways[points, unknown] = min(cost, ways.get((points, unknown), cost))
    # A level is 20 of these points where three questions apply and 30 where two do: 240 make 20 of the score.
    return min((cost for (points, _unknown), cost in ways.items() if points >= 240 * target), default=None)


def _one_more(
    inside: dict[tuple[int, int, int], Cost], number: int, answer: Any, least: int, worth: int, at_most: int
) -> dict[tuple[int, int, int], Cost]:
    """Each way so far with each end of one more question."""
    effort = EFFORT[OF_QUESTION[number - 1]]
    found: dict[tuple[int, int, int], Cost] = {}
    for (points, unknown, levels), (days, questions, numbers) in inside.items():
        for level, more, stays in _ends(answer, effort):
            if (level < least or (stays and least)) or days + more > at_most:
                continue
            place = (points + worth * level, unknown + stays, levels + level)
            raised = level != answer and not stays
            cost = (days + more, questions + raised, (*numbers, number) if raised else numbers)
            found[place] = min(cost, found.get(place, cost))
    return found


def _ends(answer: Any, effort: int) -> list[tuple[int, int, bool]]:
    """Where a question may end, the working days until then, and whether nobody knows it yet."""
    if answer == "dk":
        return [(0, 0, True), *((to, FIND_OUT + effort * to, False) for to in range(5))]
    return [(to, effort * (to - answer), False) for to in range(answer, 5)]
