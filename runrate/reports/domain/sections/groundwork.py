"""What a board is asked for where no step pays: groundwork, the missing lines, or no money at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from assessment.domain.way_up import Raise, way_up
from assessment.domain.way_words import between
from runrate.core.numbers import count, headline_money
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.evaluation import Reading, dollars
from runrate.reports.domain.savings import CENT, Measure
from runrate.reports.domain.sections.against_bill import off_the_bill
from runrate.reports.domain.sections.ninety_days import (
    asked_groundwork,
    beyond_the_ask,
    dearer_than_a_year,
    groundwork,
    open_review,
    planned,
    weeks_of,
)
from runrate.reports.domain.sections.work_and_cash import (
    cost_of_work,
    in_a_word,
    without_errors,
    working_days,
)
from runrate.reports.domain.wording import month_and_year


def beside_groundwork(reading: Reading) -> str:
    """What it would cost where nobody asks for it, the time it frees, and what the plan holds more."""
    needed = next_stage(reading, asked_groundwork(reading))
    said = (_dearer_than_a_year(reading), off_the_bill(reading), _not_in_cash(reading), needed)
    return " ".join(filter(None, said))


def next_stage(reading: Reading, asked: Sequence[Measure]) -> str:
    """What else the way to the next stage needs, and its work: nothing of it is in the sum of the ask."""
    rest = rest_of_the_way(reading, asked)
    if not rest:
        return ""
    days = sum(each.days for each in rest)
    return _("The way to the next stage also needs {steps}; {days} working days in all, {work}.").format(
        steps=listed([between(each) for each in rest]),
        days=count(days),
        work=dollars(cost_of_work(reading, days)),
    )


def rest_of_the_way(reading: Reading, asked: Sequence[Measure]) -> list[Raise]:
    """What is left of the way to the next stage: of a step that is begun elsewhere the levels above.

    What is asked for is told in the ask, and what the plan holds beside it in the sum of the plan.
    """
    if reading.assessment is None or reading.savings is None:
        return []
    way = way_up(reading.assessment.sheet, reading.assessment.result, reading.questionnaire)
    taken = {each.question.key: each.to for each in (*asked, *planned(reading))}
    return [
        replace(each, frm=taken[key]) if key in taken else each
        for each in way
        for key in [each.question.key]
        if key not in taken or taken[key] < each.to
    ]


def no_step_pays(reading: Reading) -> str:
    """Inside a sentence; of lines that were not entered nobody knows what a step would release."""
    if reading.scenario is not None and not reading.scenario.estimate.complete:
        return _(
            "on the lines entered and at the middle figures, no step releases as much cash in a year as "
            "its work costs"
        )
    return _("at the middle figures no step releases as much cash in a year as its work costs")


def said_of_groundwork(reading: Reading) -> str:
    """What it costs: never no money above work that does, nor more work than a year of the workload."""
    first = groundwork(reading)
    work = cost_of_work(reading, sum(each.days for each in first))
    if open_review(reading):
        return _("{enter} before any money is asked for: {none}.").format(
            enter=open_review(reading), none=no_step_pays(reading)
        )
    if not work:
        return _("No money: {none}.").format(none=no_step_pays(reading))
    if dearer_than_a_year(reading):
        return _no_groundwork(reading)
    return ngettext(
        "Approve about {work} ({days}) for one step of groundwork by {by}: {none}.",
        "Approve about {work} ({days}) for {count} steps of groundwork by {by}: {none}.",
        len(first),
    ).format(
        work=dollars(work),
        days=working_days(sum(each.days for each in first)),
        count=in_a_word(len(first)),
        by=month_and_year(reading.source.made_on + timedelta(weeks=weeks_of(reading, first))),
        none=no_step_pays(reading),
    )


def _no_groundwork(reading: Reading) -> str:
    """What is asked for where groundwork is out of proportion: first the lines that are missing."""
    missing = reading.scenario.missing if reading.scenario else ()
    if not missing:
        return _(
            "No money for this workload alone: at the middle figures no step releases as much cash in a "
            "year as its work costs."
        )
    return ngettext(
        "Enter the cost line that is missing before any money is asked for: no step pays by what is entered.",
        "Enter the {count} cost lines that are missing before any money is asked for: no step pays by what "
        "is entered.",
        len(missing),
    ).format(count=count(len(missing)))


def _dearer_than_a_year(reading: Reading) -> str:
    """What the groundwork would cost beside a year of all of the workload, where that is less."""
    if reading.scenario is None or not dearer_than_a_year(reading):
        return ""
    first = groundwork(reading)
    said = (
        ngettext(
            "One step of groundwork would cost {work}, more than a year of the workload, {yearly}: worth it "
            "only for several workloads.",
            "The first {count} steps of groundwork would cost {work}, more than a year of the workload, "
            "{yearly}: worth it only for several workloads.",
            len(first),
        )
        if reading.scenario.estimate.complete
        else ngettext(
            "One step of groundwork would cost {work}, more than what is entered for a year, {yearly}.",
            "The first {count} steps of groundwork would cost {work}, more than what is entered for a year, "
            "{yearly}.",
            len(first),
        )
    )
    return said.format(
        count=in_a_word(len(first)),
        work=dollars(cost_of_work(reading, sum(each.days for each in first))),
        yearly=headline_money(reading.scenario.estimate.total_yearly),
    )


def _not_in_cash(reading: Reading) -> str:
    """The time that steps free where none pays in cash: beside it, never in it."""
    first = asked_groundwork(reading)
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
            "{passed}; payroll would not change."
        )
        if saving.let_pass >= CENT
        else _("{topic} would free reviewers' time worth {time} per month, but payroll would not change.")
    ).format(topic=topic, time=dollars(time), passed=dollars(saving.let_pass))
    return " ".join(filter(None, (said, without_errors(reading, saving), beyond_the_ask(reading, first))))
