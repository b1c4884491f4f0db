"""What each next step is worth in this workload's own dollars, and in which order to take them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import ceil

from assessment.domain.answer_sheet import Sheet
from assessment.domain.next_steps import Dollars, next_steps
from assessment.domain.questionnaire import LEVELS, Question, Questionnaire
from assessment.domain.savings import CASES, NOTHING, Case, Gain, WorthTable
from assessment.domain.scoring import score
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_DAYS
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import numbers
from calculator.domain.workload import Workload
from runrate.reports.domain.asked_together import MONTHS, Work, asked_together, target_level
from runrate.reports.domain.changes import (
    NOTHING_LEFT_OUT,
    REVIEW,
    Changed,
    LeftOut,
    Moves,
    Staffing,
    changed,
    left_out,
)
from runrate.reports.domain.inputs import Source

TOP = LEVELS - 1
ERRORS = "errors"
CENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Saving:
    """What a move, or several together, is worth per month: the estimate before, less the one after."""

    lines: Mapping[str, Gain]
    """What each cost line gives back; below zero where it rises. Reviewers come in whole people."""
    time_freed: Gain = NOTHING
    """Reviewers' time at its cost, where they are paid all the same: never added to the cash."""
    staffing: Staffing | None = None
    bounded: bool = False
    """Whether the share that has to be reviewed keeps it from being more."""
    left_out: LeftOut = NOTHING_LEFT_OUT
    """The lines that it would change as well, and that nobody entered."""

    @property
    def cash(self) -> Gain:
        """What leaves the books: every line, but for reviewers' time that is paid all the same."""
        whole = sum(self.lines.values(), NOTHING)
        return whole if self.staffing else whole - self.time_freed

    @property
    def let_pass(self) -> Fraction:
        """What errors cost more because fewer reviews catch them; the cash counts it."""
        return -self.lines.get(ERRORS, NOTHING).base

    @property
    def checks_less(self) -> bool:
        """Whether fewer units are reviewed than today."""
        return self.lines.get(REVIEW, NOTHING).base > 0 or self.time_freed.base > 0


@dataclass(frozen=True, slots=True)
class Measure:
    """One question, one level up."""

    question: Question
    frm: int | None
    """None when the present level is not known."""
    to: int
    saving: Saving | None
    """None when no figure can be put on it."""
    caps_lifted: int
    target: int | None
    pays_alone: bool = False
    """Whether a year of the cash it releases, taken alone, is more than its work: freed time pays nobody."""
    pays: bool = False
    """Whether that is so beside the other steps that are asked for, too."""

    @property
    def days(self) -> int:
        """Working days until it is done."""
        if self.frm is None:
            return FIND_OUT_DAYS
        return EFFORT_DAYS[self.question.effort] * (self.to - self.frm)

    @property
    def worth_taking(self) -> bool:
        """Whether to take it now: it pays for its work, or no figure speaks against it."""
        return self.saving is None or self.pays

    @property
    def may_pay(self) -> bool:
        """Whether it does not pay by what is entered, and a line that it would lower is not entered."""
        return self.saving is not None and not self.pays and bool(self.saving.left_out.falling)

    @property
    def pays_later(self) -> bool:
        """Whether it takes more levels than this one until it pays."""
        aimed_higher = self.target is not None and self.frm is not None and self.target > self.frm
        return aimed_higher and not self.pays_alone


@dataclass(frozen=True)
class Savings:
    """Prices moves for one workload: its inputs after them go through the cost model again."""

    worth: WorthTable
    workload: Workload
    estimate: Estimate
    minimum_review_rate: Fraction | None
    paid_by_the_hour: bool = False
    """Whether reviewers are paid for the hours they review and no others, so that less of it is cash."""
    untold: frozenset[str] = frozenset()
    """Lines whose amount a bill holds within another."""

    @cached_property
    def values(self) -> Mapping[str, Fraction]:
        """The numbers in force today."""
        return numbers(self.workload)

    @cached_property
    def amounts(self) -> dict[str, Fraction]:
        """Of the lines that have one: a half-entered review has none yet."""
        none = self.untold | ({REVIEW} if self.estimate.review_too_low else set())
        lines = (line for line in self.estimate.lines if line.entered and line.key not in none)
        return {line.key: line.monthly for line in lines}

    def changed(self, moves: Moves, case: Case) -> Changed:
        return changed(
            self.values,
            self.worth,
            moves,
            case,
            lines=frozenset(self.amounts),
            least_review=self.minimum_review_rate or Fraction(0),
        )

    def of(self, moves: Moves) -> Saving:
        low, base, high = (self._given_back(moves, case) for case in CASES)
        touched = {line for question in moves for line in self.worth.lines(question) if line in self.amounts}
        return Saving(
            {
                key: Gain(low[key], base[key], high[key])
                for key in base
                if key in touched or low[key] or base[key] or high[key]
            },
            self._time_freed(moves),
            self._staffing(moves),
            self.changed(moves, "base").bounded,
            left_out(self.worth, moves, self.not_entered),
        )

    @cached_property
    def not_entered(self) -> frozenset[str]:
        """The lines that could still cost something, and those of which only a part is counted."""
        found = self.estimate
        half = {REVIEW: found.review_too_low, "tokens": found.tokens_too_low}
        return frozenset(line.key for line in found.lines if line in found.missing or half.get(line.key))

    def cash(self, moves: Moves) -> Fraction:
        """The cash of a month in the base case alone."""
        given = self._given_back(moves, "base")
        return sum(given.values(), Fraction(0)) - (0 if self.reviews_are_cash else given[REVIEW])

    @property
    def reviews_are_cash(self) -> bool:
        """Whole reviewers leave the books; hours do only where no others are paid."""
        return self.workload.staffed or self.paid_by_the_hour

    def _given_back(self, moves: Moves, case: Case) -> dict[str, Fraction]:
        """What each line costs less after these moves."""
        after = self.changed(moves, case).lines(self.values, self.estimate.token_cost_per_unit)
        lines = zip(self.estimate.lines, after, strict=True)
        return {line.key: line.monthly - amount for line, amount in lines}

    def reviewed(self, moves: Moves, case: Case) -> Fraction:
        """How much of today's reviews are still done; all where there are none."""
        rate = self.values["review_rate"]
        return self.changed(moves, case).values.get("review_rate", rate) / rate if rate else Fraction(1)

    def _time_freed(self, moves: Moves) -> Gain:
        if not self.workload.staffed and self.reviews_are_cash:
            return NOTHING
        line = self.estimate.line(REVIEW).monthly
        return Gain(*(line * (1 - self.reviewed(moves, case)) for case in CASES))

    def _staffing(self, moves: Moves) -> Staffing | None:
        kept = self.reviewed(moves, "base")
        if not self.workload.staffed or kept == 1 or not self.estimate.line(REVIEW).entered:
            return None
        v, today = self.values, self.estimate.units_per_month * self.values["review_rate"]
        each = v["reviews_per_reviewer"]
        return Staffing(ceil(today / each), ceil(today * kept / each), v["reviewer_monthly_cost"])


