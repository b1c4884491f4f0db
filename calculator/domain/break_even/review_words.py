"""Up to which share of reviews a workload breaks even, in sentences."""

from fractions import Fraction

from calculator.domain.cost_lines import Estimate
from calculator.domain.costs import errors, numbers
from calculator.domain.workload import Workload
from runrate.core.numbers import at_most
from runrate.core.telling_apart.figures import percents_apart
from runrate.core.translation import gettext as _


def up_to_which_review_rate(workload: Workload, estimate: Estimate, rate: Fraction) -> str:
    """The rate is known within 0 and 1: at its ends more, or less, might be left than nothing."""
    if not rate:
        if _net_without_review(workload, estimate) < 0:
            return _("At today's volume it would not break even without any review either.")
        return (
            _("At today's volume it breaks even only without any review.")
            if estimate.complete
            else _("As far as entered, at today's volume it breaks even only without any review.")
        )
    if rate == 1:
        return _with_all_reviewed(workload, complete=estimate.complete)
    return _("Break-even review rate: {rate}.").format(
        rate=at_most(_inside_of_all(rate), complete=estimate.complete)
    )


def _with_all_reviewed(workload: Workload, *, complete: bool) -> str:
    """Where every unit is reviewed already, that is no "would"."""
    words = {"unit": workload.unit_name}
    if workload.review_rate == 1:
        said = (
            _("It breaks even with every {unit} reviewed, as today.")
            if complete
            else _("As far as entered, it breaks even with every {unit} reviewed, as today.")
        )
        return said.format(**words)
    said = (
        _("At today's volume it would still break even with every {unit} reviewed.")
        if complete
        else _("As far as entered, at today's volume it would still break even with every {unit} reviewed.")
    )
    return said.format(**words)


def _inside_of_all(rate: Fraction) -> str:
    """A share that is neither none nor all is not shown as either."""
    end = Fraction(0) if rate < Fraction(1, 2) else Fraction(1)
    return percents_apart(rate, end)[0]


def _net_without_review(workload: Workload, estimate: Estimate) -> Fraction:
    """What a month leaves if nobody reviews: no review to pay, and every error passes."""
    v = numbers(workload)
    more_errors = errors({**v, "review_rate": Fraction(0)}) - errors(v)
    saved = estimate.line("human_review").monthly - more_errors * estimate.units_per_month
    return (estimate.net_monthly or Fraction(0)) + saved
