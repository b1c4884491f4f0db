"""What a board is asked for: work of so much by a day, cash a month for it, and when it is earned back."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from math import ceil
from typing import Final

from runrate.core.numbers import count, money
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import Ask
from runrate.reports.domain.evaluation import Reading, dollars, span
from runrate.reports.domain.savings import CENT, Measure, Saving, Staffing
from runrate.reports.domain.wording import month_and_year

FIRST_WEEKS: Final = 3
"""The ninety days begin with quick steps; after them others take turns."""
WEEKS_OF_A_TURN: Final = 5
QUARTER: Final = 13
SLOW_AT_ONCE, LATER_AT_ONCE = 3, 2
AT_ONCE: Final = Fraction(1, 20)
"""Of a month."""


def ask(reading: Reading) -> Ask:
    """The decision this report is for; where no dollars can be named, what would name them."""
    if reading.assessment and not reading.advice.measures:
        return Ask(
            _("What is asked for"),
            _("Nothing: every answer that applies stands at the top."),
            _("What is left is to keep the evidence of each answer fresh."),
        )
    if reading.scenario is None:
        return Ask(
            _("What is asked for"),
            _("Cost one workload line by line; no money can be named before that."),
            _(
                "Each step below says whose work it is and how long it takes; with a scenario it also says "
                "what it releases per month."
            ),
        )
    if reading.assessment is None:
        return Ask(
            _("What is asked for"),
            _("Answer the fifteen questions about this workload; no money is asked for before that."),
            _(
                "With the answers this page names the steps worth taking: their cost, the cash they release "
                "per month and when it is earned back."
            ),
        )
    return _for_steps(reading)


def _for_steps(reading: Reading) -> Ask:
    paying, saving = reading.advice.paying, reading.advice.together
    if saving is None or not paying or saving.cash < CENT:
        return Ask(
            _("What is asked for"),
            _("No money: no step releases as much cash in a year as its work costs."),
            _not_in_cash(reading),
        )
    work = cost_of_work(reading, reading.advice.days)
    words = {
        "work": dollars(work),
        "count": in_a_word(len(paying)),
        "by": month_and_year(reading.source.made_on + timedelta(weeks=weeks_of(reading, paying))),
        "cash": dollars(saving.cash),
        "around": _around(saving),
        "payback": earned_back(work, saving.cash),
    }
    sentence = (
        ngettext(
            "Spend about {work} of work on one step by {by}. It releases {cash} per month in cash{around}, "
            "earned back {payback}.",
            "Spend about {work} of work on {count} steps by {by}. Together they release {cash} per month in "
            "cash{around}, earned back {payback}.",
            len(paying),
        )
        if work
        else ngettext(
            "Take one step by {by}, at work that costs nothing here. It releases {cash} per month in "
            "cash{around}.",
            "Take {count} steps by {by}, at work that costs nothing here. Together they release {cash} per "
            "month in cash{around}.",
            len(paying),
        )
    )
    return Ask(_("What is asked for"), sentence.format(**words), " ".join(_beside(reading, saving)))


def _around(saving: Saving) -> str:
    """Low to high with cautious and hopeful figures; nothing where reviewers go in whole people."""
    around = span(saving.net)
    if saving.staffing is not None or around == dollars(saving.net.base):
        return ""
    return _(" ({span})").format(span=around)


def _beside(reading: Reading, saving: Saving) -> list[str]:
    days = reading.advice.days
    said = [
        ngettext(
            "The work is one working day at {cost}.", "The work is {count} working days at {cost} each.", days
        ).format(count=count(days), cost=money(reading.source.day_cost, places=0))
    ]
    if saving.staffing and saving.staffing.cash:
        said.append(
            _("The cash holds {change}; the reviewer time freed, worth {time}, overlaps with it.").format(
                change=staffing_change(saving.staffing), time=dollars(saving.time_freed)
            )
        )
    elif saving.time_freed >= CENT:
        said.append(
            _("Beside the cash, reviewer time worth {time} per month is freed; no wage falls for it.").format(
                time=dollars(saving.time_freed)
            )
        )
    return said


def _not_in_cash(reading: Reading) -> str:
    """The time that steps free where none pays in cash: beside it, never in it."""
    freed = [
        (m.saving.time_freed, m.question.topic)
        for m in reading.advice.measures
        if m.saving is not None and m.saving.time_freed >= CENT
    ]
    if not freed:
        return _("The steps below that carry no figure can still be taken for what they make known.")
    time, topic = max(freed)
    return _("{topic} would free reviewer time worth {time} per month, which no wage falls for.").format(
        topic=topic, time=dollars(time)
    )


def cost_of_work(reading: Reading, days: int) -> Fraction:
    """What so many working days cost, at the reader's own figure for one."""
    return days * Fraction(reading.source.day_cost)


def earned_back(work: Fraction, cash: Fraction) -> str:
    """`in 3.2 months`; under a twentieth of one it is at once. Raises ZeroDivisionError without any cash."""
    if work / cash < AT_ONCE:
        return _("at once")
    return _("in {months}").format(months=payback(work, cash))


def payback(work: Fraction, cash: Fraction) -> str:
    """`3.2 months`."""
    shown = count(work / cash, places=1)
    return ngettext("{count} month", "{count} months", 1 if shown == "1" else 2).format(count=shown)


def in_a_word(number: int) -> str:
    """A small number of steps as it stands in a sentence."""
    return {2: _("two"), 3: _("three"), 4: _("four"), 5: _("five"), 6: _("six")}.get(number, count(number))


def weeks_of(reading: Reading, measures: Sequence[Measure]) -> int:
    """In which week the last of these steps is done, as the plan of ninety days places them."""
    slow = [m for m in reading.advice.worth_taking if m.frm is not None and m.question.effort != "S"]
    ends = [FIRST_WEEKS]
    for measure in measures:
        if measure.question.effort == "S":
            continue
        # Three at once after the quick ones, then two by two.
        turn = max(ceil((slow.index(measure) + 1 - SLOW_AT_ONCE) / LATER_AT_ONCE), 0)
        begin = FIRST_WEEKS + turn * WEEKS_OF_A_TURN
        ends.append(begin + (QUARTER if measure.question.effort == "L" else WEEKS_OF_A_TURN))
    return max(ends)


def staffing_change(staffing: Staffing) -> str:
    if staffing.before == staffing.after:
        return _("{count} before and after").format(count=reviewers(staffing.before))
    return _("{before} to {after}").format(before=reviewers(staffing.before), after=count(staffing.after))


def reviewers(number: int) -> str:
    return ngettext("{count} reviewer", "{count} reviewers", number).format(count=count(number))
