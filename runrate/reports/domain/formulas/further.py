"""Formulas of what is said beside the cost: how full capacity is by units, and what one review costs."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import partial
from math import ceil, floor

from calculator.domain.capacity import SECONDS_PER_HOUR, instances, most_units
from calculator.domain.costs import numbers, volume
from calculator.domain.estimate_notes import most_accepted, out_of_reach
from calculator.domain.formulas.rounded import Part
from calculator.domain.formulas.terms import figure
from calculator.domain.further_answers import cost_fully_used, cost_of_a_review, reviews
from calculator.domain.token_cost import unpaid_tokens
from runrate.core.numbers import count, percent
from runrate.core.telling_apart.figures import prices_apart
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Scenario
from runrate.reports.domain.formulas.written import in_full, written
from runrate.reports.domain.largest_lines import idle_capacity


def of_further(scenario: Scenario) -> Iterator[FormulaRow]:
    """Units of a month where those of a day were entered, what capacity can do, what one review costs."""
    v, units = numbers(scenario.workload), Fraction(scenario.estimate.units_per_month)
    if "units_per_month" not in v:
        yield written(
            _("Units per month"),
            _("units per day × working days per month"),
            f"{in_full(v['units_per_day'])} × {in_full(v['days_per_month'])}",
            (),
            lambda: units,
            count,
        )
    yield from _sustained(scenario, v)
    number, each = instances(v, units), v.get("capacity_units_per_instance", Fraction(0))
    if number * each:
        yield written(
            _("Units per month that capacity can do"),
            _("instances × units one instance can do per month"),
            f"{in_full(number)} × {in_full(each)}",
            (),
            lambda: number * each,
            count,
        )
        yield written(
            _("Capacity used, by units"),
            _("units per month ÷ (instances × units one instance can do per month)"),
            f"{in_full(units)} ÷ ({in_full(number)} × {in_full(each)})",
            (),
            lambda: units / (number * each),
            percent,
        )
    yield from _spare(scenario, v, units)
    yield from _accepted(scenario, v)
    saved = scenario.estimate.avoided_error_cost_per_review
    if not saved:
        return
    rows = _of_reviewers(scenario) if scenario.workload.staffed else _by_the_minute(v)
    for name, words, figures, found in rows:
        yield written(
            name, words, figures, (), partial(Fraction, found), lambda cost: prices_apart(saved, cost)[1]
        )


def _accepted(scenario: Scenario, v: Mapping[str, Fraction]) -> Iterator[FormulaRow]:
    """What our default acceptance rate is told to be at most: what retries leave, rounded down."""
    never = scenario.estimate.never_succeeds_share
    if scenario.workload.acceptance_rate is not None or not out_of_reach(scenario.workload, never):
        return
    if never == 1:
        return
    most, digits = most_accepted(never)
    steps = figure(100 * 10**digits, money=False)
    failing = f"{figure(v['retry_rate'], money=False)}^{int(v['max_retries']) + 1}"
    yield written(
        _("Highest acceptance rate that can be reached"),
        _("1 − retry rate ^ (retries at most + 1), rounded down to a printed digit"),
        f"⌊(1 − {failing}) × {steps}⌋ ÷ {steps}",
        (),
        lambda: most,
        partial(percent, places=digits),
    )


def _sustained(scenario: Scenario, v: Mapping[str, Fraction]) -> Iterator[FormulaRow]:
    """The volume above which a fixed number of instances cannot do the work."""
    attempts = scenario.estimate.attempts_per_unit
    most = most_units(v, attempts)
    if most is None:
        return
    names = ("capacity_instances", "capacity_hours", "capacity_tokens_per_second")
    there, hours, rate = (v[name] for name in names)
    yield written(
        _("Units per month that the instances sustain"),
        _("round down(instances × hours × 3,600 × tokens per second ÷ tokens of one unit, retries included)"),
        f"⌊{in_full(there)} × {in_full(hours)} × 3,600 × {in_full(rate)} ÷ {{0}}⌋",
        (Part("", attempts * unpaid_tokens(v), money=False),),
        lambda each: Fraction(floor(there * hours * SECONDS_PER_HOUR * rate / each)),
        count,
    )


def _spare(scenario: Scenario, v: Mapping[str, Fraction], units: Fraction) -> Iterator[FormulaRow]:
    """What the instances cost that the volume does not need."""
    found = idle_capacity(scenario)
    if found is None:
        return
    hours, hourly = in_full(v["capacity_hours"]), in_full(v["capacity_hourly"])
    words = _("(instances − round up(units ÷ units one instance can do)) × hours × cost per hour")
    each, tokens = v.get("capacity_units_per_instance", Fraction(0)), Part("", Fraction(0), money=False)
    needs = f"⌈{in_full(units)} ÷ {in_full(each)}⌉"
    if found.by_tokens:
        words = _(
            "(instances − round up(tokens ÷ (hours × 3,600 × tokens per second))) × hours × cost per hour"
        )
        second = in_full(v["capacity_tokens_per_second"])
        needs = f"⌈{{0}} ÷ ({hours} × 3,600 × {second})⌉"
        tokens = Part("", units * scenario.estimate.attempts_per_unit * unpaid_tokens(v), money=False)
    yield written(
        _("Capacity that the volume does not need"),
        words,
        f"({in_full(found.kept)} − {needs}) × {hours} × ${hourly}",
        (tokens,),
        lambda _tokens: found.monthly,
        scenario.swing,
    )


type _Row = tuple[str, str, str, Fraction]


def _by_the_minute(v: Mapping[str, Fraction]) -> Iterator[_Row]:
    minutes, hour = v["review_minutes"], v["reviewer_hourly_cost"]
    yield (
        _("Cost of one review"),
        _("minutes per review × reviewer cost per hour ÷ 60"),
        f"{in_full(minutes)} × ${in_full(hour)} ÷ 60",
        minutes * hour / 60,
    )


def _of_reviewers(scenario: Scenario) -> Iterator[_Row]:
    """Of today's reviewers, who may have time left, and of one who has none."""
    v, done = numbers(scenario.workload), reviews(scenario.workload)
    cost, every = v["reviewer_monthly_cost"], v["reviews_per_reviewer"]
    people = in_full(ceil(done / every))
    if done:
        yield (
            _("Cost of one review"),
            _("reviewers × reviewer cost per month ÷ (units per month × human review rate)"),
            f"{people} × ${in_full(cost)} ÷ ({in_full(volume(v))} × {in_full(v['review_rate'])})",
            cost_of_a_review(scenario.workload),
        )
    if not done or cost_fully_used(scenario.workload) != cost_of_a_review(scenario.workload):
        yield (
            _("Cost of one review by a reviewer who is fully used"),
            _("reviewer cost per month ÷ reviews per reviewer per month"),
            f"${in_full(cost)} ÷ {in_full(every)}",
            cost / every,
        )
