"""What one more unit adds: a part of today's month, or of another volume of which fewer are reviewed."""

from calculator.domain.formulas.bounds import label_with_bound
from calculator.domain.formulas.rounded import Part
from calculator.domain.formulas.terms import figure
from runrate.core.numbers import price
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Scenario
from runrate.reports.domain.formulas.written import written


def one_more(scenario: Scenario, total: Part) -> FormulaRow:
    """Within a step; where reviews fall as volume grows, of the same volume and of one unit more."""
    estimate, units = scenario.estimate, scenario.estimate.units_per_month
    name = label_with_bound(
        "variable_cost_per_unit", _("What one more {unit} adds").format(unit=scenario.unit), estimate
    )
    if scenario.next_unit != estimate.variable_cost_per_unit:
        return written(
            name,
            _("what moves with each unit at one unit more, with the share reviewed there − the same today"),
            "{0} − {1}",
            (Part("", scenario.moving_at(units + 1)), Part("", scenario.moving_at(units))),
            lambda then, now: then - now,
            price,
        )
    return written(
        name,
        _("(total per month − what does not move with one unit) ÷ units per month"),
        f"({{0}} − {{1}}) ÷ {figure(units, money=False)}",
        (total, Part("", estimate.fixed_monthly)),
        lambda whole, part: (whole - part) / units,
        price,
    )
