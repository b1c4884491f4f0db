"""What a scenario says, as the rules of contradictions ask it: lines, rates, and whether it ever pays.

What was entered decides, never an amount: at no volume every amount is zero, and not entered is not zero.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from calculator.domain.cost_lines import LINE_FIELDS, Estimate
from calculator.domain.costs import numbers
from calculator.domain.fields import BY_NAME, Kind
from calculator.domain.workload import Workload


class Entry(StrEnum):
    """What a scenario says of a line: nothing, that it costs nothing, or that it costs something."""

    MISSING = "missing"
    ZERO = "zero"
    COSTS = "costs"


@dataclass(frozen=True, slots=True)
class Facts:
    workload: Workload
    estimate: Estimate
    minimum: Fraction | None
    """The share of units that rules oblige a person to check, where the reader gave one."""
    retries_measured: bool = False
    """Whether a bill holds the tokens of retries among its own, so that a rate of zero is right."""

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
