"""Knows how a raise of a way is said, in the same words on every page and in the report."""

from collections.abc import Iterable

from assessment.domain.way_up import Raise
from runrate.core.text import listed
from runrate.core.translation import gettext as _


def in_words(step: Raise) -> str:
    """One question and where it is to stand, as a part of a sentence or a row."""
    topic = step.question.topic
    if step.frm is None and not step.to:
        return _("find out {topic}").format(topic=topic)
    if step.frm is None:
        return _("{topic} found out and to level {level}").format(topic=topic, level=step.to)
    return _("{topic} to level {level}").format(topic=topic, level=step.to)


def way_out_in_words(moves: Iterable[str], way: Iterable[Raise]) -> str:
    """The way out of a cap with the working days it takes; its moves as `in_words` or a report says them."""
    days = sum(each.days for each in way)
    return _("Nearest way out: {moves}, about {days} working days.").format(moves=listed(moves), days=days)
