"""Formulas of what to do: what each step releases, what its work costs, when that is back, all together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from assessment.domain.savings import CASES, Case, Gain
from calculator.domain.formulas.rounded import Part
from calculator.domain.formulas.terms import figure
from runrate.core.decimals import Exact
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.changes import REVIEW, Moves
from runrate.reports.domain.evaluation import Reading, as_printed, dollars
from runrate.reports.domain.formulas.reviewers import of_least_review, of_reviewers
from runrate.reports.domain.formulas.step_changes import of_changes
from runrate.reports.domain.formulas.written import in_full, written
from runrate.reports.domain.provided import delivered
from runrate.reports.domain.savings import CENT, ERRORS, Measure, Saving, Savings
from runrate.reports.domain.sections.groundwork import rest_of_the_way
from runrate.reports.domain.sections.maturity import way_of
from runrate.reports.domain.sections.ninety_days import (
    asked_groundwork,
    dearer_than_a_year,
    first_things,
    groundwork,
    left_of_the_plan,
    plan,
)
from runrate.reports.domain.sections.work_and_cash import (
    cost_of_work,
    is_counted,
    payback,
    writer_of_formulas,
)


class _Term(NamedTuple):
    """One term: its figures have a place for its part, and `value` is how much of that part it is."""

    words: str
    figures: str
    parts: tuple[Part, ...]
    values: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum of terms."""

    terms: tuple[_Term, ...]

    def row(self, name: str, said: Callable[[Exact], str] = dollars) -> FormulaRow:
        figures, place = [], 0
        for term in self.terms:
            figures.append(term.figures.format(*(f"{{{place + each}}}" for each in range(len(term.parts)))))
            place += len(term.parts)
        values = [value for term in self.terms for value in term.values]
        return written(
            name,
            _("the sum of: {terms}").format(
                terms="; ".join(dict.fromkeys(term.words for term in self.terms))
            ),
            " + ".join(figures),
            tuple(part for term in self.terms for part in term.parts),
            lambda *amounts: sum(
                (amount * value for amount, value in zip(amounts, values, strict=True)), Fraction(0)
            ),
            said,
        )


def of_steps(reading: Reading) -> Iterator[FormulaRow]:
    """Each step that has a figure, then those that pay for their work together, the plan and the way up."""
    yield from of_least_review(reading)
    savings = reading.savings
    if savings is None:
        return
    for measure in reading.advice.measures:
        if measure.saving is not None and measure.frm is not None:
            moves = {measure.question.key: (measure.frm, measure.to)}
            yield from of_changes(savings, measure.question.topic, moves)
            only = reading.advice.paying == (measure,)
            said = _writer_beside(reading, measure)
            yield from _cash(savings, measure.question.topic, measure.saving, moves, said, summed_up=only)
            yield from _work(reading, measure.question.topic, measure.days, measure.saving.cash)
    yield from _together(reading, savings)
    yield from _other_work(reading)


def _writer_beside(reading: Reading, measure: Measure) -> Callable[[Exact], str]:
    """How the table that a step stands in tells its cash: those that pay, may pay and do not have one."""
    table = measure.pays, measure.may_pay
    same = [each for each in reading.advice.measures if (each.pays, each.may_pay) == table]
    return writer_of_formulas(each.saving.cash for each in same if each.saving)


def _together(reading: Reading, savings: Savings) -> Iterator[FormulaRow]:
    advice, saving = reading.advice, reading.advice.together
    if saving is None or len(advice.paying) < 2:
        return
    moves = {m.question.key: (m.frm, m.to) for m in advice.paying if m.frm is not None}
    name = _("Steps worth taking, together")
    yield from _cash(savings, name, saving, moves, dollars, summed_up=True)
    for case in CASES:
        parts = tuple(Part(m.question.topic, getattr(m.saving.cash, case)) for m in advice.paying if m.saving)
        yield _added(_said(_("Each alone, added up"), case), parts)
    yield from _work(reading, name, advice.days, saving.cash)


