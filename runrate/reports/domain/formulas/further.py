"""Formulas of what is said beside the cost: how full capacity is by units, and what one review costs."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.capacity import instances
from calculator.domain.costs import numbers
from runrate.core.numbers import percent
from runrate.core.telling_apart.figures import prices_apart
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Scenario
from runrate.reports.domain.formulas.written import in_full, written


def of_further(scenario: Scenario) -> Iterator[FormulaRow]:
    """None without capacity by units, nor where no review saves anything."""
    v, units = numbers(scenario.workload), Fraction(scenario.estimate.units_per_month)
    number, each = instances(v, units), v.get("capacity_units_per_instance", Fraction(0))
    if number * each:
        yield written(
            _("Capacity used, by units"),
            _("units per month ÷ (instances × units one instance can do per month)"),
            f"{in_full(units)} ÷ ({in_full(number)} × {in_full(each)})",
            (),
            lambda: units / (number * each),
            percent,
        )
    saved = scenario.estimate.avoided_error_cost_per_review
    if not saved:
        return
    if scenario.workload.staffed:
        cost, every = v["reviewer_monthly_cost"], v["reviews_per_reviewer"]
        words, figures = _("reviewer cost per month ÷ reviews per reviewer per month"), "${} ÷ {}"
        figures = figures.format(in_full(cost), in_full(every))
        found = cost / every
    else:
        minutes, hour = v["review_minutes"], v["reviewer_hourly_cost"]
        words, figures = _("minutes per review × reviewer cost per hour ÷ 60"), "{} × ${} ÷ 60"
        figures = figures.format(in_full(minutes), in_full(hour))
        found = minutes * hour / 60
    yield written(
        _("Cost of one review"), words, figures, (), lambda: found, lambda cost: prices_apart(saved, cost)[1]
    )
