"""The first ninety days: which steps they hold, in which order, and what their work costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from assessment.domain.answer_sheet import UNKNOWN
from assessment.domain.next_steps import FIRST
from assessment.domain.way_up import FIND_OUT_DAYS
from runrate.core.numbers import count
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.changes import REVIEW
from runrate.reports.domain.content import Phase
from runrate.reports.domain.evaluation import Assessment, Reading, dollars, line_name
from runrate.reports.domain.evidence import later_task, quick_task
from runrate.reports.domain.losing import before_all_steps, loss, only_the_build_loses, pays_nowhere
from runrate.reports.domain.provided import delivered, provides
from runrate.reports.domain.savings import CENT, Measure
from runrate.reports.domain.sections.answers import objections
from runrate.reports.domain.wording import in_a_row, uncapital

FIRST_WEEKS: Final = 3
"""The ninety days begin with quick steps; after them others take turns."""
WEEKS_OF_A_TURN: Final = 5
QUARTER: Final = 13
SLOW_AT_ONCE, LATER_AT_ONCE = 3, 2


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps that the ninety days hold; what comes after them waits."""

    quick: tuple[Measure, ...]
    larger: tuple[Measure, ...]
    lasting: tuple[Measure, ...]
    unknowns: int
    """Answers that are found out first."""

    @property
    def days(self) -> int:
        """Working days of all of it."""
        steps = (*self.quick, *self.larger, *self.lasting)
        return sum(each.days for each in steps) + self.unknowns * FIND_OUT_DAYS

    @property
    def only_begun(self) -> tuple[Measure, ...]:
        """Those that take longer than is left of the ninety days."""
        return tuple(each for each in (*self.larger, *self.lasting) if _takes_a_quarter(each))

    @property
    def others(self) -> tuple[Measure, ...]:
        """Those that no sum of cash stands for."""
        return tuple(each for each in (*self.quick, *self.larger, *self.lasting) if not each.pays)

    @property
    def other_days(self) -> int:
        """Working days of what no sum of cash stands for, finding out included."""
        return sum(each.days for each in self.others) + self.unknowns * FIND_OUT_DAYS


def plan(reading: Reading) -> Plan:
    """Every quick and unknown thing first, then the slow ones that come first, then what makes it last."""
    worthwhile = [m for m in reading.advice.in_turn if m.frm is not None or _has_its_figure(reading, m)]
    quick = [m for m in worthwhile if _is_quick(m)]
    slow = [m for m in worthwhile if not _is_quick(m)]
    find_out = reading.assessment.result.find_out if reading.assessment else ()
    return Plan(
        tuple(quick),
        tuple(slow[:SLOW_AT_ONCE]),
        tuple(slow[SLOW_AT_ONCE : SLOW_AT_ONCE + LATER_AT_ONCE]),
        sum(not provides(reading, key, UNKNOWN) for key in find_out),
    )


def planned(reading: Reading) -> tuple[Measure, ...]:
    """The steps that the ninety days hold, answers to be found out among them."""
    held = plan(reading)
    unknown = [each for each in reading.advice.worth_taking if each.frm is None]
    return (*held.quick, *held.larger, *held.lasting, *unknown)


def _has_its_figure(reading: Reading, measure: Measure) -> bool:
    """An unknown that nobody has to find out, as this report has its figure: a step like any other."""
    return measure.frm is None and provides(reading, measure.question.key, UNKNOWN)


def _is_quick(measure: Measure) -> bool:
    """Days of work; so is any answer that nobody knows, whatever its next level takes."""
    return measure.frm is None or measure.question.effort == "S"


def _takes_a_quarter(measure: Measure) -> bool:
    return measure.question.effort == "L" and not _is_quick(measure)