@dataclass(frozen=True, slots=True)
class Advice:
    """Every next step in order, and what those that pay for their work are worth together."""

    measures: tuple[Measure, ...]
    together: Saving | None

    @property
    def paying(self) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if measure.pays)

    @property
    def worth_taking(self) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if measure.worth_taking)

    @property
    def in_turn(self) -> tuple[Measure, ...]:
        """What is worth taking: the steps that the ask rests on, by their cash, then the others in order."""
        asked = sorted(self.paying, key=lambda m: m.saving.cash.base if m.saving else 0, reverse=True)
        return (*asked, *(m for m in self.worth_taking if not m.pays))

    @property
    def sum_of_parts(self) -> Gain:
        return sum((m.saving.cash for m in self.paying if m.saving), NOTHING)

    @property
    def days(self) -> int:
        """Working days of the steps that pay for their work, one after the other."""
        return sum(measure.days for measure in self.paying)


def advise(source: Source, savings: Savings | None) -> Advice:
    """One level up on each question that can rise. Without a scenario nothing carries dollars."""
    if source.assessed is None:
        return Advice((), None)
    sheet, questionnaire = source.assessed.sheet, source.questionnaire
    found = {measure.question.key: measure for measure in _measures(sheet, questionnaire, savings, source)}
    if savings:
        for key in asked_together(_paying_alone(found.values(), source), savings.cash):
            found[key] = replace(found[key], pays=True)
    dollars = {
        key: Dollars(measure.saving.cash.base, measure.worth_taking)
        for key, measure in found.items()
        if measure.saving is not None
    }
    steps = next_steps(sheet, score(sheet, questionnaire), questionnaire, dollars)
    measures = [found[step.question.key] for step in steps]
    paying = {m.question.key: (m.frm, m.to) for m in measures if m.pays and m.frm is not None}
    return Advice(tuple(measures), savings.of(paying) if savings and paying else None)


def _paying_alone(measures: Iterable[Measure], source: Source) -> dict[str, Work]:
    return {
        measure.question.key: Work(measure.frm, measure.to, measure.days * Fraction(source.day_cost))
        for measure in measures
        if measure.pays_alone and measure.frm is not None
    }


def _measures(
    sheet: Sheet, questionnaire: Questionnaire, savings: Savings | None, source: Source
) -> Iterable[Measure]:
    for question in questionnaire.questions:
        answer = sheet.answers[question.key]
        if answer == "dk":
            yield Measure(question, None, 0, None, _caps_lifted(sheet, question.key, 0, questionnaire), None)
        elif isinstance(answer, int) and answer < TOP:
            lifted = _caps_lifted(sheet, question.key, answer + 1, questionnaire)
            if savings and set(savings.worth.lines(question.key)) & set(savings.amounts):
                yield _priced(question, answer, savings, source, lifted)
            else:
                yield Measure(question, answer, answer + 1, None, lifted, None)


def _priced(question: Question, level: int, savings: Savings, source: Source, lifted: int) -> Measure:
    saving, day_cost = savings.of({question.key: (level, level + 1)}), Fraction(source.day_cost)
    work = EFFORT_DAYS[question.effort] * day_cost
    return Measure(
        question,
        level,
        level + 1,
        saving,
        lifted,
        target_level(savings.cash, question.key, level, work),
        pays_alone=saving.cash.base >= CENT and saving.cash.base * MONTHS > work,
    )


def _caps_lifted(sheet: Sheet, question: str, level: int, questionnaire: Questionnaire) -> int:
    before = {cap.rule for cap in score(sheet, questionnaire).caps}
    after = {cap.rule for cap in score(raised(sheet, {question: level}), questionnaire).caps}
    return len(before - after)


def raised(sheet: Sheet, levels: Mapping[str, int]) -> Sheet:
    """The same sheet with some answers at other levels."""
    return Sheet(sheet.version, {**sheet.answers, **levels}, sheet.evidence)
