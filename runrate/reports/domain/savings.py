"""What each next step is worth in this workload's own dollars, and in which order to take them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from assessment.domain.answer_sheet import Sheet
from assessment.domain.next_steps import Dollars, next_steps
from assessment.domain.questionnaire import LEVELS, Question, Questionnaire
from assessment.domain.savings import NOTHING, Gain, Worth, WorthTable, plan
from assessment.domain.scoring import score
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_DAYS
from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import errors, numbers
from calculator.domain.workload import Workload
from runrate.reports.domain.inputs import Source

TOP = LEVELS - 1
REVIEW = "human_review"
ERRORS = "errors"
MONTHS = 12
CENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Staffing:
    """Reviewers on the payroll come in whole people: what a smaller review load releases in cash."""

    before: int
    after: int
    monthly_cost: Fraction

    @property
    def cash(self) -> Fraction:
        return (self.before - self.after) * self.monthly_cost


@dataclass(frozen=True, slots=True)
class Saving:
    """What a move, or several together, is worth per month."""

    worth: Worth
    staffing: Staffing | None
    bounded: bool = False
    """Whether the share that has to be reviewed keeps it from being more."""

    @property
    def net(self) -> Gain:
        """The gain less any line that rises; review counted by the hour."""
        return self.worth.net

    @property
    def time_freed(self) -> Fraction:
        """The part of the base figure that is reviewers' time rather than money."""
        return self.worth.lines[REVIEW].base if self.staffing else Fraction(0)

    @property
    def let_pass(self) -> Fraction:
        """What errors cost more because fewer reviews catch them; the net counts it."""
        return -self.worth.lines.get(ERRORS, NOTHING).base

    @property
    def cash(self) -> Fraction:
        """What leaves the books: the base figure with review counted in whole people."""
        return self.net.base - self.time_freed + (self.staffing.cash if self.staffing else 0)


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

    @property
    def days(self) -> int:
        """Working days until it is done."""
        if self.frm is None:
            return FIND_OUT_DAYS
        return EFFORT_DAYS[self.question.effort] * (self.to - self.frm)

    @property
    def pays(self) -> bool:
        """Whether it releases cash that pays for its work within a year: time freed alone pays nobody."""
        return self.saving is not None and self.pays_for_its_work and self.saving.cash >= CENT

    @property
    def pays_for_its_work(self) -> bool:
        """Whether at least this step is worth taking, by the cash of a year against the days it needs."""
        return self.target is not None and self.frm is not None and self.target > self.frm

    @property
    def worth_taking(self) -> bool:
        """Whether to take it now: it pays for its work, or no figure speaks against it."""
        return self.saving is None or (self.pays_for_its_work and self.saving.cash >= 0)


