"""When each sentence about steps on lines that were not entered is true: what they give is not known."""

from collections.abc import Mapping
from typing import Final

from calculator.domain.cost_lines import LINE_NAMES
from tests.truth.conditions_costs import Words
from tests.truth.conditions_joined import OfBoth
from tests.truth.conditions_steps import at_the_top
from tests.truth.reader import INSTRUMENT, Reader

PLANNED: Final = {line for each in INSTRUMENT.questions for line in each.worth}
"""The lines that some step lowers, or raises."""


def _may_pay(r: Reader, _w: Words) -> bool:
    """Some step is left, and a line that steps lower is missing."""
    return r.costed and not at_the_top(r) and bool(_not_whole(r) & PLANNED)


def _not_whole(r: Reader) -> set[str]:
    """The lines that were not entered, or only in part."""
    half = {"human_review"} if r.costs.half_reviewed else set()
    return set(r.costs.missing) | half | ({"tokens"} if not r.costs.complete else set())


def _not_in_it(r: Reader, w: Words) -> bool:
    """Only lines that are not whole, by their names."""
    named = {LINE_NAMES[key].partition(",")[0].lower() for key in _not_whole(r) & PLANNED}
    return set(str(w["lines"]).replace(" and ", ", ").split(", ")) <= named


OPEN: Final[Mapping[str, OfBoth]] = {
    "No step left that is known to pay for its work within a year, at the middle figure": _may_pay,
    "Steps not known to pay for their work yet: a cost line that they lower is missing": _may_pay,
    "what does not pay for its work, or is not known to, comes last": _may_pay,
    (
        "{steps} are not known to pay for their work yet, as cost lines that they lower are missing: the "
        "stage needs them."
    ): _may_pay,
    "Not included, as not entered or only in part: {lines}.": lambda r, w: (
        _may_pay(r, {}) and _not_in_it(r, w)
    ),
}
