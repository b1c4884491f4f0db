"""What a board is asked for where no step pays: groundwork, the missing lines, or no money at all."""

from dataclasses import replace
from datetime import timedelta

from assessment.domain.answer_sheet import Sheet
from assessment.domain.scoring import score
from assessment.domain.way_up import Raise, way_up
from assessment.domain.way_words import between
from runrate.core.numbers import count, headline_money
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.evaluation import Assessment, Reading, dollars
from runrate.reports.domain.provided import provides
from runrate.reports.domain.savings import CENT, raised
from runrate.reports.domain.sections.against_bill import off_the_bill
from runrate.reports.domain.sections.ninety_days import (
    asked_groundwork,
    beyond_the_ask,
    dearer_than_a_year,
    groundwork,
    open_review,
    plan,
    planned,
    weeks_of,
)
from runrate.reports.domain.sections.work_and_cash import (
    cost_of_work,
    day_price,
    in_a_word,
    without_errors,
    working_days,
)
from runrate.reports.domain.wording import month_and_year


def beside_groundwork(reading: Reading) -> str:
    """What it would cost where nobody asks for it, the time it frees, and what the plan holds more."""
    needed = next_stage(reading)
    said = (_dearer_than_a_year(reading), off_the_bill(reading), _not_in_cash(reading), needed)
    return " ".join(filter(None, said))


def next_stage(reading: Reading) -> str:
    """What the way to the next stage needs after the ask and the plan: nothing of it is in their sums."""
    rest = rest_of_the_way(reading)
    if not rest:
        return _already_reached(reading)
    days = sum(each.days for each in rest)
    unfinished = _unfinished(reading)
    said = (
        _(
            "After the ninety-day plan, once {topics} is finished too, the way to the next stage needs "
            "{steps}; {days} working days in all, {work}."
        )
        if unfinished
        else _(
            "After the ninety-day plan the way to the next stage needs {steps}; {days} working days in all, "
            "{work}."
        )
    )
    return said.format(
        topics=listed(unfinished),
        steps=listed([between(_from_today(reading, each), reading.topic(each.question)) for each in rest]),
        days=count(days),
        work=dollars(cost_of_work(reading, days)),
    )


def _from_today(reading: Reading, step: Raise) -> Raise:
    """What nobody knows today is no level 0: it is calculated as one until the plan has found it out.

    What this report provides itself is not called unknown.
    """
    key = step.question.key
    unknown = reading.assessment is not None and key in reading.assessment.result.find_out
    return replace(step, frm=None) if unknown and not provides(reading, key, None) else step


def rest_of_the_way(reading: Reading) -> tuple[Raise, ...]:
    """The shortest way to the next stage from what the ask and the plan reach; none where they reach it.

    Every level of theirs counts, on whichever question: they lift the same score.
    """
    if reading.assessment is None or reading.savings is None or _stage_then(reading):
        return ()
    after = after_ask_and_plan(reading, reading.assessment)
    return way_up(after, score(after, reading.questionnaire), reading.questionnaire)


def after_ask_and_plan(reading: Reading, assessment: Assessment) -> Sheet:
    """The answers once the ninety-day plan is done: it holds what is asked for."""
    return raised(assessment.sheet, {each.question.key: each.to for each in planned(reading)})


def _stage_then(reading: Reading) -> str:
    """The stage after the ask and the plan, where it is a higher one than today's."""
    if reading.assessment is None:
        return ""
    then = score(after_ask_and_plan(reading, reading.assessment), reading.questionnaire).stage or ""
    return "" if then == reading.assessment.stage else then


def _already_reached(reading: Reading) -> str:
    stage = _stage_then(reading)
    if reading.savings is None or not stage:
        return ""
    unfinished = _unfinished(reading)
    said = (
        _("With the ninety-day plan done, and once {topics} is finished too, the stage is already {stage}.")
        if unfinished
        else _("With the ninety-day plan done, the stage is already {stage}.")
    )
    return said.format(topics=listed(unfinished), stage=reading.questionnaire.stage(stage).name)


def _unfinished(reading: Reading) -> list[str]:
    """What the plan only begins: the stage is not reached before that is done, too."""
    return [reading.topic(each.question) for each in plan(reading).only_begun]


def no_step_pays(reading: Reading) -> str:
    """Inside a sentence; of lines that were not entered nobody knows what a step would release.

    Nor does anybody where no step was calculated: each stands at an answer or on a line that is not known.
    """
    if not any(measure.saving for measure in reading.advice.measures):
        return nothing_calculated(reading)
    complete = reading.scenario is None or reading.scenario.estimate.complete
    if not reading.source.day_cost:
        return (
            _("at the middle figures no step releases any cash")
            if complete
            else _("on the lines entered and at the middle figures, no step releases any cash")
        )
    if not complete:
        return _(
            "on the lines entered and at the middle figures, no step releases as much cash in a year as "
            "its work costs"
        )
    return _("at the middle figures no step releases as much cash in a year as its work costs")


def nothing_calculated(reading: Reading) -> str:
    """Inside a sentence: why no step has a figure."""
    if any(measure.frm is None for measure in reading.advice.measures):
        return _("what a step saves is not known until the answers are")
    return _("no step left carries a figure")


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
        return _("No money for this workload alone: {none}.").format(none=no_step_pays(reading))
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
        (m.saving.time_freed.base, reading.topic(m.question), m.saving)
        for m in reading.advice.measures
        if m.saving is not None and m.saving.time_freed.base >= CENT
    ]
    if not freed:
        said = _("The steps below that carry no figure can still be taken for what they make known.")
        return " ".join(filter(None, (said, beyond_the_ask(reading, first))))
    time, topic, saving = max(freed, key=lambda each: each[:2])
    said = (
        _(
            "{topic} would free reviewers' time worth {time} per month, and let errors pass that cost "
            "{passed}; payroll would not change."
        )
        if saving.let_pass >= CENT
        else _("{topic} would free reviewers' time worth {time} per month, but payroll would not change.")
    ).format(topic=topic, time=dollars(time), passed=dollars(saving.let_pass))
    return " ".join(filter(None, (said, without_errors(reading, saving), beyond_the_ask(reading, first))))


def plan_note(reading: Reading) -> str:
    """What all the work of the ninety days comes to, so that nobody takes it for what the ask pays for."""
    days = plan(reading).days
    if not days:
        return ""
    if reading.savings is None:
        return _("All of it is about {days} working days; a step of a quarter counts whole.").format(
            days=count(days)
        )
    return _(
        "All of it is about {days} working days, {work} at {cost} each; a step of a quarter counts whole."
    ).format(
        days=count(days),
        work=dollars(days * reading.source.day_cost),
        cost=day_price(reading),
    )
