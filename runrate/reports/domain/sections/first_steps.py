"""What to do first, in sentences: three steps with their cash, what they cost and when that is back."""

from collections.abc import Iterable
from functools import partial

from assessment.domain.next_steps import FIRST, why_later
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import Thing
from runrate.reports.domain.evaluation import Reading, dollars, span
from runrate.reports.domain.provided import action, delivered
from runrate.reports.domain.savings import Measure
from runrate.reports.domain.sections.ninety_days import (
    asked_groundwork,
    asks_for_cash,
    entered_first,
    first_things,
)
from runrate.reports.domain.sections.work_and_cash import back_in, cost_of_work, earned_back, released


def things_title(reading: Reading) -> str:
    if not reading.assessment:
        return ""
    number = len(list(things(reading)))
    if not number and not reading.advice.measures:
        return ""  # the ask says that every step is taken, and there is nothing to put below a heading
    if not number:
        if any(each.may_pay for each in reading.advice.measures):
            return _("No step left that is known to pay for its work within a year, at the middle figure")
        return _("No step left that pays for its work within a year, at the middle figure")
    return ngettext("One thing to do this quarter", "{count} things to do this quarter", number).format(
        count={2: _("Two"), 3: _("Three")}.get(number, str(number))
    )


def things(reading: Reading) -> Iterable[Thing]:
    """What has to be entered before money is asked for stands first, in the place of a step."""
    entered = [Thing(*said, "")] if (said := entered_first(reading)) else []
    steps = [_thing(reading, each) for each in told_first(reading)]
    yield from (*entered, *steps)


def told_first(reading: Reading) -> tuple[Measure, ...]:
    """The steps that the board page tells: nothing else tells again what is done in them."""
    places = FIRST - bool(entered_first(reading))
    return first_things(reading)[:places]


def _thing(reading: Reading, measure: Measure) -> Thing:
    number = reading.step_number(measure.question.key)
    return Thing(
        measure.question.topic,
        action(reading, measure.question, measure.frm),
        _thing_worth(reading, measure),
        str(number),
        reading.topic(measure.question),
    )


def later(reading: Reading) -> str:
    """Why a weakest dimension has none of these steps, where that is so."""
    assessment, measures = reading.assessment, reading.advice.measures
    if assessment is None:
        return ""
    return why_later(
        [measure.question for measure in measures],
        assessment.result,
        reading.questionnaire,
        by_dollars=any(measure.saving for measure in measures),
        first=[each.question for each in first_things(reading)] if asks_for_cash(reading) else None,
    )


def _thing_worth(reading: Reading, measure: Measure) -> str:
    """What a measure releases, what it costs and when that is earned back; time freed is said as time."""
    saving = measure.saving
    if saving is None:
        return _without_cash(reading, measure)
    work, amount = cost_of_work(reading, measure.days), dollars(saving.cash.base)
    around = span(saving.cash)
    return (
        _("{cash} per month in cash for {work} of work, earned back {payback}")
        if around == amount
        else _("{cash} per month in cash ({span}) for {work} of work, earned back {payback}")
    ).format(
        cash=released(reading, saving),
        span=around,
        work=dollars(work),
        payback=earned_back(work, saving.cash, partial(back_in, reading, saving)),
    )


def _without_cash(reading: Reading, measure: Measure) -> str:
    """What the work of a step costs that has no cash of its own; nothing where no money is spoken of."""
    if reading.savings is None:
        return ""
    if delivered(reading, measure.question.key, measure.frm):
        return _("The first figure is in this report: no money is asked for this")
    work = cost_of_work(reading, measure.days)
    said = (
        _("{work} of work, without a cash figure of its own; not in the ask")
        if work and measure not in asked_groundwork(reading)
        else _("{work} of work, without a cash figure of its own")
    )
    return said.format(work=dollars(work))
