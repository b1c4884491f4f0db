"""What a board is asked for: work of so much by a day, cash a month for it, and when it is earned back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from typing import Final

from assessment.domain.next_steps import FIRST
from assessment.domain.way_up import way_up
from runrate.core.numbers import count, headline_money, money
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import Ask
from runrate.reports.domain.evaluation import Reading, as_printed, dollars, span
from runrate.reports.domain.savings import CENT, Measure, Saving, Staffing
from runrate.reports.domain.sections.ninety_days import asks_for_cash, beyond_the_ask, groundwork, weeks_of
from runrate.reports.domain.sections.stopping import (
    every_step_is_taken,
    loses_at_every_volume,
    loss,
    otherwise,
)
from runrate.reports.domain.wording import month_and_year

SHORTEST: Final = 1
LONGEST: Final = 120
"""Months: less is said as the first one, and more than ten years are not counted."""


def ask(reading: Reading) -> Ask:
    """The decision this report is for; where no dollars can be named, what would name them."""
    return replace(_asked(reading), otherwise=otherwise(reading))


def _asked(reading: Reading) -> Ask:
    if every_step_is_taken(reading):
        return _nothing_left(reading)
    if reading.scenario is None:
        return Ask(
            _("What is asked for"),
            _("Cost one workload line by line; no money can be named before that."),
            _(
                "The part “What to do” says of each step whose work it is and how long it takes; with a "
                "scenario also what it releases per month."
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


def _nothing_left(reading: Reading) -> Ask:
    """No step is left: what remains to be decided is whether a workload that loses money goes on."""
    if loses_at_every_volume(reading):
        return Ask(
            _("What is asked for"),
            _("Decide whether to stop: every step is taken, and as it is, no volume pays."),
            _("Every answer that applies stands at the top: no step is left that would help."),
        )
    if loss(reading) is not None:
        return Ask(
            _("What is asked for"),
            _(
                "Decide at which volume it goes on, or whether it stops: every step is taken, and at today's "
                "volume it loses money."
            ),
            _("Every answer that applies stands at the top; whether another volume pays is said below."),
        )
    return Ask(
        _("What is asked for"),
        _("Nothing: every answer that applies stands at the top."),
        _("What is left is to keep the evidence of each answer fresh."),
    )


def _for_steps(reading: Reading) -> Ask:
    paying, saving = reading.advice.paying, reading.advice.together
    if saving is None or not asks_for_cash(reading):
        needed = _next_stage(reading, groundwork(reading))
        beside = filter(None, (_dearer_than_a_year(reading), _not_in_cash(reading), needed))
        return Ask(_("What is asked for"), _groundwork(reading), " ".join(beside))
    work = cost_of_work(reading, reading.advice.days)
    words = {
        "work": dollars(work),
        "count": in_a_word(len(paying)),
        "by": month_and_year(reading.source.made_on + timedelta(weeks=weeks_of(reading, paying))),
        "cash": dollars(saving.cash.base),
        "around": _around(saving),
        "payback": earned_back(work, saving.cash.base),
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
    return Ask(
        _("What is asked for"), sentence.format(**words), " ".join(filter(None, _beside(reading, saving)))
    )


def _groundwork(reading: Reading) -> str:
    """What it costs: never no money above work that does."""
    first = groundwork(reading)
    work = cost_of_work(reading, sum(each.days for each in first))
    if not work:
        return _("No money: {none}.").format(none=no_step_pays(reading))
    return ngettext(
        "Spend about {work} of work on one step as groundwork: {none}.",
        "Spend about {work} of work on {count} steps as groundwork: {none}.",
        len(first),
    ).format(work=dollars(work), count=in_a_word(len(first)), none=no_step_pays(reading))


def no_step_pays(reading: Reading) -> str:
    """Inside a sentence; of lines that were not entered nobody knows what a step would release."""
    if reading.scenario is not None and reading.scenario.missing:
        return _("on the lines entered, no step releases as much cash in a year as its work costs")
    return _("no step releases as much cash in a year as its work costs")


def _next_stage(reading: Reading, asked: Sequence[Measure]) -> str:
    """What else the way to the next stage needs, and its work: nothing of it is in the sum of the ask."""
    if reading.assessment is None or reading.savings is None:
        return ""
    way = way_up(reading.assessment.sheet, reading.assessment.result, reading.questionnaire)
    taken = {each.question.key: each for each in asked}
    rest = [each for each in way if each.question.key not in taken or taken[each.question.key].to < each.to]
    if not rest:
        return ""
    begun = sum(taken[each.question.key].days for each in rest if each.question.key in taken)
    days = sum(each.days for each in rest) - begun
    return _("The way to the next stage also needs {steps}; {days} working days in all, {work}.").format(
        steps=listed([each.question.topic for each in rest]),
        days=count(days),
        work=dollars(cost_of_work(reading, days)),
    )


def _dearer_than_a_year(reading: Reading) -> str:
    """Whether groundwork costs more than all of the workload does in twelve months."""
    work = cost_of_work(reading, sum(each.days for each in groundwork(reading)))
    if reading.scenario is None or not 0 < reading.scenario.estimate.total_yearly < work:
        return ""
    said = (
        _("That is more than a year of the workload costs, {yearly}: worth it only for several workloads.")
        if reading.scenario.estimate.complete
        else _("That is more than what is entered for a year, {yearly}: worth it only for several workloads.")
    )
    return said.format(yearly=headline_money(reading.scenario.estimate.total_yearly))


def _around(saving: Saving) -> str:
    """The smaller and the larger effect; nothing where they are one figure."""
    around = span(saving.cash)
    return "" if around == dollars(saving.cash.base) else _(" ({span})").format(span=around)


def _beside(reading: Reading, saving: Saving) -> Iterator[str]:
    """What the sum is made of, and what it leaves out."""
    days = reading.advice.days
    yield ngettext(
        "The work is one working day at {cost}.", "The work is {count} working days at {cost} each.", days
    ).format(count=count(days), cost=money(reading.source.day_cost, places=0))
    yield _not_listed(reading)
    staffing = saving.staffing
    if staffing and staffing.after < staffing.before:
        fewer = staffing.before - staffing.after
        yield ngettext(
            "The cash includes the pay of one reviewer ({change}); what it costs to move or to part with "
            "them is not in it.",
            "The cash includes the pay of {count} reviewers ({change}); what it costs to move or to part "
            "with them is not in it.",
            fewer,
        ).format(count=count(fewer), change=staffing_change(staffing))
    elif saving.time_freed.base >= CENT:
        yield _(
            "Beside the cash, reviewers' time worth {time} per month is freed; nobody's pay falls for it."
        ).format(time=dollars(saving.time_freed.base))
    yield without_errors(reading, saving)
    yield beyond_the_ask(reading)
    yield _next_stage(reading, reading.advice.paying)


def _not_listed(reading: Reading) -> str:
    """The steps of the sum that do not stand among the first things."""
    first = reading.advice.worth_taking[:FIRST]
    rest = [
        _("{topic} ({cash} alone)").format(topic=each.question.topic, cash=dollars(each.saving.cash.base))
        for each in reading.advice.paying
        if each not in first and each.saving
    ]
    return _("The sum also holds {steps}.").format(steps=listed(rest)) if rest else ""


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


def _not_in_cash(reading: Reading) -> str:
    """The time that steps free where none pays in cash: beside it, never in it."""
    first = groundwork(reading)
    freed = [
        (m.saving.time_freed.base, m.question.topic, m.saving)
        for m in reading.advice.measures
        if m.saving is not None and m.saving.time_freed.base >= CENT
    ]
    if not freed:
        said = _("The steps below that carry no figure can still be taken for what they make known.")
        return " ".join(filter(None, (said, beyond_the_ask(reading, first))))
    time, topic, saving = max(freed, key=lambda each: each[:2])
    said = (
        _(
            "{topic} would free reviewers' time worth {time} per month, and let pass errors that cost "
            "{passed}; nobody's pay falls for it."
        )
        if saving.let_pass >= CENT
        else _("{topic} would free reviewers' time worth {time} per month; nobody's pay falls for it.")
    ).format(topic=topic, time=dollars(time), passed=dollars(saving.let_pass))
    return " ".join(filter(None, (said, without_errors(reading, saving), beyond_the_ask(reading, first))))


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
