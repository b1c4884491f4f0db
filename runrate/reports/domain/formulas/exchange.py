"""Formulas of what is said in a second currency: the total and one unit, at the reader's own rate."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.formulas.bounds import label_with_bound
from calculator.domain.formulas.rounded import Part
from calculator.domain.formulas.terms import figure
from runrate.core.numbers import price
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Scenario
from runrate.reports.domain.formulas.written import in_full, written


def of_exchange(scenario: Scenario, total: Part) -> Iterator[FormulaRow]:
    """None in dollars alone; one unit only where there are units."""
    if scenario.exchange is None:
        return
    estimate, code = scenario.estimate, scenario.exchange.code
    rate, units = Fraction(scenario.exchange.rate), estimate.units_per_month
    at = figure(rate, money=False)
    yield written(
        label_with_bound("total_monthly", _("Total per month in {code}").format(code=code), estimate),
        _("total per month × rate"),
        f"{{0}} × {at}",
        (total,),
        lambda whole: whole * rate,
        lambda own: price(own, currency=code),
    )
    if estimate.cost_per_unit is None:
        return
    yield written(
        label_with_bound(
            "cost_per_unit",
            _("Cost of one {unit} in {code}").format(unit=scenario.unit, code=code),
            estimate,
        ),
        _("total per month × rate ÷ units per month"),
        f"{{0}} × {at} ÷ {in_full(units)}",
        (total,),
        lambda whole: whole * rate / units,
        lambda own: price(own, currency=code),
    )