def phases(reading: Reading, assessment: Assessment) -> Iterable[Phase]:
    planned = plan(reading)
    entered = entered_first(reading)
    first = [*before_all_steps(reading)]
    first += [_("{topic} (to enter before all else)").format(topic=entered[0])] if entered else []
    first += [_find_out(reading, planned.unknowns)] if planned.unknowns else []
    first += _left_to_decide(reading)
    beside = () if reading.advice.measures else (quick_task(assessment.sheet),)
    yield Phase(
        _("Weeks 1 to 3"),
        _("Quick steps"),
        (*first, *_tasks(reading, planned.quick), *beside) or (quick_task(assessment.sheet),),
    )
    larger = _tasks(reading, planned.larger) or (_rest_task(assessment, planned.unknowns),)
    yield Phase(_("Weeks 4 to 8"), _("Larger steps"), larger)
    closing = _("Answer the fifteen questions again and compare the cost of one unit.")
    yield Phase(_("Weeks 9 to 13"), _("Make it last"), (*_tasks(reading, planned.lasting), closing))


def _find_out(reading: Reading, unknowns: int) -> str:
    """What nobody knows is got by steps of their own; not those that this report has the figure of."""
    said = ngettext(
        "Get the one answer that nobody knows yet: step {numbers}.",
        "Get the {count} answers that nobody knows yet: steps {numbers}.",
        unknowns,
    )
    numbers = [
        number
        for number, each in enumerate(reading.advice.measures, start=1)
        if each.frm is None and not _has_its_figure(reading, each)
    ]
    return said.format(count=unknowns, numbers=in_a_row(numbers))


def _left_to_decide(reading: Reading) -> list[str]:
    """What the board page asks for where no step is left, and the answers that it says do not fit."""
    if reading.advice.measures or reading.scenario is None or reading.assessment is None:
        return []
    estimate, missing = reading.scenario.estimate, reading.scenario.missing
    tasks = []
    if loss(estimate) is not None and not only_the_build_loses(estimate):
        tasks.append(
            _("Find out which contracts and pay would run on, then decide whether it stops.")
            if pays_nowhere(reading.scenario.workload, estimate)
            else _("Decide at which volume it goes on, or whether it stops.")
        )
    elif missing:
        tasks.append(_lines_entered(missing))
    if doubted := [each.topic for each in objections(reading, reading.assessment)]:
        tasks.append(
            ngettext(
                "Look again at the answer to {topics}: it does not fit the scenario.",
                "Look again at the answers to {topics}: they do not fit the scenario.",
                len(doubted),
            ).format(topics=listed(doubted))
        )
    return tasks


def asks_for_cash(reading: Reading) -> bool:
    """Whether the sum of the ask is the work of steps that pay for it; all other work is beside it."""
    saving = reading.advice.together
    return bool(reading.advice.paying and saving is not None and saving.cash.base >= CENT)


def first_things(reading: Reading) -> tuple[Measure, ...]:
    """The steps that are told to be done first: with those that the ask rests on they begin."""
    return reading.advice.in_turn[:FIRST]


def groundwork(reading: Reading) -> tuple[Measure, ...]:
    """The things to do that are asked for though no cash is named for any; not what this report does."""
    if asks_for_cash(reading):
        return ()
    return tuple(
        each for each in first_things(reading) if not delivered(reading, each.question.key, each.frm)
    )


def dearer_than_a_year(reading: Reading) -> bool:
    """Whether groundwork costs more than all of the workload does in a year: nobody asks for it then."""
    if reading.scenario is None:
        return False
    days = sum(each.days for each in groundwork(reading))
    return 0 < reading.scenario.estimate.total_yearly < days * reading.source.day_cost


def asked_groundwork(reading: Reading) -> tuple[Measure, ...]:
    """The groundwork that the ask is for: none where something has to be entered first."""
    return () if dearer_than_a_year(reading) or half_reviewed(reading) else groundwork(reading)


def half_reviewed(reading: Reading) -> bool:
    """Whether reviews are half entered: what steps on them would release is not known before they are."""
    return reading.scenario is not None and reading.scenario.estimate.review_too_low


def open_review(reading: Reading) -> str:
    """What is entered first where reviews are half entered, as the beginning of a sentence; else nothing."""
    if reading.scenario is None or not half_reviewed(reading):
        return ""
    if not reading.scenario.workload.given("review_rate"):
        return _("Enter which share of the {units} is reviewed").format(units=reading.scenario.units)
    return _("Enter what a review costs")


