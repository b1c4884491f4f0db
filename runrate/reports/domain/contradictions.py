"""Where the answers and the scenario do not fit each other. Printed, and the score stays as it is.

What was entered decides, never an amount: at no volume every amount is zero, and not entered is not zero.
What q13 and q14 ask (a forecast, an alarm) and what q8 asks (who decides on tokens) shows in no input.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from assessment.domain.answer_sheet import Answer, NotApplicable, Sheet
from calculator.domain.cost_lines import LINE_FIELDS, Estimate, line_name
from calculator.domain.costs import numbers
from calculator.domain.fields import BY_NAME, Kind
from calculator.domain.workload import Workload
from runrate.core.numbers import percent
from runrate.core.text import listed
from runrate.core.translation import gettext as _

OUT = "na"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One answer that the scenario speaks against."""

    question: str
    sentence: str


class Entry(StrEnum):
    """What a scenario says of a line: nothing, that it costs nothing, or that it costs something."""

    MISSING = "missing"
    ZERO = "zero"
    COSTS = "costs"


@dataclass(frozen=True, slots=True)
class _Facts:
    workload: Workload
    estimate: Estimate
    minimum: Fraction | None
    """The share of units that rules oblige a person to check, where the reader gave one."""

    @property
    def rate(self) -> Fraction | None:
        """The share reviewed; None where it was not entered."""
        return numbers(self.workload)["review_rate"] if self.workload.given("review_rate") else None

    def line(self, key: str) -> Entry:
        if not self.estimate.line(key).entered:
            return Entry.MISSING
        prices = [name for name in LINE_FIELDS[key] if BY_NAME[name].kind is Kind.MONEY]
        return Entry.COSTS if any(self.workload.value(name) for name in prices) else Entry.ZERO

    @property
    def one_review(self) -> Entry:
        """What one review costs: by the minute, or as a part of a reviewer's month."""
        pair = (
            ("reviewer_monthly_cost",)
            if self.workload.staffed
            else ("review_minutes", "reviewer_hourly_cost")
        )
        if all(self.workload.value(name) for name in pair):
            return Entry.COSTS
        zero = any(self.workload.given(name) and not self.workload.value(name) for name in pair)
        return Entry.ZERO if zero else Entry.MISSING


def contradictions(
    sheet: Sheet, workload: Workload, estimate: Estimate, minimum_review_rate: Fraction | None = None
) -> tuple[Contradiction, ...]:
    """Each answer that does not fit this scenario, in the order of the questions."""
    facts = _Facts(workload, estimate, minimum_review_rate)
    found: dict[str, Contradiction] = {}
    for question, levels, contradicts in _RULES:
        if question in found or _level(sheet.answers.get(question)) not in levels:
            continue
        if sentence := contradicts(facts):
            found[question] = Contradiction(question, sentence)
    return tuple(found.values())


def _level(answer: Answer | None) -> str:
    return OUT if isinstance(answer, NotApplicable) else str(answer)


def _lines_missing(facts: _Facts) -> str:
    missing = [line.own_name or line_name(line.key).lower() for line in facts.estimate.missing]
    if not missing:
        return ""
    return _(
        "All lines are said to have a figure, yet the scenario has none entered for {lines}: "
        "enter it, or zero where nothing is paid."
    ).format(lines=listed(missing))


def _tracing_free(facts: _Facts) -> str:
    if facts.line("observability") is not Entry.ZERO:
        return ""
    return _(
        "All calls of a unit are said to be joined and to carry a cost, yet observability is entered as zero."
    )


def _tracing_missing(facts: _Facts) -> str:
    if facts.line("observability") is not Entry.MISSING:
        return ""
    return _("The cost of tracing is said to be known, yet observability is not entered in the scenario.")


def _review_without_cost(facts: _Facts) -> str:
    if not facts.rate or facts.one_review is Entry.COSTS:
        return ""
    said = (
        _(
            "The full cost per unit is said to be calculated over all lines, yet the scenario has "
            "{rate} of the units reviewed by a person and a review that costs nothing."
        )
        if facts.one_review is Entry.ZERO
        else _(
            "The full cost per unit is said to be calculated over all lines, yet the scenario has "
            "{rate} of the units reviewed by a person and no cost of a review entered."
        )
    )
    return said.format(rate=percent(facts.rate))


def _second_model(facts: _Facts) -> str:
    routed = numbers(facts.workload)["routed_share"]
    if not routed:
        return ""
    return _(
        "One large model is said to do everything, yet the scenario sends {share} to a cheaper one."
    ).format(share=percent(routed))


def _no_retries(facts: _Facts) -> str:
    if not facts.workload.given("retry_rate"):
        return _(
            "The retry rate is said to be known, yet none is entered in the scenario: "
            "enter it and the retries line will carry it."
        )
    if numbers(facts.workload)["retry_rate"]:
        return ""
    return _(
        "The retry rate is said to be known, yet the scenario repeats {rate} of the runs: "
        "enter the measured rate and the retries line will carry it."
    ).format(rate=percent(0))


