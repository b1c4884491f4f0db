"""One source, calculated: result, estimate and advice, for the parts of a report to tell from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from assessment.domain.answer_sheet import Sheet
from assessment.domain.charts import show_range
from assessment.domain.next_steps import topic_with_number
from assessment.domain.questionnaire import Question, Questionnaire
from assessment.domain.savings import Gain
from assessment.domain.scoring import Result, score
from calculator.domain.break_even.falling_review import at_its_review_rate, moving_at, with_falling_review
from calculator.domain.break_even.retirement import Triggers
from calculator.domain.break_even.volumes import step_costs
from calculator.domain.cost_lines import Estimate
from calculator.domain.cost_lines import line_name as full_line_name
from calculator.domain.costs import estimate, numbers
from calculator.domain.units import counted, plural_of
from calculator.domain.verdict import WHOLE_DOLLARS_FROM, amount
from calculator.domain.what_if.ranges import Range, ranged
from calculator.domain.what_if.sensitivity import Swing, tornado
from calculator.domain.what_if.volume_curve import Point, scale_curve
from calculator.domain.workload import Workload
from runrate.core.decimals import Exact
from runrate.core.numbers import half_up, headline_money, money, price_places
from runrate.core.text import one_name
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.beside_a_bill.retries import RETRIES, in_the_tokens
from runrate.reports.domain.currency import Exchange
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.inputs import Source
from runrate.reports.domain.savings import Advice, Savings, advise

WORTH_CENTS_BELOW = 1
DRIVERS = 8


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessed half of a report."""

    sheet: Sheet
    result: Result

    @property
    def score(self) -> Fraction:
        if self.result.score is None:
            raise ValueError("A sheet with blanks has no score, and makes no report.")
        return self.result.score

    @property
    def shown(self) -> str:
        """The score in a headline: with its range where answers are not known, for it is the low end."""
        return show_range(self.score, self.result.score_high)

    @property
    def stage(self) -> str:
        return self.result.stage or ""

    @property
    def lowest(self) -> Fraction:
        return min(value for value in self.result.dimensions.values() if value is not None)

    @property
    def weakest(self) -> tuple[str, ...]:
        return self.result.weakest

    @property
    def weakest_for_sure(self) -> tuple[str, ...]:
        """None where answers that are not known may make others the weakest."""
        return () if self.result.weakest_is_open else self.result.weakest


@dataclass(frozen=True)
class Scenario:
    """The costed half of a report. Without slots: what several parts tell of is calculated once and kept."""

    workload: Workload
    estimate: Estimate
    guessed: Guessed
    exchange: Exchange | None = None
    last_invoice: Decimal | None = None
    """What its owner typed: what a bill has is no measure of inputs that come from it."""
    triggers: Triggers = field(default_factory=Triggers)
    retries_in_tokens: bool = False
    """Whether a bill's tokens hold the retries: no figure of theirs is known."""
    target: Decimal | None = None
    """Accepted units of a month that its owner wants."""

    @property
    def unit(self) -> str:
        return self.workload.unit_name

    @property
    def units(self) -> str:
        return plural_of(self.unit)

    def counted(self, number: Exact) -> str:
        """`1 ticket`, `2,200 tickets`, `0 tickets`."""
        return counted(number, self.unit)

    @property
    def stepped_monthly(self) -> Fraction:
        """What came in whole reviewers, blocks and instances, and goes with them when volume falls."""
        units = self.estimate.units_per_month
        return sum(
            ((step.blocks(units) - step.minimum) * step.cost for step in step_costs(numbers(self.workload))),
            Fraction(0),
        )

    def amount(self, value: Exact) -> str:
        """Money in cents; where the whole month costs less than a dollar, with the digits of a price."""
        return amount(self.estimate, value)

    def headed(self, value: Exact) -> str:
        """A sum of its own in a headline or a sentence: whole dollars of thousands, cents below."""
        return headline_money(value) if value >= WHOLE_DOLLARS_FROM else self.amount(value)

    def exchanged(self, value: Exact) -> str:
        """The same amount in the owner's currency. Raises ValueError without one."""
        if self.exchange is None:
            raise ValueError("This scenario is in dollars.")
        own = Fraction(value) * Fraction(self.exchange.rate)
        return headline_money(own, currency=self.exchange.code)

    def swing(self, value: Exact) -> str:
        """A small one among thousands keeps its cents; beside sums with cents it has them too."""
        thousands = self.estimate.total_monthly >= WHOLE_DOLLARS_FROM
        return dollars(value) if thousands else self.amount(value)

    @cached_property
    def drivers(self) -> tuple[Swing, ...]:
        """The inputs that move the total most."""
        return tuple(swing for swing in self.swings if swing.size)[:DRIVERS]

    def driven(self, value: Exact) -> str:
        """The swing of one of them: one column, so all are whole dollars, or all have their decimals."""
        sizes = [swing.size for swing in self.drivers]
        total = self.estimate.total_monthly
        if total >= WHOLE_DOLLARS_FROM:
            return money(value, places=max(map(places_of, sizes), default=0))
        return money(value, places=price_places(sizes) if total < 1 else None)

    @property
    def scales(self) -> bool:
        return bool(self.estimate.units_per_month and self.estimate.total_monthly)

    @cached_property
    def scale(self) -> tuple[Point, ...]:
        """The cost at other volumes, with the share reviewed falling as the owner said it would."""
        return scale_curve(self.workload, review_rate_decay=self.decay)

    @property
    def decay(self) -> Fraction:
        """How fast the share reviewed falls as volume grows."""
        return Fraction(self.guessed.review_rate_decay)

    def reviewed(self, values: Mapping[str, Fraction]) -> Mapping[str, Fraction]:
        """Numbers of another volume with the share that is reviewed there."""
        return at_its_review_rate(values, self.estimate.units_per_month, self.decay)

    def moving_at(self, n: Fraction) -> Fraction:
        return moving_at(self.workload, n, self.estimate.units_per_month, self.decay)

    @cached_property
    def next_unit(self) -> Fraction:
        """What one more unit adds within a step; of all of them another share may be reviewed then."""
        now = self.estimate.units_per_month
        return self.moving_at(now + 1) - self.moving_at(now)

    @cached_property
    def spread(self) -> Range:
        """The month with all guesses drawn at once."""
        guesses = self.guessed.drawn(self.workload)
        return ranged(self.workload, guesses, seed=self.guessed.seed, decay=self.decay)

    @cached_property
    def swings(self) -> tuple[Swing, ...]:
        """Every input a fifth lower and higher, the largest effect first."""
        return tornado(self.workload, review_rate_decay=self.decay)

    @property
    def missing(self) -> tuple[str, ...]:
        """The lines that nobody entered, by name."""
        return tuple(line.own_name or line_name(line.key) for line in self.estimate.missing)

    @property
    def still_open(self) -> str:
        """How many lines are missing: all there is to tell where nothing costs anything so far."""
        missing = len(self.missing)
        said = ngettext(
            "One cost line is not entered yet.", "{count} cost lines are not entered yet.", missing
        )
        return said.format(count=missing)