def _said(topic: str, case: Case) -> str:
    """Named by the size of the effect: where a line rises, the larger effect is the dearer one."""
    names = {"low": _("{topic}, smaller effect"), "base": "{topic}", "high": _("{topic}, larger effect")}
    return names[case].format(topic=topic)


def _added(name: str, parts: tuple[Part, ...]) -> FormulaRow:
    return written(
        name,
        " + ".join(part.words for part in parts),
        " + ".join(f"{{{number}}}" for number in range(len(parts))),
        parts,
        lambda *each: sum(each, Fraction(0)),
        dollars,
    )


def _work(reading: Reading, topic: str, days: int, cash: Gain) -> Iterator[FormulaRow]:
    yield _cost(reading, topic, days)
    for case in CASES:
        yield from _earned_back(reading, topic, days, case, getattr(cash, case))


def _earned_back(reading: Reading, topic: str, days: int, case: Case, cash: Fraction) -> Iterator[FormulaRow]:
    """In one case: not where it is never, at once or after years that are not counted."""
    day, work = figure(reading.source.day_cost, money=True), cost_of_work(reading, days)
    if is_counted(work, cash):
        yield written(
            _said(_("{topic}: earned back in").format(topic=topic), case),
            _("cost of work ÷ cash per month as printed"),
            f"{figure(days, money=False)} × {day} ÷ {figure(as_printed(cash), money=True)}",
            (),
            lambda: work,
            lambda _months: payback(work, cash),
        )


def _cost(reading: Reading, topic: str, days: int) -> FormulaRow:
    work = cost_of_work(reading, days)
    return written(
        _("{topic}: cost of work").format(topic=topic),
        _("working days × cost of one"),
        f"{figure(days, money=False)} × {figure(reading.source.day_cost, money=True)}",
        (),
        lambda: work,
        dollars,
    )


def _other_work(reading: Reading) -> Iterator[FormulaRow]:
    """What the ninety days and the way to the next stage cost beside the steps that pay."""
    planned = plan(reading)
    for measure in first_things(reading):
        if measure.saving is None and not delivered(reading, measure.question.key, measure.frm):
            yield _cost(reading, measure.question.topic, measure.days)
    dear = dearer_than_a_year(reading)
    if asked := groundwork(reading) if dear else asked_groundwork(reading):
        name = _("The first steps of groundwork") if dear else _("What is asked for")
        yield _cost(reading, name, sum(each.days for each in asked))
    if days := sum(each.days for each in rest_of_the_way(reading)):
        yield _cost(reading, _("The way to the next stage, beyond the ask and the ninety days"), days)
    if left := left_of_the_plan(reading, asked_groundwork(reading))[1]:
        yield _cost(reading, _("The ninety days, work without a cash figure of its own"), left)
    if planned.days:
        yield _cost(reading, _("The ninety days, all of it"), planned.days)
    if reading.assessment and (way := way_of(reading, reading.assessment)):
        yield _cost(reading, _("The way to the next stage"), sum(each.days for each in way))


def _cash(
    savings: Savings,
    topic: str,
    saving: Saving,
    moves: Moves,
    said: Callable[[Exact], str],
    *,
    summed_up: bool,
) -> Iterator[FormulaRow]:
    """Cash in the three cases, and beside it the time that is freed: in all three where a total tells it."""
    for case in CASES:
        yield _released(savings, saving, moves, case).row(
            _said(_("{topic}: cash per month").format(topic=topic), case), said
        )
    if saving.time_freed.base >= CENT:
        for case in CASES if summed_up else CASES[1:2]:
            yield _time(savings, saving, moves, case).row(
                _said(_("{topic}: reviewers' time freed per month").format(topic=topic), case)
            )
    yield from of_reviewers(savings, topic, saving, moves)
    if saving.let_pass >= CENT:
        before, after = _before_and_after(savings, saving, ERRORS, "base")
        yield written(
            _("{topic}: errors that fewer reviews let pass").format(topic=topic),
            _("the line by its formula then − the line today"),
            "{0} − {1}",
            (after, before),
            lambda then, today: then - today,
            dollars,
        )