@dataclass(frozen=True, slots=True)
class Savings:
    """Prices moves for one workload: its lines, its review rules, one table of planning figures."""

    worth: WorthTable
    workload: Workload
    estimate: Estimate
    minimum_review_rate: Fraction | None

    @property
    def amounts(self) -> dict[str, Fraction]:
        return {line.key: line.monthly for line in self.estimate.lines if line.entered}

    def of(self, moves: Mapping[str, tuple[int, int]]) -> Saving:
        planned = plan(self.worth, moves, self.amounts)
        worth = self._within_compliance(planned)
        bounded = worth.net.base < planned.net.base
        return Saving(self._with_errors(worth), self._staffing(worth), bounded=bounded)

    def _within_compliance(self, worth: Worth) -> Worth:
        """Review never falls below the share that has to be checked."""
        if REVIEW not in worth.lines or self.minimum_review_rate is None:
            return worth
        rate = numbers(self.workload)["review_rate"]
        kept = min(self.minimum_review_rate / rate, Fraction(1)) if rate else Fraction(1)
        most = self.estimate.line(REVIEW).monthly * (1 - kept)
        gain = worth.lines[REVIEW]
        bounded = Gain(min(gain.low, most), min(gain.base, most), min(gain.high, most))
        return Worth({**worth.lines, REVIEW: bounded})

    def _with_errors(self, worth: Worth) -> Worth:
        """Fewer reviews let more errors pass, at this scenario's own cost: the saving is net of them."""
        line, v = self.estimate.line(REVIEW).monthly, numbers(self.workload)
        if REVIEW not in worth.lines or not line or not v["error_rate"]:
            return worth
        today, units = errors(v), self.estimate.units_per_month

        def saved(review: Fraction) -> Fraction:
            rate = min(v["review_rate"] * (1 - review / line), Fraction(1))
            return (today - errors({**v, "review_rate": rate})) * units

        gain = worth.lines[REVIEW]
        moved = Gain(saved(gain.low), saved(gain.base), saved(gain.high))
        return Worth({**worth.lines, ERRORS: moved}) if moved != NOTHING else worth

    def _staffing(self, worth: Worth) -> Staffing | None:
        v = numbers(self.workload)
        reviewers = v.get("reviews_per_reviewer")
        if reviewers is None or REVIEW not in worth.lines or not worth.lines[REVIEW].base:
            return None
        today, line = self.estimate.units_per_month * v["review_rate"], self.estimate.line(REVIEW).monthly
        kept = 1 - worth.lines[REVIEW].base / line if line else Fraction(1)
        return Staffing(ceil(today / reviewers), ceil(today * kept / reviewers), v["reviewer_monthly_cost"])


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
    def sum_of_parts(self) -> Gain:
        return sum((m.saving.net for m in self.paying if m.saving), NOTHING)

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
    dollars = {
        key: Dollars(measure.saving.cash, measure.worth_taking)
        for key, measure in found.items()
        if measure.saving is not None
    }
    steps = next_steps(sheet, score(sheet, questionnaire), questionnaire, dollars)
    measures = [found[step.question.key] for step in steps]
    paying = {m.question.key: (m.frm, m.to) for m in measures if m.pays and m.frm is not None}
    return Advice(tuple(measures), savings.of(paying) if savings and paying else None)


def _measures(
    sheet: Sheet, questionnaire: Questionnaire, savings: Savings | None, source: Source
) -> Iterable[Measure]:
    for question in questionnaire.questions:
        answer = sheet.answers[question.key]
        if answer == "dk":
            yield Measure(question, None, 0, None, _caps_lifted(sheet, question.key, 0, questionnaire), None)
        elif isinstance(answer, int) and answer < TOP:
            priced = bool(savings and set(savings.worth.lines(question.key)) & set(savings.amounts))
            yield Measure(
                question=question,
                frm=answer,
                to=answer + 1,
                saving=savings.of({question.key: (answer, answer + 1)}) if savings and priced else None,
                caps_lifted=_caps_lifted(sheet, question.key, answer + 1, questionnaire),
                target=target_level(savings, question, answer, Fraction(source.day_cost))
                if savings and priced
                else None,
            )


def target_level(savings: Savings, question: Question, level: int, day_cost: Fraction) -> int:
    """The level beyond which the next step stops paying.

    A step pays while a year of the cash it releases exceeds the days of work it takes; the figures of
    later steps are those left after the earlier ones.
    """
    work = EFFORT_DAYS[question.effort] * day_cost

    def profit(to: int) -> Fraction:
        return savings.of({question.key: (level, to)}).cash * MONTHS - work * (to - level)

    return max(range(level, TOP + 1), key=lambda to: (profit(to), -to))


def _caps_lifted(sheet: Sheet, question: str, level: int, questionnaire: Questionnaire) -> int:
    before = {cap.rule for cap in score(sheet, questionnaire).caps}
    after = {cap.rule for cap in score(raised(sheet, {question: level}), questionnaire).caps}
    return len(before - after)


def raised(sheet: Sheet, levels: Mapping[str, int]) -> Sheet:
    """The same sheet with some answers at other levels."""
    return Sheet(sheet.version, {**sheet.answers, **levels}, sheet.evidence)
