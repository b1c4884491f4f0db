"""What to do: measures in order with their dollars, where to stop, and the first ninety days."""

from collections.abc import Iterable, Sequence

from assessment.domain.answer_sheet import UNKNOWN, NotApplicable
from assessment.domain.savings import Gain
from assessment.domain.scoring import EVIDENCE_FROM
from assessment.domain.way_up import EFFORT_DAYS, FIND_OUT_EFFORT
from runrate.core.numbers import money
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext
from runrate.reports.domain.content import MeasureRow, Phase, Recommendations, SavingTotal
from runrate.reports.domain.evaluation import Assessment, Reading, dollars, line_name, span
from runrate.reports.domain.provided import action, provides
from runrate.reports.domain.savings import CENT, ERRORS, MONTHS, Advice, Measure, Saving
from runrate.reports.domain.sections.first_steps import staffing_change
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
            "The step that saves money",
            "The {count} steps that save money, taken together",
            len(advice.paying),
        ).format(count=len(advice.paying))
        if advice.together
        else "",
        totals=tuple(_totals(reading)),
        enabling_title=_enabling_title(advice),
        enabling=enabling,
        targets_note=_(
            "The target is the level beyond which the next step stops paying: a year of its gain no longer "
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
    advice = reading.advice
    first = next((m for m in advice.paying if m.worth_taking), None)
    if first is None or first.saving is None:
        return _headline_without_dollars(reading, assessment)
    saving = first.saving
    words = {
        "topic": first.question.topic,
        "amount": dollars(saving.net.base),
        "time": dollars(saving.time_freed),
    }
    if not saving.staffing:
        return _("Begin with {topic}: worth {amount} per month").format(**words)
    if saving.time_freed == saving.net.base:
        return _("Begin with {topic}: reviewer time worth {time} per month").format(**words)
    if saving.let_pass >= CENT:
        return _("Begin with {topic}: worth {amount} per month net, reviewer time at its cost").format(
            **words
        )
    return _("Begin with {topic}: worth {amount} per month, {time} of it reviewer time").format(**words)


def _headline_without_dollars(reading: Reading, assessment: Assessment) -> str:
    advice = reading.advice
    if not advice.measures:
        if any(isinstance(answer, NotApplicable) for answer in assessment.sheet.answers.values()):
            return _("Every answer that applies stands at the highest level")
        return _("Every answer stands at the highest level")
    if advice.together:
        return _("No step saves as much in a year as its work costs")
    if any(measure.saving for measure in advice.measures):
        return _("No single step saves money on the lines entered so far")
    first = advice.measures[0].question.topic
    if reading.scenario is None:
        return _("Begin with {topic}; a scenario would put dollars on it").format(topic=first)
    return _("Begin with {topic}; no step left carries a figure").format(topic=first)


def _lede(reading: Reading) -> str:
    if not reading.advice.measures:
        return _("What is left is to keep the evidence of each answer fresh.")
    if reading.advice.together is None:
        return _(
            "Ordered by the way to the next stage, then the weakest dimension, then points for the effort."
        )
    return _(
        "One level up on each question: what pays for its work first, by dollars per month for its days of "
        "work; then the way to the next stage and the weakest dimension. The figures are planning "
        "assumptions, not measurements; low and high stand beside each."
    )


def _row(reading: Reading, number: int, measure: Measure) -> MeasureRow:
    question, saving = measure.question, measure.saving
    known = measure.frm is not None
    return MeasureRow(
        number=str(number),
        topic=question.topic,
        action=action(reading, question, measure.frm),
        who=question.who,
        lines=listed([line_name(line) for line, gain in saving.worth.lines.items() if gain.base])
        if saving
        else DASH,
        monthly=dollars(saving.net.base) if saving else DASH,
        span=_span_beside(saving) if saving else DASH,
        yearly=dollars(saving.net.base * MONTHS) if saving else DASH,
        effort=_(EFFORTS[question.effort if known else FIND_OUT_EFFORT]),
        move=f"{measure.frm} → {measure.to}" if known else "?",
        target=str(measure.target) if measure.target is not None else DASH,
        note=_note(measure),
        priced=saving is not None,
        costs_more=bool(saving and saving.net.base < 0),
    )


def _span_beside(saving: Saving) -> str:
    """Nothing where low and high are what already stands beside them."""
    around = span(saving.net)
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
    if saving and saving.net.base < 0 and measure.pays_for_its_work:
        notes.append(_("It pays once level {level} is reached.").format(level=measure.target))
    if measure.caps_lifted:
        notes.append(_("Lifts a limit on the stage."))
    return " ".join(notes)


def _totals(reading: Reading) -> Iterable[SavingTotal]:
    advice = reading.advice
    saving = advice.together
    if saving is None:
        return
    if len(advice.paying) > 1:
        yield _total(_("Each alone, added up"), advice.sum_of_parts)
        yield _total(_("All together, because they overlap"), saving.net)
    if saving.staffing:
        cash = saving.cash
        yield SavingTotal(
            _("Cash released ({change})").format(change=staffing_change(saving.staffing)),
            dollars(cash),
            DASH,
            dollars(cash * MONTHS),
        )
        yield SavingTotal(
            _("Reviewer time freed, at its cost; not to be added to the cash")
            if saving.staffing.cash
            else _("Reviewer time freed, at its cost"),
            dollars(saving.time_freed),
            DASH,
            dollars(saving.time_freed * MONTHS),
        )


def _total(label: str, gain: Gain) -> SavingTotal:
    return SavingTotal(label, dollars(gain.base), span(gain), dollars(gain.base * MONTHS))


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
        (*first, *_tasks(reading, quick)) or (_evidence_task(assessment),),
    )
    yield Phase(
        _("Weeks 4 to 8"),
        _("Larger steps"),
        _tasks(reading, slow[:PER_PHASE]) or (_rest_task(unknowns),),
    )
    closing = _("Answer the fifteen questions again and compare the cost of one unit.")
    yield Phase(
        _("Weeks 9 to 13"), _("Make it last"), (*_tasks(reading, slow[PER_PHASE : PER_PHASE + 2]), closing)
    )


def _tasks(reading: Reading, measures: Sequence[Measure]) -> tuple[str, ...]:
    return tuple(
        (
            _("{topic} ({who}), only begun here, as it takes a quarter: {action}")
            if m.question.effort == "L"
            else _("{topic} ({who}): {action}")
        ).format(
            topic=m.question.topic, action=action(reading, m.question, m.frm), who=uncapital(m.question.who)
        )
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
