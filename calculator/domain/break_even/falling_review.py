"""What another volume costs where the share reviewed falls as volume grows: the one rule of every door."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Final

from calculator.domain.break_even.search import MOST_RUNS, Run, StepCost, TooManyStarts
from calculator.domain.break_even.volumes import PayingVolumes, step_costs
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import amounts, numbers, volume
from calculator.domain.workload import Workload

FARTHEST: Final = 100
"""So many times today's volume the curve ends, and so does the search."""
MOST_LOOKS: Final = 2000
"""Stretches of volumes that one search looks at: below half a second of work."""


def review_rate_at[N: (Fraction, float)](rate: N, times: N, decay: Fraction) -> N:
    """The share reviewed at a multiple of today's volume; at next to none of it all that can be."""
    if not decay or not rate:
        return rate
    everything = rate / rate
    try:
        grown = Fraction(float(times) ** -float(decay))
    except (ZeroDivisionError, OverflowError):
        return everything
    return min(max(rate * grown, rate * 0), everything)


def at_its_review_rate[N: (Fraction, float)](
    values: Mapping[str, N], today: N, decay: Fraction
) -> Mapping[str, N]:
    """Numbers of another volume with the share reviewed there; those of today's volume stay as they are."""
    if not decay or not today:
        return values
    units = volume(values)
    if units == today:
        return values
    return {**values, "review_rate": review_rate_at(values["review_rate"], units / today, decay)}


def moving_at(workload: Workload, units: Fraction, today: Fraction, decay: Fraction) -> Fraction:
    """What moves with each unit of another volume, at the share reviewed there: no whole steps."""
    there = at_its_review_rate({**numbers(workload), "units_per_month": units}, today, decay)
    return units * sum((each for _fixed, each in amounts(there).lines), Fraction(0))


def with_falling_review(workload: Workload, estimate: Estimate, decay: Fraction) -> Estimate:
    """An estimate whose paying volumes are those at which the share reviewed there leaves something.

    The same where nothing is reviewed, or nothing is known of what a unit brings.
    """
    v = numbers(workload)
    if not decay or not v["review_rate"] or estimate.paying is None or not estimate.units_per_month:
        return estimate
    known = estimate.paying
    falling = FallingReview(
        known.steps, known.fixed, known.margin_per_unit, v, estimate.units_per_month, decay
    )
    return replace(estimate, paying=falling)


@dataclass(frozen=True)
class FallingReview(PayingVolumes):
    """The volumes that pay up to the end of the curve, each with its own share of reviews."""

    values: Mapping[str, Fraction]
    today: Fraction
    decay: Fraction

    @property
    def looked_at(self) -> int:
        return max(int(self.today * FARTHEST), 1)

    @cached_property
    def pays_nowhere(self) -> bool:
        """Whether no volume beyond those that were looked at pays either: with no share reviewed a unit earns
        what it costs."""
        work = self._work
        return self.runs == () and max(work.margin, work.margin - work.each) < 0

    @cached_property
    def _work(self) -> "_Work":
        return _Work.of(self.values)

    @cached_property
    def _searched(self) -> tuple[tuple[Run, ...] | None, bool]:
        found: list[Run] = []
        more = False
        try:
            for first, last in self._paying(self.looked_at):
                if found and found[-1].last == first - 1:
                    found[-1] = Run(found[-1].first, last)
                elif len(found) == MOST_RUNS:
                    found[-1], more = Run(first, last), True
                else:
                    found.append(Run(first, last))
        except TooManyStarts:
            return None, False
        return tuple(found), more

    def _paying(self, most: int) -> Iterator[tuple[int, int]]:
        """Paying stretches in their order: each is decided whole, or in its two halves."""
        waiting = [(1, most)]
        for _look in range(MOST_LOOKS):
            if not waiting:
                return
            first, last = waiting.pop()
            least, greatest = self._net_between(first, last)
            if least >= 0:
                yield first, last
            elif greatest >= 0:
                middle = (first + last) // 2
                waiting += [(middle + 1, last), (first, middle)]
        if waiting:
            raise TooManyStarts

    def _rate(self, units: int) -> Fraction:
        return review_rate_at(self.values["review_rate"], units / self.today, self.decay)

    def _net_between(self, first: int, last: int) -> tuple[Fraction, Fraction]:
        """Between which two sums the net of each of these volumes is; the sum itself of one alone."""
        work, (high, low) = self._work, (self._rate(first), self._rate(last))
        slopes = [rate * (1 - self.decay) for rate in (high, low)]
        if high == 1:
            slopes.append(Fraction(1))
        more = last - first
        reviewed = first * high
        reviews = [reviewed + more * min(slopes), reviewed + more * max(slopes)]
        begin = work.margin * first - work.each * reviewed
        steepness = [work.margin - work.each * slope for slope in slopes]
        fewest, most = (
            work.staff(max(each, Fraction(0)))
            for each in (min(reviewed, reviews[0]), max(reviewed, reviews[1]))
        )
        least = begin + more * min(*steepness, Fraction(0)) - work.fixed_at(last) - most
        greatest = begin + more * max(*steepness, Fraction(0)) - work.fixed_at(first) - fewest
        return least, greatest


@dataclass(frozen=True, slots=True)
class _Work:
    """A month without reviews, and what each of them adds to it."""

    margin: Fraction
    each: Fraction
    """What a review costs by the minute, less the errors that it avoids."""
    fixed: Fraction
    steps: tuple[StepCost, ...]
    per_reviewer: Fraction | None
    reviewer: Fraction

    @classmethod
    def of(cls, v: Mapping[str, Fraction]) -> "_Work":
        none = {**v, "review_rate": Fraction(0), "units_per_month": Fraction(1)}
        lines, steps = amounts(none).lines, step_costs(none)
        rate = v["acceptance_rate"]
        per_reviewer = v.get("reviews_per_reviewer")
        avoided = rate * v["error_rate"] * v["review_catch_rate"] * v["error_cost"]
        by_the_minute = v["review_minutes"] * v["reviewer_hourly_cost"] / 60 if per_reviewer is None else 0
        return cls(
            margin=v["value_per_unit"] * rate - sum((each for _fixed, each in lines), Fraction(0)),
            each=by_the_minute - avoided,
            fixed=sum((fixed for fixed, _each in lines), Fraction(0))
            - sum((step.monthly(1) for step in steps), Fraction(0)),
            steps=steps,
            per_reviewer=per_reviewer,
            reviewer=v.get("reviewer_monthly_cost", Fraction(0)),
        )

    def fixed_at(self, units: int) -> Fraction:
        return self.fixed + sum((step.monthly(units) for step in self.steps), Fraction(0))

    def staff(self, reviews: Fraction) -> Fraction:
        return Fraction(0) if self.per_reviewer is None else ceil(reviews / self.per_reviewer) * self.reviewer
