"""What to do: measures in order with their dollars, where to stop, and the first ninety days."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from assessment.domain.answer_sheet import NotApplicable
from assessment.domain.savings import Gain
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_EFFORT
from runrate.core.decimals import Exact
from runrate.core.text import as_sentence, listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.beside_a_bill.step_on_retries import not_in_the_figure
from runrate.reports.domain.changes import REVIEW
from runrate.reports.domain.content import MeasureRow, Recommendations, SavingTotal
from runrate.reports.domain.evaluation import Assessment, Reading, dollars, line_name, span
from runrate.reports.domain.evidence import left_at_the_top
from runrate.reports.domain.provided import action
from runrate.reports.domain.savings import CENT, ERRORS, Advice, Measure, Saving
from runrate.reports.domain.sections.against_bill import off_the_bill
from runrate.reports.domain.sections.first_steps import told_first
from runrate.reports.domain.sections.groundwork import no_step_pays, nothing_calculated, plan_note
from runrate.reports.domain.sections.ninety_days import phases
from runrate.reports.domain.sections.step_inputs import said_change
from runrate.reports.domain.sections.stopping import loses_by_running
from runrate.reports.domain.sections.work_and_cash import (
    back_in,
    back_in_cell,
    cost_of_work,
    day_price,
    earned_back,
    in_a_word,
    left_out_words,
    payback_span,
    released,
    span_beside,
    staffing_change,
    without_errors,
    writer_of_cash,
)

EFFORTS = {"S": "Days", "M": "Weeks", "L": "A quarter"}
DASH = "–"


def recommend(reading: Reading, assessment: Assessment) -> Recommendations:
    advice = reading.advice
    priced = [m for m in advice.measures if m.saving is not None]
    unpriced = [m for m in advice.measures if m.saving is None]
    groups = ([m for m in priced if m.pays], [m for m in priced if m.may_pay], _refused(priced), unpriced)
    worthwhile, unsure, later, enabling = (_rows(reading, group) for group in groups)
    totals = tuple(_totals(reading))
    return Recommendations(
        headline=_headline(reading, assessment),
        lede=_lede(reading, assessment),
        worthwhile_title=_("Steps that pay for their work within a year, at the middle figure")
        if worthwhile
        else "",
        worthwhile=worthwhile,
        later_title=_later_title(_refused(priced)) if later else "",
        later=later,
        unsure_title=_("Steps not known to pay for their work yet: a cost line that they lower is missing")
        if unsure
        else "",
        unsure=unsure,
        totals_title=ngettext(
            "The step that pays for its work",
            "The {count} steps that pay for their work, taken together",
            len(advice.paying),
        ).format(count=len(advice.paying))
        if totals
        else "",
        totals=totals,
        enabling_title=_enabling_title(advice),
        enabling=enabling,
        targets_note=_(
            "The target is the level beyond which the next step stops paying: a year of its cash, at the "
            "middle figure, no longer covers the work, at {small}, {medium} or {large} working days of "
            "{cost} each. Earned back is counted from when the work is done."
        ).format(
            small=EFFORT_DAYS["S"],
            medium=EFFORT_DAYS["M"],
            large=EFFORT_DAYS["L"],
            cost=day_price(reading),
        )
        if priced
        else "",
        phases=tuple(phases(reading, assessment)),
        phases_note=plan_note(reading),
    )


def _refused(priced: Iterable[Measure]) -> list[Measure]:
    """Those that do not pay by all that they rest on."""
    return [measure for measure in priced if not measure.pays and not measure.may_pay]


def _rows(reading: Reading, group: Sequence[Measure]) -> tuple[MeasureRow, ...]:
    """One table: its cash has one number of decimals."""
    said = writer_of_cash(m.saving.cash for m in group if m.saving)
    return tuple(_row(reading, m, said) for m in group)


def _later_title(priced: Iterable[Measure]) -> str:
    if any(m.pays_alone and not m.pays for m in priced):
        return _(
            "Steps that do not pay for their work within a year at the middle figure, or not beside those"
            " above"
        )
    return _("Steps that do not pay for their work within a year, at the middle figure")


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
        "cash": released(reading, saving),
        "payback": earned_back(
            cost_of_work(reading, reading.advice.days), saving.cash, partial(back_in, reading, saving)
        ),
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
    if any(m.saving and max(m.saving.cash.base, m.saving.time_freed.base) >= CENT for m in advice.measures):
        return as_sentence(no_step_pays(reading))
    if any(measure.saving for measure in advice.measures):
        return _("No single step saves money on the lines entered")
    first = advice.measures[0].question.topic
    if reading.scenario is None:
        return _("Begin with {topic}; a scenario would put dollars on it").format(topic=first)
    return _("Begin with {topic}; {none}").format(topic=first, none=nothing_calculated(reading))


def _lede(reading: Reading, assessment: Assessment) -> str:
    if not reading.advice.measures:
        if loses_by_running(reading):
            return _(
                "No step is left, and the workload loses money: the board page asks whether to continue."
            )
        return left_at_the_top(assessment.sheet)
    if not any(measure.saving for measure in reading.advice.measures):
        return _(
            "Ordered by the way to the next stage, then the weakest dimension, then points for the effort."
        )
    last = _("what does not pay for its work comes last")
    if any(measure.may_pay for measure in reading.advice.measures):
        last = _("what does not pay for its work, or is not known to, comes last")
    order = _(
        "One level up on each question, ordered by the way to the next stage, then the weakest dimension, "
        "then cash per month for the days of work, then points for the effort; {last}. The figures are "
        "planning assumptions, not measurements; low and high stand beside each."
    ).format(last=last)
    return " ".join(filter(None, (order, off_the_bill(reading))))


def _row(reading: Reading, measure: Measure, said: Callable[[Exact], str]) -> MeasureRow:
    question, saving = measure.question, measure.saving
    known = measure.frm is not None
    work = cost_of_work(reading, measure.days)
    return MeasureRow(
        number=str(reading.step_number(question.key)),
        topic=question.topic,
        action=_("What is done in it stands on the board page.")
        if measure in told_first(reading)
        else action(reading, question, measure.frm),
        who=question.who,
        lines=listed([line_name(line) for line in _moving(saving)]) if saving else DASH,
        monthly=released(reading, saving, said=said) if saving else DASH,
        span=span_beside(saving.cash, said) if saving else DASH,
        work=dollars(work) if saving else DASH,
        payback=back_in_cell(reading, work, saving) or DASH if saving and saving.cash.base >= CENT else DASH,
        payback_span=payback_span(work, saving.cash) if saving else "",
        effort=_(EFFORTS[question.effort if known else FIND_OUT_EFFORT]),
        move=f"{measure.frm} → {measure.to}" if known else "?",
        target=DASH if measure.target is None or _stays_open(measure) else str(measure.target),
        note=_note(reading, measure),
        priced=saving is not None,
        costs_more=bool(saving and saving.cash.base < 0),
    )


def _stays_open(measure: Measure) -> bool:
    """Whether nobody knows yet that it stops paying at once."""
    return measure.may_pay and measure.target == measure.frm


def _moving(saving: Saving) -> list[str]:
    """The lines that change, that of review too where only time is freed on it."""
    freed = {REVIEW} if saving.time_freed.base else set()
    return [line for line, gain in saving.lines.items() if gain.base or line in freed]


def _note(reading: Reading, measure: Measure) -> str:
    """How the figure comes about, what stands beside it and what is not in it."""
    saving = measure.saving
    limit = _("Lifts a limit on the stage.") if measure.caps_lifted else ""
    if saving is None:
        return " ".join(filter(None, (not_in_the_figure(reading, measure), limit)))
    notes = [said_change(reading, measure), not_in_the_figure(reading, measure)]
    if saving.staffing and saving.staffing.before * saving.staffing.monthly_cost:
        notes.append(
            _("Reviewers' time freed, {time} per month; cash released, {cash} per month: {change}.").format(
                time=dollars(saving.time_freed.base),
                cash=released(reading, saving),
                change=staffing_change(saving.staffing),
            )
        )
    elif saving.time_freed.base >= CENT:
        notes.append(
            _("Frees reviewers' time worth {time} per month, which is not cash.").format(
                time=dollars(saving.time_freed.base)
            )
        )
    if saving.bounded:
        notes.append(_("The minimum share of reviews entered holds this back."))
    if saving.let_pass >= CENT:
        notes.append(
            _("Less {passed} per month for errors that fewer reviews let pass.").format(
                passed=dollars(saving.let_pass)
            )
        )
    if without_errors(reading, saving):
        notes.append(_("What errors that fewer reviews let pass cost is not in it."))
    if rising := [
        line_name(key).lower() for key, gain in saving.lines.items() if gain.base < 0 and key != ERRORS
    ]:
        notes.append(_("Costs more at first: {lines}.").format(lines=listed(rising)))
    if measure.pays_alone and not measure.pays:
        notes.append(_("It pays for its work alone, but not beside the steps that are asked for."))
    notes.append(left_out_words(saving))
    if measure.pays_later:
        notes.append(_("It pays once level {level} is reached.").format(level=measure.target))
    return " ".join(filter(None, (*notes, limit)))


def _told(cash: Gain) -> tuple[str, str]:
    """As a row prints it."""
    return dollars(cash.base), span(cash)


def _totals(reading: Reading) -> Iterable[SavingTotal]:
    """Cash first; the time that is freed stands beside it and is never added.

    None of one step whose row says the same.
    """
    advice = reading.advice
    saving = advice.together
    if saving is None:
        return
    if len(advice.paying) == 1 and not saving.staffing and saving.time_freed.base < CENT:
        return
    alone, together = advice.sum_of_parts, saving.cash
    if len(advice.paying) > 1 and _told(alone) != _told(together):
        yield SavingTotal(
            _("Cash released by each alone, added up"), released(reading, saving, alone), span_beside(alone)
        )
    label = _("Cash released") if len(advice.paying) == 1 else _("Cash released together")
    if len(advice.paying) > 1 and together.base < alone.base:
        label = _("Cash released together: steps overlap")
    if saving.staffing:
        label = _("{label} ({change})").format(label=label, change=staffing_change(saving.staffing))
    yield SavingTotal(label, released(reading, saving), span_beside(together))
    if saving.time_freed.base >= CENT:
        yield SavingTotal(
            _("Beside it, reviewers' time freed, at its cost; not to be added"),
            dollars(saving.time_freed.base),
            span_beside(saving.time_freed),
        )
