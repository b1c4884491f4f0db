"""One answer against one workload, where every other answer is not known."""

from fractions import Fraction
from typing import Any

from assessment.domain.answer_sheet import parse_sheet
from assessment.domain.questionnaire import load
from calculator.domain.costs import estimate
from calculator.domain.workload_input import parse_workload
from runrate.reports.domain.contradictions.rules import contradictions

TOKENS = {
    "input_tokens": 1000,
    "output_tokens": 100,
    "input_price": 1,
    "output_price": 5,
    "units_per_month": 10,
}
OUT = {"na": "nobody needs it"}


def said(
    key: str,
    answer: Any,
    entered: dict[str, Any],
    minimum: str | None = None,
    *,
    retries_measured: bool = False,
) -> list[str]:
    """What is said of this answer."""
    workload = parse_workload(TOKENS | entered)
    answers = {**dict.fromkeys(load("1").keys, "dk"), key: answer}
    sheet = parse_sheet({"version": "1", "answers": answers})
    found = contradictions(
        sheet,
        workload,
        estimate(workload),
        None if minimum is None else Fraction(minimum),
        retries_measured=retries_measured,
    )
    assert [each.question for each in found] in ([], [key])
    return [each.sentence for each in found]