def _rate_guessed(facts: _Facts) -> str:
    rate = numbers(facts.workload)["retry_rate"]
    if not rate or not facts.workload.given("retry_rate"):
        return ""
    return _(
        "Nobody is said to know the retry rate, yet the scenario has {rate} entered: it is a guess until the "
        "rate is found out."
    ).format(rate=percent(rate))


def _some_reviewed(facts: _Facts) -> str:
    """All or none without a reason: neither a share between nor one that rules oblige to."""
    rate = facts.rate
    if rate is None:
        return ""
    if 0 < rate < 1:
        return _("All outputs or none are said to be checked, yet the scenario has {rate} checked.").format(
            rate=percent(rate)
        )
    if rate == 1 and facts.minimum == 1:
        return _(
            "All outputs are said to be checked without a reason, yet you entered that rules oblige you to "
            "check every one."
        )
    return ""


def _none_reviewed(facts: _Facts) -> str:
    if facts.rate != 0:
        return ""
    return _("A share of the outputs is said to be checked, yet the scenario has none checked.")


def _everything_reviewed(facts: _Facts) -> str:
    """Nothing can be tuned where rules oblige to check as much; less than that is within no minimum."""
    rate, minimum = facts.rate, facts.minimum
    if rate is None:
        return ""
    if minimum is not None and rate < minimum:
        return _(
            "Review is said to stay within compliance minimums, yet the scenario has {rate} of the units "
            "checked, and you entered that rules oblige you to {minimum}."
        ).format(rate=percent(rate), minimum=percent(minimum))
    if rate < 1 or minimum == 1:
        return ""
    return _(
        "Review is said to be tuned to the point where one more check no longer pays, "
        "yet the scenario has {rate} of the units checked."
    ).format(rate=percent(rate))


def _reviewed_after_all(facts: _Facts) -> str:
    if not facts.rate:
        return ""
    return _("Human review is said not to apply, yet the scenario has {rate} of the units checked.").format(
        rate=percent(facts.rate)
    )


def _nothing_stored(facts: _Facts) -> str:
    kinds = {facts.line("vector_db"), facts.line("observability")}
    if Entry.COSTS in kinds:
        return ""
    return (
        _(
            "Retention is said to be set for stored data and telemetry, yet neither a vector database nor "
            "observability has a cost entered in the scenario."
        )
        if Entry.MISSING in kinds
        else _(
            "Retention is said to be set for stored data and telemetry, yet a vector database and "
            "observability are both entered as zero."
        )
    )


def _one_budget_missing(facts: _Facts) -> str:
    kinds = {key: facts.line(key) for key in ("vector_db", "observability")}
    missing = [line_name(key).lower() for key, kind in kinds.items() if kind is Entry.MISSING]
    if Entry.COSTS not in kinds.values() or not missing:
        return ""
    return _(
        "The cost per unit of stored data and telemetry is said to be budgeted, yet the scenario has none "
        "entered for {line}."
    ).format(line=listed(missing))


def _costs_after_all(*keys: str) -> Callable[[_Facts], str]:
    def said(facts: _Facts) -> str:
        costing = [line_name(key).lower() for key in keys if facts.line(key) is Entry.COSTS]
        if not costing:
            return ""
        return _("This is said not to apply, yet the scenario has a cost of {lines}.").format(
            lines=listed(costing)
        )

    return said


def _nothing_sized(facts: _Facts) -> str:
    if {facts.line("infrastructure"), facts.line("integrations")} != {Entry.ZERO}:
        return ""
    if facts.line("capacity") is Entry.COSTS:
        return ""
    return _(
        "Capacity and integrations are said to be sized on purpose, yet infrastructure and integrations are "
        "both entered as zero."
    )


def _calls_unpriced(facts: _Facts) -> str:
    if facts.line("integrations") is not Entry.MISSING:
        return ""
    return _(
        "The cost of an integration call is said to be known, yet integrations are not entered in the "
        "scenario."
    )


_RULES: tuple[tuple[str, tuple[str, ...], Callable[[_Facts], str]], ...] = (
    ("q1", ("3", "4"), _lines_missing),
    ("q3", ("3", "4"), _tracing_free),
    ("q3", ("4",), _tracing_missing),
    ("q4", ("3", "4"), _review_without_cost),
    ("q7", ("0",), _second_model),
    ("q9", ("2", "3", "4"), _no_retries),
    ("q9", ("dk",), _rate_guessed),
    ("q10", ("0",), _some_reviewed),
    ("q10", ("1", "2", "3", "4"), _none_reviewed),
    ("q10", ("4",), _everything_reviewed),
    ("q10", (OUT,), _reviewed_after_all),
    ("q11", ("3", "4"), _nothing_stored),
    ("q11", ("4",), _one_budget_missing),
    ("q11", (OUT,), _costs_after_all("vector_db", "observability")),
    ("q12", ("2", "3", "4"), _nothing_sized),
    ("q12", ("4",), _calls_unpriced),
    ("q12", (OUT,), _costs_after_all("infrastructure", "integrations")),
)
"""The question, the answers it is about, and what then contradicts; the first of a question is said."""
