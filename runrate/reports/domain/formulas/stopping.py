"""Formulas of what a losing workload comes to: without its build, and with the steps that are asked for."""

from collections.abc import Iterator

from calculator.domain.formulas.rounded import Part
from runrate.core.numbers import headline_money
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Reading
from runrate.reports.domain.formulas.written import written
from runrate.reports.domain.sections.stopping import given_back, loss, net_with_the_steps


def of_losses(reading: Reading) -> Iterator[FormulaRow]:
    """None where nothing is lost; without its build where it has one, with steps that have cash."""
    scenario, lost = reading.scenario, loss(reading)
    if scenario is None or lost is None:
        return
    losing = Part(_("net loss per month"), lost)
    if build := scenario.estimate.line("build").monthly:
        yield written(
            _("Net per month once the build is written off"),
            _("build per month − net loss per month"),
            "{0} − {1}",
            (Part(_("build per month"), build), losing),
            lambda month, each: month - each,
            headline_money,
        )
    if net_with_the_steps(reading) is None:
        return
    back = Part(_("what the steps asked for give back"), given_back(reading))
    yield written(
        _("Net per month with the steps asked for"),
        _("what the steps asked for give back − net loss per month"),
        "{0} − {1}",
        (back, losing),
        lambda given, each: given - each,
        headline_money,
    )