def _released(savings: Savings, saving: Saving, moves: Moves, case: Case) -> _Sum:
    """The lines that give something back; reviewers' time that is paid all the same is none of them."""
    keys = [key for key in saving.lines if key != REVIEW or savings.reviews_are_cash]
    if not keys:
        return _Sum((_Term(_("no line: reviewers are paid all the same"), "$0.00", (), ()),))
    return _Sum(tuple(_line(savings, saving, moves, key, case) for key in keys))


def _time(savings: Savings, saving: Saving, moves: Moves, case: Case) -> _Sum:
    line, freed = savings.estimate.line(REVIEW).monthly, getattr(saving.time_freed, case)
    return _Sum((_proportional(savings, moves, REVIEW, case, line, freed),))


def _line(savings: Savings, saving: Saving, moves: Moves, key: str, case: Case) -> _Term:
    """What one line gives back: itself times one less the factors, or what it costs less by its formula."""
    line, given = savings.estimate.line(key).monthly, getattr(saving.lines[key], case)
    if key == REVIEW and saving.staffing is not None and case == "base":
        before, after = saving.staffing.before, saving.staffing.after
        return _Term(
            _("(reviewers before − after) × cost of one"),
            f"({in_full(before)} − {in_full(after)}) × {{}}",
            (Part("", saving.staffing.monthly_cost),),
            (Fraction(before - after),),
        )
    if key != REVIEW or not savings.workload.staffed:
        kept = _kept(savings, moves, key, case)
        held = key == REVIEW and savings.changed(moves, case).bounded
        if held or (kept is not None and line * (1 - kept) == given):
            return _proportional(savings, moves, key, case, line, given)
    before_and_after = _before_and_after(savings, saving, key, case)
    return _Term(
        _("(line today − the line by its formula then)"),
        "({} − {})",
        before_and_after,
        (Fraction(1), Fraction(-1)),
    )


def _before_and_after(savings: Savings, saving: Saving, key: str, case: Case) -> tuple[Part, Part]:
    line = savings.estimate.line(key).monthly
    return Part("", line), Part("", line - getattr(saving.lines[key], case))


def _proportional(
    savings: Savings, moves: Moves, key: str, case: Case, line: Fraction, given: Fraction
) -> _Term:
    """`line × (1 − factor of the new level ÷ factor of the old)`, or less where a minimum holds it."""
    share = given / line if line else Fraction(0)
    rate, minimum = savings.values["review_rate"], savings.minimum_review_rate or Fraction(0)
    if key == REVIEW and savings.changed(moves, case).bounded:
        return _Term(
            _("line × (1 − the share to be reviewed ÷ the share reviewed)"),
            f"{{}} × (1 − {figure(min(minimum, rate), money=False)} ÷ {figure(rate, money=False)})",
            (Part("", line),),
            (share,),
        )
    factors = [
        " ÷ ".join(in_full(savings.worth.factor(question, key, level, case)) for level in (to, frm))
        for question, (frm, to) in moves.items()
        if key in savings.worth.lines(question)
    ]
    return _Term(
        _("line × (1 − factor of the new level ÷ factor of the old)"),
        f"{{}} × (1 − {' × '.join(factors)})",
        (Part("", line),),
        (share,),
    )


def _kept(savings: Savings, moves: Moves, key: str, case: Case) -> Fraction | None:
    """The product of a line's own planning factors; None where no row of the table is on it."""
    found = [
        savings.worth.ratio(question, key, frm, to, case)
        for question, (frm, to) in moves.items()
        if key in savings.worth.lines(question)
    ]
    if not found:
        return None
    kept = Fraction(1)
    for each in found:
        kept *= each
    return kept
