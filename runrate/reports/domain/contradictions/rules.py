"""Where the answers and the scenario do not fit each other. Printed, and the score stays as it is.

What q13 and q14 ask (a forecast, an alarm) and what q8 asks (who decides on tokens) shows in no input.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from assessment.domain.answer_sheet import Answer, NotApplicable, Sheet
from calculator.domain.cost_lines import Estimate
from calculator.domain.workload import Workload
from runrate.reports.domain.contradictions import of_costs, of_working
from runrate.reports.domain.contradictions.facts import Facts

OUT = "na"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One answer that the scenario speaks against."""

    question: str
    sentence: str


def contradictions(
    sheet: Sheet,
    workload: Workload,
    estimate: Estimate,
    minimum_review_rate: Fraction | None = None,
    *,
    retries_measured: bool = False,
) -> tuple[Contradiction, ...]:
    """Each answer that does not fit this scenario, in the order of the questions."""
    facts = Facts(workload, estimate, minimum_review_rate, retries_measured)
    found: dict[str, Contradiction] = {}
    for question, levels, contradicts in _RULES:
        if question in found or _level(sheet.answers.get(question)) not in levels:
            continue
        if sentence := contradicts(facts):
            found[question] = Contradiction(question, sentence)
    return tuple(found.values())


def _level(answer: Answer | None) -> str:
    return OUT if isinstance(answer, NotApplicable) else str(answer)


_RULES: tuple[tuple[str, tuple[str, ...], Callable[[Facts], str]], ...] = (
    ("q1", ("3", "4"), of_costs.lines_missing),
    ("q3", ("3", "4"), of_costs.tracing_free),
    ("q3", ("4",), of_costs.tracing_missing),
    ("q4", ("3", "4"), of_costs.review_without_cost),
    ("q5", ("2", "3", "4"), of_costs.worth_missing),
    ("q6", ("3",), of_working.needs_a_margin),
    ("q6", ("4",), of_working.switched_off),
    ("q7", ("0",), of_working.second_model),
    ("q7", (OUT,), of_working.chosen_after_all),
    ("q9", ("2", "3", "4"), of_working.no_retries),
    ("q9", ("dk",), of_working.rate_guessed),
    ("q9", ("0",), of_working.rate_uncounted),
    ("q10", ("0",), of_working.some_reviewed),
    ("q10", ("1", "2", "3", "4"), of_working.none_reviewed),
    ("q10", ("4",), of_working.everything_reviewed),
    ("q10", ("4",), of_working.reviews_that_lose),
    ("q10", (OUT,), of_working.reviewed_after_all),
    ("q11", ("0", "1", "2"), of_costs.stored_for_nothing),
    ("q11", ("3", "4"), of_costs.nothing_stored),
    ("q11", ("4",), of_costs.one_budget_missing),
    ("q11", (OUT,), of_costs.costs_after_all("vector_db", "observability")),
    ("q12", ("0", "1"), of_costs.runs_on_nothing),
    ("q12", ("2", "3", "4"), of_costs.nothing_sized),
    ("q12", ("4",), of_costs.calls_unpriced),
    ("q12", (OUT,), of_costs.costs_after_all("capacity", "infrastructure", "integrations")),
)
"""The question, the answers it is about, and what then contradicts; the first of a question is said."""