def entered_first(reading: Reading) -> tuple[str, str] | None:
    """What has to be entered before any money is asked for, and how; None where money is, or none ever."""
    if asks_for_cash(reading) or reading.scenario is None or not groundwork(reading):
        return None
    if said := open_review(reading):
        return line_name(REVIEW), _("{enter}: until then this line has no figure.").format(enter=said)
    missing = reading.scenario.missing
    if not missing or not dearer_than_a_year(reading):
        return None
    return _("Missing cost lines"), _lines_entered(missing)


def _lines_entered(missing: Sequence[str]) -> str:
    return _("Enter {lines}, or zero where nothing is paid.").format(
        lines=listed([name.lower() for name in missing])
    )


def left_of_the_plan(reading: Reading, groundwork: Sequence[Measure] = ()) -> tuple[int, int]:
    """Pieces of work of the plan that no ask pays for, and their working days."""
    planned = plan(reading)
    asked = [each for each in planned.others if each in groundwork]
    unknown = [each for each in groundwork if each.frm is None]
    found_out = sum(not provides(reading, each.question.key, UNKNOWN) for each in unknown)
    days = planned.other_days - sum(each.days for each in asked) - found_out * FIND_OUT_DAYS
    return len(planned.others) - len(asked) + planned.unknowns - found_out, days


def beyond_the_ask(reading: Reading, groundwork: Sequence[Measure] = ()) -> str:
    """What the plan holds beside the steps that are asked for, and what that work costs."""
    pieces, days = left_of_the_plan(reading, groundwork)
    if not days or reading.savings is None:
        return ""
    whole = plan(reading).days
    said = (
        ngettext(
            "The ninety-day plan holds one piece of work without a cash figure of its own: {days} working "
            "days ({work}), not asked for here.",
            "The ninety-day plan holds {count} pieces of work without a cash figure of their own: {days} "
            "working days ({work}), not asked for here.",
            pieces,
        )
        if whole == days
        else ngettext(
            "The full ninety-day plan takes {whole} ({total} working days), of which {work} ({days}) for one "
            "piece of work without a cash figure of its own, not asked for here.",
            "The full ninety-day plan takes {whole} ({total} working days), of which {work} ({days}) for "
            "{count} pieces of work without a cash figure of their own, not asked for here.",
            pieces,
        )
    )
    return said.format(
        whole=dollars(whole * reading.source.day_cost),
        total=count(whole),
        count=count(pieces),
        days=count(days),
        work=dollars(days * reading.source.day_cost),
    )


def weeks_of(reading: Reading, measures: Sequence[Measure]) -> int:
    """In which week the last of these steps is done, as the plan of ninety days places them."""
    slow = [m for m in reading.advice.in_turn if not _is_quick(m)]
    ends = [FIRST_WEEKS]
    for measure in measures:
        if _is_quick(measure):
            continue
        # Three at once after the quick ones, then two by two.
        turn = max(ceil((slow.index(measure) + 1 - SLOW_AT_ONCE) / LATER_AT_ONCE), 0)
        begin = FIRST_WEEKS + turn * WEEKS_OF_A_TURN
        ends.append(begin + (QUARTER if measure.question.effort == "L" else WEEKS_OF_A_TURN))
    return max(ends)


def _tasks(reading: Reading, measures: Sequence[Measure]) -> tuple[str, ...]:
    """Whose each step is; what is to be done stands in the tables, under its number."""
    return tuple(
        (
            _("Step {number}: {topic} ({who}), only begun here, as it takes a quarter")
            if _takes_a_quarter(m)
            else _("Step {number}: {topic} ({who})")
        ).format(
            number=reading.step_number(m.question.key),
            topic=m.question.topic,
            who=uncapital(m.question.who),
        )
        for m in measures
    )


def _rest_task(assessment: Assessment, unknowns: int) -> str:
    if unknowns:
        return _("Answer again with what was found out, and take the steps that follow.")
    return later_task(assessment.sheet)
