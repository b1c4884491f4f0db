"""Knows how a cap, a raise and a way out are said, in the same words on every page and in the report."""

from collections.abc import Iterable
from fractions import Fraction

from assessment.domain.dimension_words import in_a_sentence
from assessment.domain.questionnaire import Questionnaire
from assessment.domain.scoring import Cap, Result, show, stage_of
from assessment.domain.way_up import Raise
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext


def cap_in_words(cap: Cap, result: Result, instrument: Questionnaire) -> str:
    """Why the stage is no higher than a rule lets it be, with the figures of this result."""
    limit = instrument.stage(cap.limit).name
    if cap.rule == "weak_link":
        lowest = result.dimensions[result.weakest[0]] or Fraction(0)
        return ngettext(
            "{dimensions} at {lowest} is only {stage}, and no stage is more than one above that of the "
            "weakest dimension, so {limit} is the highest.",
            "{dimensions} at {lowest} each are only {stage}, and no stage is more than one above that of the "
            "weakest dimension, so {limit} is the highest.",
            len(result.weakest),
        ).format(
            dimensions=in_a_sentence(result.weakest, instrument, begins=True),
            lowest=show(lowest),
            stage=instrument.stage(stage_of(lowest, instrument)).name,
            limit=limit,
        )
    if cap.rule == "unit_cost":
        return _(
            "{limit} is the highest until question {number} is answered with the full cost per unit of a "
            "real month."
        ).format(limit=limit, number=instrument.question(cap.question or "").number)
    return _("With {count} answers not known, {limit} is the highest.").format(
        count=len(result.find_out), limit=limit
    )


def in_words(step: Raise) -> str:
    """One question and where it is to stand, as a part of a sentence or a row."""
    topic = step.question.topic
    if step.frm is None and not step.to:
        return _("find out {topic}").format(topic=topic)
    if step.frm is None:
        return _("{topic} found out and to level {level}").format(topic=topic, level=step.to)
    return _("{topic} to level {level}").format(topic=topic, level=step.to)


def between(step: Raise) -> str:
    """The same with the level it begins at: where the levels below that one are spoken of elsewhere."""
    if step.frm is None:
        return in_words(step)
    return _("{topic} from level {frm} to {level}").format(
        topic=step.question.topic, frm=step.frm, level=step.to
    )


def way_out_in_words(moves: Iterable[str], way: Iterable[Raise]) -> str:
    """The way out of a cap with the working days it takes; its moves as `in_words` or a report says them."""
    days = sum(each.days for each in way)
    return _("Nearest way out: {moves}, about {days} working days.").format(moves=listed(moves), days=days)
