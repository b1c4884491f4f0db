"""What work costs, when its cash has paid for it, and what that cash leaves out."""

from fractions import Fraction
from typing import Final

from runrate.core.numbers import count
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.evaluation import Reading, as_printed
from runrate.reports.domain.savings import Saving, Staffing

SHORTEST: Final = 1
LONGEST: Final = 120
"""Months: less is said as the first one, and more than ten years are not counted."""


def cost_of_work(reading: Reading, days: int) -> Fraction:
    """What so many working days cost, at the reader's own figure for one."""
    return days * Fraction(reading.source.day_cost)


def earned_back(work: Fraction, cash: Fraction) -> str:
    """`3.2 months after the work`, which takes its own time; without any cost it is at once.

    Raises ZeroDivisionError without any cash.
    """
    if not work:
        return _("at once")
    if months_back(work, cash) < SHORTEST:
        return _("within the first month after the work")
    return _("{months} after the work").format(months=payback(work, cash))


def months_back(work: Fraction, cash: Fraction) -> Fraction:
    """Months of cash as it is printed, so that anybody can divide the two figures."""
    return work / as_printed(cash)


def payback(work: Fraction, cash: Fraction) -> str:
    """`3.2 months`, counted from when the work is done, as a cell of a table."""
    months = months_back(work, cash)
    if months < SHORTEST:
        return _("first month")
    if months > LONGEST:
        return _("longer than ten years")
    shown = count(months, places=1)
    return ngettext("{count} month", "{count} months", 1 if shown == "1" else 2).format(count=shown)


def in_a_word(number: int) -> str:
    """A small number of steps as it stands in a sentence."""
    return {2: _("two"), 3: _("three"), 4: _("four"), 5: _("five"), 6: _("six")}.get(number, count(number))


def staffing_change(staffing: Staffing) -> str:
    if staffing.before == staffing.after:
        return _("{count} before and after").format(count=reviewers(staffing.before))
    return _("{before} to {after}").format(before=reviewers(staffing.before), after=count(staffing.after))


def reviewers(number: int) -> str:
    return ngettext("{count} reviewer", "{count} reviewers", number).format(count=count(number))


def without_errors(reading: Reading, saving: Saving) -> str:
    """Fewer checks let more wrong results pass: said where nobody entered what those cost."""
    if not saving.checks_less or reading.scenario is None:
        return ""
    inputs = reading.scenario.workload
    if inputs.error_rate is not None and (inputs.error_cost is not None or not inputs.error_rate):
        return ""
    return _(
        "Not included: what wrong results cost that fewer reviews let pass, as no error rate with its cost "
        "was entered."
    )
