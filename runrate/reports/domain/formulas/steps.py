"""Formulas of what to do: what each step releases, what its work costs, when that is back, all together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from assessment.domain.savings import CASES, Case
from calculator.domain.costs import numbers
from calculator.domain.formulas.rounded import Part
from calculator.domain.formulas.terms import figure
from runrate.core.decimals import Exact
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.evaluation import Reading, dollars
from runrate.reports.domain.formulas.written import written
from runrate.reports.domain.savings import CENT, ERRORS, REVIEW, Measure, Saving, Savings
from runrate.reports.domain.sections.ask import cost_of_work, payback

type Moves = Mapping[str, tuple[int, int]]


class _Term(NamedTuple):
    """One term: its figures have a place for its part, and `value` is how much of that part it is."""

    words: str
    figures: str
    part: Part
    value: Fraction


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum of terms; those below zero begin with their sign."""

    terms: tuple[_Term, ...]

    def row(self, name: str) -> FormulaRow:
        figures = [term.figures.format(f"{{{place}}}") for place, term in enumerate(self.terms)]
        return written(
            name,
            _("the sum of: {terms}").format(
                terms="; ".join(dict.fromkeys(term.words for term in self.terms))
            ),
            " + ".join(figures).replace("+ −", "− "),
            tuple(term.part for term in self.terms),
            lambda *amounts: sum(
                (amount * term.value for amount, term in zip(amounts, self.terms, strict=True)), Fraction(0)
            ),
            dollars,
        )


def of_steps(reading: Reading) -> Iterator[FormulaRow]:
    """Each step that has a figure, then those that pay for their work together."""
    savings = reading.savings
    if savings is None:
        return
    for measure in reading.advice.measures:
        if measure.saving is not None and measure.frm is not None:
            moves = {measure.question.key: (measure.frm, measure.to)}
            yield from _cash(savings, measure.question.topic, measure.saving, moves)
            yield from _work(reading, measure.question.topic, measure.days, measure.saving.cash)
    yield from _together(reading, savings)


def _together(reading: Reading, savings: Savings) -> Iterator[FormulaRow]:
    advice, saving = reading.advice, reading.advice.together
    if saving is None or len(advice.paying) < 2:
        return
    moves = {m.question.key: (m.frm, m.to) for m in advice.paying if m.frm is not None}
    name = _("Steps worth taking, together")
    yield from _cash(savings, name, saving, moves)
    yield _alone(advice.paying)
    yield from _alone_around(advice.paying)
    yield from _work(reading, name, advice.days, saving.cash)


def _alone(paying: tuple[Measure, ...]) -> FormulaRow:
    parts = tuple(Part(m.question.topic, m.saving.cash) for m in paying if m.saving)
    return _added(_("Each alone, added up"), parts)


def _alone_around(paying: tuple[Measure, ...]) -> Iterator[FormulaRow]:
    """Low and high of the sum; not where reviewers go in whole people."""
    if any(m.saving and m.saving.staffing for m in paying):
        return
    for case, said in (("low", _("cautious")), ("high", _("hopeful"))):
        parts = tuple(Part(m.question.topic, getattr(m.saving.net, case)) for m in paying if m.saving)
        yield _added(_("Each alone, added up, {case}").format(case=said), parts)


def _added(name: str, parts: tuple[Part, ...]) -> FormulaRow:
    return written(
        name,
        " + ".join(part.words for part in parts),
        " + ".join(f"{{{number}}}" for number in range(len(parts))),
        parts,
        lambda *each: sum(each, Fraction(0)),
        dollars,
    )


def _work(reading: Reading, topic: str, days: int, cash: Fraction) -> Iterator[FormulaRow]:
    day = figure(reading.source.day_cost, money=True)
    work = cost_of_work(reading, days)
    yield written(
        _("{topic}: cost of work").format(topic=topic),
        _("working days × cost of one"),
        f"{figure(days, money=False)} × {day}",
        (),
        lambda: work,
        dollars,
    )
    if cash >= CENT:
        yield written(
            _("{topic}: earned back in").format(topic=topic),
            _("cost of work ÷ cash per month"),
            f"{figure(days, money=False)} × {day} ÷ {{0}}",
            (Part("", cash),),
            lambda released: work / released if released else Fraction(0),
            lambda months: payback(Fraction(months), Fraction(1)),
        )


