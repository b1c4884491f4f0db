"""Formulas of what a step changes in the scenario: shares, the tokens of a unit, and what these cost."""

from collections.abc import Iterator
from fractions import Fraction

from calculator.domain.formulas.terms import figure
from calculator.domain.labels import inside_of
from runrate.core.translation import gettext as _
from runrate.reports.domain.appendix import FormulaRow
from runrate.reports.domain.changes import Moves
from runrate.reports.domain.formulas.written import in_full, written
from runrate.reports.domain.savings import Savings
from runrate.reports.domain.sections.step_inputs import Moved, cheaper_by, lowered, moved_shares, shorter_by


def of_changes(savings: Savings, topic: str, moves: Moves) -> Iterator[FormulaRow]:
    """What a step changes in the scenario: shares by the planning factor, tokens by their share."""
    for moved in moved_shares(savings, moves):
        bounded = moved.name == "review_rate" and savings.changed(moves, "base").bounded
        if not bounded and 0 < moved.after < 1:
            yield _share(_("{topic}: {input} then").format(topic=topic, input=inside_of(moved.name)), moved)
    if shorter := shorter_by(savings, moves):
        yield _one_less(_("{topic}: fewer tokens").format(topic=topic), shorter)
    if cheaper := cheaper_by(savings, moves):
        name = _("{topic}: lower token cost") if cheaper > 0 else _("{topic}: higher token cost")
        yield _one_less(name.format(topic=topic), cheaper)


def _one_less(name: str, share: Fraction) -> FormulaRow:
    """By what share a factor lowers something, or raises it."""
    factor = in_full(1 - share)
    if share < 0:
        return written(name, _("factor − 1"), f"{factor} − 1", (), lambda: -share, lowered)
    return written(name, _("1 − factor"), f"1 − {factor}", (), lambda: share, lowered)


def _share(name: str, moved: Moved) -> FormulaRow:
    today, factor = figure(moved.before, money=False), in_full(moved.factor)
    after = moved.after
    if not moved.beside:
        return written(name, _("share today × factor"), f"{today} × {factor}", (), lambda: after, moved.shown)
    whole = (after - moved.before * moved.factor) / (1 - moved.factor) if moved.factor != 1 else Fraction(1)
    figures = f"{in_full(whole)} − ({in_full(whole)} − {today}) × {factor}"
    words = _("what can be of it − (what can be of it − share today) × factor")
    return written(name, words, figures, (), lambda: after, moved.shown)
