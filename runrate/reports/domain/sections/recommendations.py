"""What to do: measures in order with their dollars, where to stop, and the first ninety days."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from assessment.domain.answer_sheet import UNKNOWN, NotApplicable
from assessment.domain.scoring import EVIDENCE_FROM
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_EFFORT
from runrate.core.numbers import money
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import MeasureRow, Phase, Recommendations, SavingTotal
from runrate.reports.domain.evaluation import Assessment, Reading, dollars, line_name, span
from runrate.reports.domain.provided import action, provides
from runrate.reports.domain.savings import CENT, ERRORS, Advice, Measure, Saving
from runrate.reports.domain.sections.ask import (
    cost_of_work,
    earned_back,
    in_a_word,
    payback,
    staffing_change,
)
from runrate.reports.domain.wording import uncapital

EFFORTS = {"S": "Days", "M": "Weeks", "L": "A quarter"}
DASH = "–"
PER_PHASE = 3


def recommend(reading: Reading, assessment: Assessment) -> Recommendations:
    advice = reading.advice
    priced = [m for m in advice.measures if m.saving is not None]
    rows = {m.question.key: _row(reading, number, m) for number, m in enumerate(advice.measures, start=1)}
    worthwhile = tuple(rows[m.question.key] for m in priced if m.pays_for_its_work)
    later = tuple(rows[m.question.key] for m in priced if not m.pays_for_its_work)
    enabling = tuple(rows[m.question.key] for m in advice.measures if m.saving is None)
    return Recommendations(
        headline=_headline(reading, assessment),
        lede=_lede(reading),
        worthwhile_title=_("Steps that pay for their work within a year") if worthwhile else "",
        worthwhile=worthwhile,
        later_title=_("Steps that do not pay for their work within a year") if later else "",
        later=later,
        totals_title=ngettext(
            "The step that pays for its work",
            "The {count} steps that pay for their work, taken together",
            len(advice.paying),
        ).format(count=len(advice.paying))
        if advice.together
        else "",
        totals=tuple(_totals(reading)),
        enabling_title=_enabling_title(advice),
        enabling=enabling,
        targets_note=_(
            "The target is the level beyond which the next step stops paying: a year of its cash no longer "
            "covers the work, at {small}, {medium} or {large} working days of {cost} each."
        ).format(
            small=EFFORT_DAYS["S"],
            medium=EFFORT_DAYS["M"],
            large=EFFORT_DAYS["L"],
            cost=money(reading.source.day_cost, places=0),
        )
        if priced
        else "",
        phases=tuple(_phases(reading, assessment)),
    )


def _enabling_title(advice: Advice) -> str:
    unpriced = [m for m in advice.measures if m.saving is None]
    if len(unpriced) == len(advice.measures):
        return _("The next step of each question")
    if any(not m.question.enables for m in unpriced):
        return _(
            "Steps without a figure: they make the others possible, or their level or cost line is not known"
        )
    return _("Steps without a figure of their own, which make the others possible")


def _headline(reading: Reading, assessment: Assessment) -> str:
    paying, saving = reading.advice.paying, reading.advice.together
    if saving is None or not paying:
        return _headline_without_dollars(reading, assessment)
    words = {
        "count": in_a_word(len(paying)).capitalize(),
        "topic": paying[0].question.topic,
        "cash": dollars(saving.cash),
        "payback": earned_back(cost_of_work(reading, reading.advice.days), saving.cash),
    }
    return ngettext(
        "{topic} releases {cash} per month in cash, earned back {payback}",
        "{count} steps release {cash} per month in cash, earned back {payback}",
        len(paying),
    ).format(**words)


def _headline_without_dollars(reading: Reading, assessment: Assessment) -> str:
    advice = reading.advice
    if not advice.measures:
        if any(isinstance(answer, NotApplicable) for answer in assessment.sheet.answers.values()):
            return _("Every answer that applies stands at the highest level")
        return _("Every answer stands at the highest level")
    if any(measure.saving and measure.saving.net.base >= CENT for measure in advice.measures):
        return _("No step releases as much cash in a year as its work costs")
    if any(measure.saving for measure in advice.measures):
        return _("No single step saves money on the lines entered so far")
    first = advice.measures[0].question.topic
    if reading.scenario is None:
        return _("Begin with {topic}; a scenario would put dollars on it").format(topic=first)
    return _("Begin with {topic}; no step left carries a figure").format(topic=first)


def _lede(reading: Reading) -> str:
    if not reading.advice.measures:
        return _("What is left is to keep the evidence of each answer fresh.")
    if not any(measure.saving for measure in reading.advice.measures):
        return _(
            "Ordered by the way to the next stage, then the weakest dimension, then points for the effort."
        )
    return _(
        "One level up on each question: what pays for its work first, by the cash of a month for its days "
        "of work; then the way to the next stage and the weakest dimension. The figures are planning "
        "assumptions, not measurements; low and high stand beside each."
    )


def _row(reading: Reading, number: int, measure: Measure) -> MeasureRow:
    question, saving = measure.question, measure.saving
    known = measure.frm is not None
    work = cost_of_work(reading, measure.days)
    return MeasureRow(
        number=str(number),
        topic=question.topic,
        action=action(reading, question, measure.frm),
        who=question.who,
        lines=listed([line_name(line) for line, gain in saving.worth.lines.items() if gain.base])
        if saving
        else DASH,
        monthly=dollars(saving.cash) if saving else DASH,
        span=_span_beside(saving) if saving else DASH,
        work=dollars(work) if saving else DASH,
        payback=payback(work, saving.cash) if saving and saving.cash >= CENT else DASH,
        effort=_(EFFORTS[question.effort if known else FIND_OUT_EFFORT]),
        move=f"{measure.frm} → {measure.to}" if known else "?",
        target=str(measure.target) if measure.target is not None else DASH,
        note=_note(measure),
        priced=saving is not None,
        costs_more=bool(saving and saving.cash < 0),
    )


def _span_beside(saving: Saving) -> str:
    """Nothing where low and high are what stands beside them, or reviewers go in whole people."""
    around = span(saving.net)
    if saving.staffing is not None:
        return ""
    return "" if around == dollars(saving.net.base) else around


def _note(measure: Measure) -> str:
    saving = measure.saving
    notes = []
    rising = (
        [
            line_name(key).lower()
            for key, gain in saving.worth.lines.items()
            if gain.base < 0 and key != ERRORS
        ]
        if saving
        else []
    )
    if saving and saving.staffing:
        notes.append(
            _("Reviewer time freed, {time}; cash released, {cash}: {change}.").format(
                time=dollars(saving.time_freed),
                cash=dollars(saving.cash),
                change=staffing_change(saving.staffing),
            )
        )
    if saving and saving.bounded:
        notes.append(_("The minimum share of reviews you entered holds this back."))
    if saving and saving.let_pass >= CENT:
        notes.append(
            _("Less {passed} per month for errors that fewer reviews let pass.").format(
                passed=dollars(saving.let_pass)
            )
        )
    if rising:
        notes.append(_("Costs more at first: {lines}.").format(lines=listed(rising)))
    if saving and saving.cash < CENT and measure.pays_for_its_work:
        notes.append(_("It pays once level {level} is reached.").format(level=measure.target))
    if measure.caps_lifted:
        notes.append(_("Lifts a limit on the stage."))
    return " ".join(notes)


def _totals(reading: Reading) -> Iterable[SavingTotal]:
    """Cash first; the time that is freed stands beside it and is never added."""
    advice = reading.advice
    saving = advice.together
    if saving is None:
        return
    if len(advice.paying) > 1:
        alone = sum((m.saving.cash for m in advice.paying if m.saving), Fraction(0))
        around = "" if saving.staffing else span(advice.sum_of_parts)
        yield SavingTotal(_("Cash released by each alone, added up"), dollars(alone), around or DASH)
    label = _("Cash released") if len(advice.paying) == 1 else _("Cash released together: steps overlap")
    if saving.staffing:
        label = _("{label} ({change})").format(label=label, change=staffing_change(saving.staffing))
    yield SavingTotal(label, dollars(saving.cash), DASH if saving.staffing else span(saving.net))
    if saving.time_freed >= CENT:
        yield SavingTotal(
            _("Beside it, reviewer time freed, at its cost; not to be added"),
            dollars(saving.time_freed),
            DASH,
        )


def _phases(reading: Reading, assessment: Assessment) -> Iterable[Phase]:
    """Quick and unknown things first, then what pays most, then what makes it last."""
    worthwhile = [m for m in reading.advice.worth_taking if m.frm is not None]
    quick = [m for m in worthwhile if m.question.effort == "S"][:PER_PHASE]
    slow = [m for m in worthwhile if m.question.effort != "S"]
    unknowns = sum(not provides(reading, key, UNKNOWN) for key in assessment.result.find_out)
    first = [
        ngettext(
            "Find out one answer nobody knows.", "Find out {count} answers nobody knows.", unknowns
        ).format(count=unknowns)
    ] * bool(unknowns)
    yield Phase(
        _("Weeks 1 to 3"),
        _("Quick steps"),
        (*first, *_tasks(quick)) or (_evidence_task(assessment),),
    )
    yield Phase(
        _("Weeks 4 to 8"),
        _("Larger steps"),
        _tasks(slow[:PER_PHASE]) or (_rest_task(unknowns),),
    )
    closing = _("Answer the fifteen questions again and compare the cost of one unit.")
    yield Phase(_("Weeks 9 to 13"), _("Make it last"), (*_tasks(slow[PER_PHASE : PER_PHASE + 2]), closing))


def _tasks(measures: Sequence[Measure]) -> tuple[str, ...]:
    """Whose each step is; what is to be done stands in the tables."""
    return tuple(
        (
            _("{topic} ({who}), only begun here, as it takes a quarter")
            if m.question.effort == "L"
            else _("{topic} ({who})")
        ).format(topic=m.question.topic, who=uncapital(m.question.who))
        for m in measures
    )


def _evidence_task(assessment: Assessment) -> str:
    """For where no quick step is left: the figure has its owner then, and claims want their evidence."""
    sheet = assessment.sheet
    claims = [
        key for key, answer in sheet.answers.items() if isinstance(answer, int) and answer >= EVIDENCE_FROM
    ]
    if all(sheet.backs(key) for key in claims):
        return _("Check that each note and each link still shows what it is there for.")
    return _("Add a link, or four words on what shows it, to each answer of level 3 or 4 that has neither.")


def _rest_task(unknowns: int) -> str:
    if unknowns:
        return _("Answer again with what was found out, and take the steps that follow.")
    return _("Keep the evidence of each answer fresh.")
