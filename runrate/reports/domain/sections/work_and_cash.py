"""What work costs, when its cash has paid for it, and what that cash leaves out."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import partial
from typing import Final

from assessment.domain.savings import Gain
from runrate.core.decimals import Exact
from runrate.core.numbers import at_least, at_most, count, half_up, money
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.changes import REVIEW, Staffing
from runrate.reports.domain.evaluation import Reading, as_printed, dollars, line_name, places_of, span
from runrate.reports.domain.savings import Saving

SHORTEST: Final = 1
LONGEST: Final = 120
"""Months: less is said as the first one, and more than ten years are not counted."""


def cost_of_work(reading: Reading, days: int) -> Fraction:
    """What so many working days cost, at the reader's own figure for one."""
    return days * Fraction(reading.source.day_cost)


def day_price(reading: Reading) -> str:
    """What a working day costs, with cents where it has any: its multiples are calculated with them."""
    cost = reading.source.day_cost
    return money(cost, places=0 if cost == cost.to_integral_value() else 2)


def writer_of_cash(column: Iterable[Gain]) -> Callable[[Exact], str]:
    """How cash is said in one column of a table: in whole dollars, where any of it comes to one.

    Less than a dollar among them is said to be that; only where none comes to a dollar all have decimals.
    """
    amounts = [each for gain in column for each in (gain.low, gain.base, gain.high) if each]
    if any(not places_of(each) for each in amounts):
        return _in_whole_dollars
    return partial(money, places=max(map(places_of, amounts), default=0))


def writer_of_formulas(column: Iterable[Gain]) -> Callable[[Exact], str]:
    """How a formula tells the cash of one column: with its decimals, or each amount with its own digits
    where the column is in whole dollars and tells less than one by its side.
    """
    said = writer_of_cash(column)
    return dollars if said is _in_whole_dollars else said


def span_beside(gain: Gain, said: Callable[[Exact], str] = dollars) -> str:
    """Nothing where low and high are what stands beside them."""
    around = span(gain, said)
    return "" if around == said(gain.base) else around


def _in_whole_dollars(value: Exact) -> str:
    if not value or not places_of(value):
        return dollars(value)
    return (_("under {least}") if value > 0 else _("over {least}")).format(
        least=dollars(1 if value > 0 else -1)
    )


def released(
    reading: Reading,
    saving: Saving,
    cash: Gain | None = None,
    said: Callable[[Exact], str] = dollars,
) -> str:
    """Cash of a month: at least so much where lines that would cost less were not entered.

    `cash` is another sum of the same steps. Of fewer checks it is said beside it what they let pass.
    """
    value = (cash or saving.cash).base
    if is_least(reading, saving):
        # At least so much has digits of its own where "under a dollar" would bound it from the other side.
        return at_least(dollars(value) if said is _in_whole_dollars else said(value), complete=False)
    return at_most(said(value), complete=not saving.left_out.rising or bool(saving.left_out.falling))


def is_least(reading: Reading, saving: Saving) -> bool:
    """Whether what is left out can only add to the cash: nothing rises, and no check falls away unpriced."""
    left = saving.left_out
    if not left.falling or left.rising or without_errors(reading, saving):
        return False
    return REVIEW not in left.falling or not reading.savings or not reading.savings.values["error_rate"]


def left_out_words(saving: Saving) -> str:
    """Which lines the cash leaves out, as a sentence; nothing where it leaves out none."""
    left = saving.left_out
    missing = [line_name(line).lower() for line in dict.fromkeys((*left.falling, *left.rising))]
    if not missing:
        return ""
    return _("Not included, as not entered or only in part: {lines}.").format(lines=listed(missing))


def back_in(reading: Reading, saving: Saving, months: str) -> str:
    """A time until it is earned back, already written: what is left out of the cash bounds it."""
    if is_least(reading, saving):
        return at_most(months, complete=False)
    return at_least(months, complete=not saving.left_out.rising or bool(saving.left_out.falling))


def earned_back(work: Fraction, cash: Gain, bound: Callable[[str], str] = str) -> str:
    """`3.2 months after the work (2.0 to 9.0 months)`, as the cash has a range; at once without any cost.

    `bound` writes the months as what is left out of the cash bounds them. Raises ZeroDivisionError without
    any cash in the base case.
    """
    if not work:
        return _("at once")
    said = (
        _("within the first month after the work")
        if months_back(work, cash.base) < SHORTEST
        else _("{months} after the work").format(months=bound(payback(work, cash.base)))
    )
    around = payback_span(work, cash)
    return _("{payback} ({span})").format(payback=said, span=around) if around else said


def back_in_cell(reading: Reading, work: Fraction, saving: Saving) -> str:
    """Nothing is said of more than ten years where the cash may be more."""
    if is_least(reading, saving) and months_back(work, saving.cash.base) > LONGEST:
        return ""
    return back_in(reading, saving, payback(work, saving.cash.base))


def payback_span(work: Fraction, cash: Gain) -> str:
    """Months at both ends of the cash, `2.0 to 9.0 months`; nothing where both are what it stands by.

    Where a line rises, the base case need not stand between low and high.
    """
    least, most = (end((cash.low, cash.base, cash.high)) for end in (min, max))
    slow, middle, fast = (_back_or_never(work, each) for each in (least, cash.base, most))
    if not work or slow == fast:
        return ""
    if is_counted(work, least) and is_counted(work, most):
        low, high = (_told(months_back(work, each)) for each in (most, least))
        return _("{low} to {high} months").format(low=low, high=high)
    if fast == middle:
        return _("{months} at the low end").format(months=slow)
    if slow == middle:
        return _("{months} at the high end").format(months=fast)
    return _("{fast} at the high end, {slow} at the low end").format(fast=fast, slow=slow)


def _back_or_never(work: Fraction, cash: Fraction) -> str:
    return payback(work, cash) if as_printed(cash) > 0 else _("never")


def is_counted(work: Fraction, cash: Fraction) -> bool:
    """Whether it takes months that are counted."""
    return as_printed(cash) > 0 and SHORTEST <= months_back(work, cash) <= LONGEST


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
    return _("{count} months").format(count=_told(months))


def _told(months: Fraction) -> str:
    """With one decimal, whole ones too: they stand in one column and beside their own range."""
    return f"{half_up(months, 1):.1f}"


def price_of_a_day(reading: Reading) -> str:
    return _("A working day is counted at {cost}.").format(cost=day_price(reading))


def working_days(days: int) -> str:
    """`18 working days`."""
    return ngettext("{count} working day", "{count} working days", days).format(count=count(days))


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