def _cash(savings: Savings, topic: str, saving: Saving, moves: Moves) -> Iterator[FormulaRow]:
    """Cash; where review is by the minute also with cautious and with hopeful figures."""
    if saving.staffing is not None:
        yield _staffed(savings, saving, moves).row(_("{topic}: cash per month").format(topic=topic))
        if saving.time_freed >= CENT:
            yield _sum([_line(savings, saving, moves, REVIEW, "base")]).row(
                _("{topic}: reviewer time freed per month").format(topic=topic)
            )
    else:
        names = {"low": _("cautious"), "base": _("cash per month"), "high": _("hopeful")}
        for case in CASES:
            row = _net(savings, saving, moves, case).row(
                _("{topic}: {case}").format(topic=topic, case=names[case])
            )
            yield row
    if saving.let_pass >= CENT:
        lost = _passed(savings, saving, moves, "base")
        yield _sum([lost._replace(figures=lost.figures.removeprefix("−"), value=-lost.value)]).row(
            _("{topic}: errors that fewer reviews let pass").format(topic=topic)
        )


def _sum(terms: Sequence[_Term]) -> _Sum:
    return _Sum(tuple(terms))


def _net(savings: Savings, saving: Saving, moves: Moves, case: Case) -> _Sum:
    return _sum([_term(savings, saving, moves, key, case) for key in saving.worth.lines])


def _staffed(savings: Savings, saving: Saving, moves: Moves) -> _Sum:
    """Reviewers in whole people, every other line as it is."""
    found = [_term(savings, saving, moves, key, "base") for key in saving.worth.lines if key != REVIEW]
    if saving.staffing is not None:
        before, after = saving.staffing.before, saving.staffing.after
        found.append(
            _Term(
                _("(reviewers before − after) × cost of one"),
                f"({_plain(before)} − {_plain(after)}) × {{}}",
                Part("", saving.staffing.monthly_cost),
                Fraction(before - after),
            )
        )
    return _sum(found)


def _term(savings: Savings, saving: Saving, moves: Moves, key: str, case: Case) -> _Term:
    if key == ERRORS:
        return _passed(savings, saving, moves, case)
    return _line(savings, saving, moves, key, case)


def _line(savings: Savings, saving: Saving, moves: Moves, key: str, case: Case) -> _Term:
    """What one line gives back: itself times one less the factors of the levels."""
    words, figures, value = _kept(savings, saving, moves, key, case)
    return _Term(
        _("line × {kept}").format(kept=words), f"{{}} × {figures}", Part("", savings.amounts[key]), value
    )


def _kept(savings: Savings, saving: Saving, moves: Moves, key: str, case: Case) -> tuple[str, str, Fraction]:
    """The part of a line that is given back, in words, in figures and as a number."""
    amount, given = savings.amounts[key], getattr(saving.worth.lines[key], case)
    kept, figures = Fraction(1), []
    for question, (frm, to) in moves.items():
        if key in savings.worth.lines(question):
            new, old = (savings.worth.factor(question, key, level, case) for level in (to, frm))
            kept *= new / old
            figures.append(f"{_plain(new)} ÷ {_plain(old)}")
    if key == REVIEW and given < amount * (1 - kept):
        rate, minimum = numbers(savings.workload)["review_rate"], savings.minimum_review_rate or Fraction(0)
        return (
            _("(1 − the share to be reviewed ÷ the share reviewed)"),
            f"(1 − {_plain(min(minimum, rate))} ÷ {_plain(rate)})",
            given / amount,
        )
    words = _("(1 − factor of the new level ÷ factor of the old)")
    return words, f"(1 − {' × '.join(figures)})", 1 - kept


def _passed(savings: Savings, saving: Saving, moves: Moves, case: Case) -> _Term:
    """Errors that fewer reviews let pass: by how much reviews are fewer, times what they would catch."""
    v = numbers(savings.workload)
    _words, kept, value = _kept(savings, saving, moves, REVIEW, case)
    names = ("review_rate", "acceptance_rate", "error_rate", "review_catch_rate")
    units = savings.estimate.units_per_month
    shares = " × ".join(_plain(each) for each in (units, *(v[name] for name in names)))
    each = Fraction(1)
    for name in names:
        each *= v[name]
    return _Term(
        _("less the errors that the reviews which fall away would catch"),
        f"−{{}} × {kept} × {shares}",
        Part("", v["error_cost"]),
        -value * units * each,
    )


def _plain(number: Exact) -> str:
    return figure(number, money=False)
