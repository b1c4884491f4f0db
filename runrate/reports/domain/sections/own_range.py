"""Says on the board page where the headline is one end of the range that the report prints of it."""

from fractions import Fraction
from typing import Final

from calculator.domain.what_if.range_words import beyond_sentence, full_sentences, month_sentence
from runrate.core.numbers import headline_money
from runrate.core.translation import gettext as _
from runrate.reports.domain.evaluation import Scenario

AN_END: Final = Fraction(1, 20)
"""How much of the range lies beyond what is near its end."""


def own_range(scenario: Scenario) -> str:
    """Of a total far from the middle of its own range, where a month may end up and what moves it there.

    The headline stays what today's inputs come to: the range says how far they may be off.
    """
    if not scenario.scales:
        return ""
    drawn, total = scenario.spread.total, scenario.estimate.total_monthly
    if not scenario.spread.can_be_done:
        return ""
    low, high = Fraction(drawn.p10), Fraction(drawn.p90)
    if headline_money(low) == headline_money(high):
        return ""
    place = (total - low) / (high - low)
    if AN_END < place < 1 - AN_END:
        return ""
    said = (
        _("{total} per month is near the low end of its own range.")
        if place <= AN_END
        else _("{total} per month is near the high end of its own range.")
    )
    return " ".join(
        (
            said.format(total=scenario.headed(total)),
            *filter(None, [beyond_sentence(scenario.spread)]),
            month_sentence(
                scenario.spread,
                complete=scenario.estimate.complete,
                open_ended=scenario.estimate.open_ended,
            ),
            *(full_sentences(scenario.workload, scenario.estimate) if place <= AN_END else ()),
        )
    )
