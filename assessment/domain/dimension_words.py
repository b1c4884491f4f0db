"""Knows how several dimensions are named together: by their instrument, wherever they are named."""

from collections.abc import Iterable
from fractions import Fraction

from assessment.domain.charts import show_range
from assessment.domain.questionnaire import Questionnaire
from assessment.domain.scoring import Result
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext


def weakest_named(result: Result, instrument: Questionnaire) -> str:
    """As a label names them: `Visibility and Control and foresight`, or that none is weaker.

    A tie that counts unknown answers as 0 is no finding: which dimension is weakest is not known then.
    """
    named = listed(instrument.dimension(key).name for key in result.weakest)
    if not named:
        return _("not known yet") if result.find_out else _("all five even")
    if result.weakest_is_open:
        return _("{dimensions}, counting unknown answers as 0").format(dimensions=named)
    return named


def lowest_shown(result: Result) -> str:
    """What the lowest dimension comes to, whichever it is: a range where answers are not known."""
    lows, highs = (
        [value or Fraction(0) for value in scores.values()]
        for scores in (result.dimensions, result.dimensions_high)
    )
    return show_range(min(lows), min(highs))


def bars_title(instrument: Questionnaire, result: Result) -> str:
    """What the bars of the dimensions show, in words; none is weakest where all are even.

    Where answers are not known, a tie is none of the team's, and which one is weakest may change.
    """
    if not result.weakest:
        return (
            _("Which dimension is weakest is not known yet")
            if result.find_out
            else _("All five dimensions are even")
        )
    if result.weakest_is_open:
        return ngettext(
            "Counting unknown answers as 0, {dimensions} is the weakest of the five dimensions",
            "Counting unknown answers as 0, {dimensions} are the weakest of the five dimensions",
            len(result.weakest),
        ).format(dimensions=in_a_sentence(result.weakest, instrument))
    return ngettext(
        "{dimensions} is the weakest of the five dimensions",
        "{dimensions} are the weakest of the five dimensions",
        len(result.weakest),
    ).format(dimensions=in_a_sentence(result.weakest, instrument, begins=True))


def in_a_sentence(keys: Iterable[str], instrument: Questionnaire, *, begins: bool = False) -> str:
    """Within one: `visibility and unit economics`; at its beginning with a capital letter."""
    named = listed(instrument.dimension(key).name.lower() for key in keys)
    return named[:1].upper() + named[1:] if begins else named
