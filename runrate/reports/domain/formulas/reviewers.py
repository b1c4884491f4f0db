"""Formulas of reviews: how many reviewers a smaller load needs, and what the least share would cost."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.formulas.rounded import Part
from runrate.core.numbers import count, headline_money
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.changes import Moves
from runrate.reports.domain.evaluation import Reading
from runrate.reports.domain.formulas.written import in_full, written
from runrate.reports.domain.least_review import least_review
from runrate.reports.domain.savings import CENT, Saving, Savings


def of_least_review(reading: Reading) -> Iterator[FormulaRow]:
    """What it would cost to check as many as rules oblige to, where fewer are checked."""
    found = least_review(reading)
    if found is None or found.more < CENT:
        return
    yield written(
        _("Checking as many as the least: more per month"),
        _("total per month with the lines of reviews by their formulas then − total per month"),
        "{0} − {1}",
        (Part("", found.then), Part("", found.then - found.more)),
        lambda then, today: then - today,
        headline_money,
    )


def of_reviewers(savings: Savings, topic: str, saving: Saving, moves: Moves) -> Iterator[FormulaRow]:
    """None where nobody is on the payroll for it, or where as much is reviewed as today."""
    if saving.staffing is None:
        return
    after = Fraction(saving.staffing.after)
    units, rate, each = (
        in_full(number)
        for number in (
            savings.estimate.units_per_month,
            savings.values["review_rate"],
            savings.values["reviews_per_reviewer"],
        )
    )
    yield written(
        _("{topic}: reviewers then").format(topic=topic),
        _("round up(units per month × human review rate × share of it then ÷ reviews per reviewer)"),
        f"⌈{units} × {rate} × {in_full(savings.reviewed(moves, 'base'))} ÷ {each}⌉",
        (),
        lambda: after,
        count,
    )
