"""The formula of what a losing workload comes to once the steps are taken that are asked for."""

from collections.abc import Iterator

from calculator.domain.formulas.rounded import Part
from runrate.core.numbers import headline_money
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Reading
from runrate.reports.domain.formulas.written import written
from runrate.reports.domain.sections.stopping import given_back, loss, net_with_the_steps


def of_losses(reading: Reading) -> Iterator[FormulaRow]:
    """None where nothing is lost, or where no step is asked for with its cash."""
    lost = loss(reading)
    if lost is None or net_with_the_steps(reading) is None:
        return
    back = Part(_("what the steps asked for give back"), given_back(reading))
    yield written(
        _("Net per month with the steps asked for"),
        _("what the steps asked for give back − net loss per month"),
        "{0} − {1}",
        (back, Part(_("net loss per month"), lost)),
        lambda given, losing: given - losing,
        headline_money,
    )
