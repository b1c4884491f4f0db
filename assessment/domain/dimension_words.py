"""Knows how several dimensions are named together: by their instrument, wherever they are named."""

from collections.abc import Iterable

from assessment.domain.questionnaire import Questionnaire
from runrate.core.text import listed
from runrate.core.translation import gettext as _


def weakest_named(weakest: Iterable[str], instrument: Questionnaire, *, unknown: bool) -> str:
    """As a label names them: `Visibility and Control and foresight`, or that none is weaker.

    A tie that counts `unknown` answers as 0 is no finding: which dimension is weakest is not known then.
    """
    named = listed(instrument.dimension(key).name for key in weakest)
    return named or (_("not known yet") if unknown else _("all five even"))


def in_a_sentence(keys: Iterable[str], instrument: Questionnaire, *, begins: bool = False) -> str:
    """Within one: `visibility and unit economics`; at its beginning with a capital letter."""
    named = listed(instrument.dimension(key).name.lower() for key in keys)
    return named[:1].upper() + named[1:] if begins else named
