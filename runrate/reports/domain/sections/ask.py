"""What a board is asked for: work of so much by a day, cash a month for it, and when it is earned back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

from runrate.core.numbers import count
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import Ask
from runrate.reports.domain.evaluation import Reading, dollars, span
from runrate.reports.domain.evidence import left_at_the_top
from runrate.reports.domain.losing import passed_limits
from runrate.reports.domain.savings import CENT, Saving
from runrate.reports.domain.sections.against_bill import off_the_bill
from runrate.reports.domain.sections.answers import objections
from runrate.reports.domain.sections.groundwork import beside_groundwork, next_stage, said_of_groundwork
from runrate.reports.domain.sections.ninety_days import (
    asks_for_cash,
    beyond_the_ask,
    first_things,
    weeks_of,
)
from runrate.reports.domain.sections.stopping import (
    decided_first,
    every_step_is_taken,
    loses_at_every_volume,
    loses_by_running,
    otherwise,
)
from runrate.reports.domain.sections.work_and_cash import (
    back_in,
    cost_of_work,
    earned_back,
    in_a_word,
    left_out_words,
    price_of_a_day,
    released,
    staffing_change,
    without_errors,
    working_days,
)
from runrate.reports.domain.wording import month_and_year


def ask(reading: Reading) -> Ask:
    """The decision this report is for; where no dollars can be named, what would name them."""
    asked = _asked(reading)
    return replace(asked, sentence=decided_first(reading, asked.sentence), otherwise=otherwise(reading))


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
    if loses_by_running(reading):
        return Ask(
            _("What is asked for"),
            _(
                "Decide whether to continue at another volume or to stop: every step is taken, and at "
                "today's volume it loses money."
            ),
            _("Every answer that applies stands at the top; whether another volume pays is said below."),
        )
    if reading.scenario and reading.scenario.missing:
        return Ask(
            _("What is asked for"),
            ngettext(
                "Enter the cost line that is missing: every step is taken, and no money is asked for.",
                "Enter the {count} cost lines that are missing: every step is taken, and no money is asked "
                "for.",
                len(reading.scenario.missing),
            ).format(count=count(len(reading.scenario.missing))),
            _("Every answer that applies stands at the top."),
        )
    return Ask(
        _("What is asked for"),
        _("Nothing else: every answer that applies stands at the top.")
        if reading.scenario and passed_limits(reading.scenario)
        else _("Nothing: every answer that applies stands at the top."),
        left_at_the_top(reading.assessment.sheet) if reading.assessment else "",
    )


def _for_steps(reading: Reading) -> Ask:
    paying, saving = reading.advice.paying, reading.advice.together
    if saving is None or not asks_for_cash(reading):
        return Ask(
            _("What is asked for"),
            said_of_groundwork(reading),
            beside_groundwork(reading),
        )
    work = cost_of_work(reading, reading.advice.days)
    words = {
        "work": dollars(work),
        "days": working_days(reading.advice.days),
        "count": in_a_word(len(paying)),
        "by": month_and_year(reading.source.made_on + timedelta(weeks=weeks_of(reading, paying))),
        "cash": released(reading, saving),
        "around": _around(saving),
        "payback": earned_back(work, saving.cash, partial(back_in, reading, saving)),
    }
    sentence = (
        ngettext(
            "Approve about {work} ({days}) for one step by {by}. It releases {cash} per month in "
            "cash{around}, earned back {payback}.",
            "Approve about {work} ({days}) for {count} steps by {by}. Together they release {cash} per month "
            "in cash{around}, earned back {payback}.",
            len(paying),
        )
        if work
        else ngettext(
            "Take one step by {by} ({days}), at work that costs nothing here. It releases {cash} per month "
            "in cash{around}.",
            "Take {count} steps by {by} ({days}), at work that costs nothing here. Together they release "
            "{cash} per month in cash{around}.",
            len(paying),
        )
    )
    return Ask(
        _("What is asked for"), sentence.format(**words), " ".join(filter(None, _beside(reading, saving)))
    )


def _around(saving: Saving) -> str:
    """The smaller and the larger effect; nothing where they are one figure."""
    around = span(saving.cash)
    return "" if around == dollars(saving.cash.base) else _(" ({span})").format(span=around)


def _beside(reading: Reading, saving: Saving) -> Iterator[str]:
    """What the sum is made of, and what it leaves out."""
    yield price_of_a_day(reading)
    yield _rests_on(reading)
    yield off_the_bill(reading)
    yield _not_listed(reading)
    yield left_out_words(saving)
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
            "Beside the cash, reviewers' time worth {time} per month is freed, but payroll does not change."
        ).format(time=dollars(saving.time_freed.base))
    yield without_errors(reading, saving)
    yield beyond_the_ask(reading)
    yield next_stage(reading)


def _rests_on(reading: Reading) -> str:
    """The answers behind the sum that the scenario speaks against."""
    if reading.assessment is None:
        return ""
    doubted = {each.topic for each in objections(reading, reading.assessment)}
    topics = [each.question.topic for each in reading.advice.paying if each.question.topic in doubted]
    if not topics:
        return ""
    return ngettext(
        "It rests on the answer to {topics}, which does not fit the scenario: look at it again first.",
        "It rests on the answers to {topics}, which do not fit the scenario: look at them again first.",
        len(topics),
    ).format(topics=listed(topics))


def _not_listed(reading: Reading) -> str:
    """The steps of the sum that do not stand among the first things."""
    first = first_things(reading)
    rest = [
        _("{topic} (step {number}, {cash} alone)").format(
            topic=each.question.topic,
            number=reading.step_number(each.question.key),
            cash=released(reading, each.saving),
        )
        for each in reading.advice.paying
        if each not in first and each.saving
    ]
    return _("The sum also holds {steps}.").format(steps=listed(rest)) if rest else ""