@dataclass(frozen=True, slots=True)
class Reading:
    """A source and all that follows from it."""

    source: Source
    questionnaire: Questionnaire
    assessment: Assessment | None
    scenario: Scenario | None
    savings: Savings | None
    advice: Advice

    @property
    def workload_names(self) -> tuple[str, ...]:
        """The workload the report is about; two names when the halves speak of different ones."""
        assessed, costed = self.source.assessed, self.source.costed
        names = [assessed.workload_name if assessed else "", costed.workload_name if costed else ""]
        if not any(names) and costed:
            names.append(costed.name)
        return tuple(dict.fromkeys(name for given in names if (name := one_name(given))))

    def step_number(self, question: str) -> int | None:
        """Of the one row in “What to do” that tells the step of a question; None where it has none."""
        return self._order.index(question) + 1 if question in self._order else None

    def topic(self, question: Question) -> str:
        """A question by its name, with the number under which “What to do” tells its step."""
        return topic_with_number(question, self._order)

    @property
    def _order(self) -> list[str]:
        return [measure.question.key for measure in self.advice.measures]


def read(source: Source) -> Reading:
    """Scores the sheet, costs the workload, prices every step. Raises ValueError without either half."""
    if source.assessed is None and source.costed is None:
        raise ValueError("A report needs an assessment, a scenario, or both.")
    questionnaire = source.questionnaire
    scenario = None
    savings = None
    if source.costed:
        workload = source.costed.workload
        costed = source.costed
        scenario = Scenario(
            workload,
            with_falling_review(
                workload, estimate(workload, costed.notes), Fraction(costed.guessed.review_rate_decay)
            ),
            costed.guessed,
            costed.exchange,
            None if costed.billed_in else costed.last_invoice,
            costed.triggers,
            in_the_tokens(costed.origins),
            costed.target,
        )
        minimum = source.minimum_review_rate
        savings = Savings(
            source.worth,
            workload,
            scenario.estimate,
            None if minimum is None else Fraction(minimum),
            source.reviewers_by_the_hour,
            frozenset({RETRIES}) if scenario.retries_in_tokens else frozenset(),
        )
    assessment = None
    if source.assessed:
        assessment = Assessment(source.assessed.sheet, score(source.assessed.sheet, questionnaire))
    return Reading(source, questionnaire, assessment, scenario, savings, advise(source, savings))


def line_name(key: str) -> str:
    """A cost line inside a sentence: without the remark that some names carry after a comma."""
    return full_line_name(key).partition(",")[0]


def dollars(value: Exact) -> str:
    """A saving as it is said; it is a guess, so whole dollars, cents only below one: `$2,500`, `$0.57`."""
    return money(value, places=places_of(value))


def as_printed(value: Exact) -> Fraction:
    """The figure that `dollars` prints, as a number."""
    return Fraction(half_up(value, places_of(value)))


def places_of(value: Exact) -> int:
    """Below a cent as many as any price has, so that a little is not printed as nothing."""
    cents = abs(half_up(value, 2))
    if not value or cents >= WORTH_CENTS_BELOW:
        return 0
    return 2 if cents else price_places([value])


def span(gain: Gain, said: Callable[[Exact], str] = dollars) -> str:
    """Lowest to highest case: `$1,667 to $3,000`, or the one figure when nothing lies between.

    Where a line rises, the base case need not stand between low and high.
    """
    shown = list(dict.fromkeys(said(value) for value in sorted((gain.low, gain.base, gain.high))))
    return _("{low} to {high}").format(low=shown[0], high=shown[-1]) if len(shown) > 1 else shown[0]
