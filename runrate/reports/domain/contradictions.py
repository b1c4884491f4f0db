"""Where the answers and the scenario do not fit each other. Printed, and the score stays as it is."""

from collections.abc import Callable
from dataclasses import dataclass

from assessment.domain.answer_sheet import Sheet
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.workload import Workload
from runrate.core.numbers import percent
from runrate.core.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One answer that the scenario speaks against."""

    question: str
    sentence: str


@dataclass(frozen=True, slots=True)
class _Facts:
    workload: Workload
    estimate: Estimate

    @property
    def review_rate(self) -> str:
        return percent(numbers(self.workload)["review_rate"])

    def zero(self, line: str) -> bool:
        return not self.estimate.line(line).monthly


def contradictions(sheet: Sheet, workload: Workload, estimate: Estimate) -> tuple[Contradiction, ...]:
    """Each answer that cannot be right together with this scenario, in the order of the questions."""
    facts = _Facts(workload, estimate)
    found = []
    for question, at_least, contradicts in _RULES:
        level = sheet.answers.get(question)
        if isinstance(level, int) and level >= at_least and (sentence := contradicts(facts)):
            found.append(Contradiction(question, sentence))
    return tuple(found)


def _review_without_cost(facts: _Facts) -> str:
    if not numbers(facts.workload)["review_rate"] or not facts.zero("human_review"):
        return ""
    return _(
        "The full cost of a unit is said to be worked out over all lines, yet the scenario has "
        "{rate} of the units reviewed by a person and no cost for it."
    ).format(rate=facts.review_rate)


def _everything_reviewed(facts: _Facts) -> str:
    if numbers(facts.workload)["review_rate"] < 1:
        return ""
    return _(
        "Review is said to be tuned to the point where one more check no longer pays, "
        "yet the scenario has {rate} of the units checked."
    ).format(rate=facts.review_rate)


def _no_retries(facts: _Facts) -> str:
    if numbers(facts.workload)["retry_rate"]:
        return ""
    return _(
        "The retry rate is said to be known, yet the scenario repeats {rate} of the runs: "
        "enter the measured rate and the retries line will carry it."
    ).format(rate=percent(0))


def _nothing_stored(facts: _Facts) -> str:
    if not (facts.zero("vector_db") and facts.zero("observability")):
        return ""
    return _(
        "Retention is said to be set for stored data and telemetry, yet the scenario has no cost "
        "of a vector database or of observability."
    )


_RULES: tuple[tuple[str, int, Callable[[_Facts], str]], ...] = (
    ("q4", 3, _review_without_cost),
    ("q9", 2, _no_retries),
    ("q10", 4, _everything_reviewed),
    ("q11", 3, _nothing_stored),
)
