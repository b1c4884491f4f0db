"""What each next step is worth in this workload's own dollars, and in which order to take them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from assessment.domain.answer_sheet import Sheet
from assessment.domain.questionnaire import LEVELS, Question, Questionnaire
from assessment.domain.savings import NOTHING, Gain, Worth, WorthTable, plan
from assessment.domain.scoring import score
from calculator.domain.costs import Estimate, numbers
from calculator.domain.workload import Workload
from runrate.reports.domain.inputs import Source

TOP = LEVELS - 1
REVIEW = "human_review"
MONTHS = 12
CENT = Fraction(1, 100)
EFFORT_DIVISOR: Mapping[str, int] = {"S": 1, "M": 2, "L": 3}
EFFORT_DAYS: Mapping[str, int] = {"S": 3, "M": 15, "L": 60}
"""Working days behind an effort: an assumption of ours, printed with every target level."""


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
    """What a move, or several together, is worth a month."""

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
    def pays(self) -> bool:
        """Whether it saves anything that money can show."""
        return self.saving is not None and self.saving.net.base >= CENT

    @property
    def pays_for_its_work(self) -> bool:
        """Whether at least this step is worth taking, by the dollars of a year against the days it needs."""
        return self.target is not None and self.frm is not None and self.target > self.frm

    @property
    def worth_taking(self) -> bool:
        """Whether to take it now: it pays for its work, or no figure speaks against it."""
        return self.saving is None or (self.pays_for_its_work and self.saving.net.base >= 0)

    @property
    def rank(self) -> tuple[Fraction, int, bool, int]:
        """Net dollars over effort, then caps lifted, then what nobody knows; then the sheet's order."""
        net = self.saving.net.base if self.saving else Fraction(0)
        per_effort = net / EFFORT_DIVISOR[self.question.effort]
        return (-per_effort, -self.caps_lifted, self.frm is not None, self.question.number)


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
        return Saving(worth, self._staffing(worth), bounded=worth.net.base < planned.net.base)

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
    """Every next step in order, and what those that pay are worth together."""

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


def advise(source: Source, savings: Savings | None) -> Advice:
    """One level up on each question that can rise. Without a scenario nothing carries dollars."""
    if source.assessed is None:
        return Advice((), None)
    sheet, questionnaire = source.assessed.sheet, source.questionnaire
    measures = sorted(_measures(sheet, questionnaire, savings, source), key=lambda measure: measure.rank)
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

    A step pays while a year of its net gain exceeds the days of work it takes; the figures of later
    steps are those left after the earlier ones.
    """
    work = EFFORT_DAYS[question.effort] * day_cost

    def profit(to: int) -> Fraction:
        return savings.of({question.key: (level, to)}).net.base * MONTHS - work * (to - level)

    return max(range(level, TOP + 1), key=lambda to: (profit(to), -to))


def _caps_lifted(sheet: Sheet, question: str, level: int, questionnaire: Questionnaire) -> int:
    before = {cap.rule for cap in score(sheet, questionnaire).caps}
    after = {cap.rule for cap in score(raised(sheet, {question: level}), questionnaire).caps}
    return len(before - after)


def raised(sheet: Sheet, levels: Mapping[str, int]) -> Sheet:
    """The same sheet with some answers at other levels."""
    return Sheet(sheet.version, {**sheet.answers, **levels}, sheet.evidence)


def ways_to_next_stage(sheet: Sheet, questionnaire: Questionnaire) -> Sequence[Mapping[str, int]]:
    """What would change the stage: each single step that does, or else the shortest way found by taking,
    again and again, the step that lifts the weakest dimension. Empty at the highest stage."""
    floors = [stage.key for stage in questionnaire.stages]
    today = floors.index(score(sheet, questionnaire).stage or floors[0])
    if today == len(floors) - 1:
        return ()

    def rises(levels: Mapping[str, int]) -> bool:
        stage = score(raised(sheet, levels), questionnaire).stage
        return floors.index(stage or floors[0]) > today

    steps = _steps(sheet)
    if single := [{key: level} for key, level in steps.items() if rises({key: level})]:
        return single
    way: dict[str, int] = {}
    while not rises(way):
        moved = raised(sheet, way)
        result, options = score(moved, questionnaire), _steps(moved)
        stuck = {cap.question for cap in result.caps if cap.question in options}
        weakest = min(
            (d for d in questionnaire.dimensions if set(d.questions) & set(options)),
            key=lambda d: result.dimensions[d.key] or Fraction(0),
        )
        choice = min(
            stuck or set(weakest.questions) & set(options),
            key=lambda key: (options[key], questionnaire.question(key).number),
        )
        way[choice] = options[choice]
    return (way,)


def _steps(sheet: Sheet) -> dict[str, int]:
    """Each question that can rise, with its next level; an unknown counts as level 0."""
    levels = {key: 0 if answer == "dk" else answer for key, answer in sheet.answers.items()}
    return {key: level + 1 for key, level in levels.items() if isinstance(level, int) and level < TOP}
