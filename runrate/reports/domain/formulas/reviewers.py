"""The formula of how many reviewers a smaller load of reviews needs, in whole people."""

from collections.abc import Iterator
from fractions import Fraction

from runrate.core.numbers import count
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.changes import Moves
from runrate.reports.domain.formulas.written import in_full, written
from runrate.reports.domain.savings import Saving, Savings


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
