"""Knows how a cap, a raise and a way out are said, in the same words on every page and in the report."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from assessment.domain.dimension_words import in_a_sentence
from assessment.domain.questionnaire import Questionnaire
from assessment.domain.scoring import Cap, Result, show, stage_of
from assessment.domain.way_up import Raise
from runrate.core.text import listed
from runrate.core.translation import gettext as _
from runrate.core.translation import ngettext

MONTHS: Final[Mapping[str, Mapping[int, int]]] = {
    "q1": {3: 1},
    "q2": {2: 1, 3: 1, 4: 1},
    "q4": {3: 1},
    "q10": {4: 3},
    "q13": {1: 3, 2: 3, 3: 3, 4: 6},
    "q15": {3: 1},
}
"""By question and level what has to pass before it is true, as for "every month" or "two quarters"."""


def cap_in_words(cap: Cap, result: Result, instrument: Questionnaire) -> str:
    """Why the stage is no higher than a rule lets it be, with the figures of this result."""
    limit = instrument.stage(cap.limit).name
    if cap.rule == "weak_link":
        return _weak_link(result, instrument, limit)
    if cap.rule == "unit_cost":
        return _(
            "{limit} is the highest until question {number} is answered with the full cost per unit of a "
            "real month."
        ).format(limit=limit, number=instrument.question(cap.question or "").number)
    return _("With {count} answers not known, {limit} is the highest.").format(
        count=len(result.find_out), limit=limit
    )


def _weak_link(result: Result, instrument: Questionnaire, limit: str) -> str:
    lowest = result.dimensions[result.weakest[0]] or Fraction(0)
    words = {
        "lowest": show(lowest),
        "stage": instrument.stage(stage_of(lowest, instrument)).name,
        "limit": limit,
    }
    if any(result.dimensions_high[key] != result.dimensions[key] for key in result.weakest):
        said = ngettext(
            "Counting unknown answers as 0, {dimensions} at {lowest} is only {stage}, and no stage is "
            "more than one above that of the weakest dimension, so {limit} is the highest.",
            "Counting unknown answers as 0, {dimensions} at {lowest} each are only {stage}, and no stage "
            "is more than one above that of the weakest dimension, so {limit} is the highest.",
            len(result.weakest),
        )
        return said.format(dimensions=in_a_sentence(result.weakest, instrument), **words)
    return ngettext(
        "{dimensions} at {lowest} is only {stage}, and no stage is more than one above that of the "
        "weakest dimension, so {limit} is the highest.",
        "{dimensions} at {lowest} each are only {stage}, and no stage is more than one above that of the "
        "weakest dimension, so {limit} is the highest.",
        len(result.weakest),
    ).format(dimensions=in_a_sentence(result.weakest, instrument, begins=True), **words)


def in_words(step: Raise) -> str:
    """One question and where it is to stand, as a part of a sentence or a row."""
    topic = step.question.topic
    if step.frm is None and not step.to:
        return _("{topic} from unknown to known").format(topic=topic)
    if step.frm is None:
        return _("{topic} from unknown to level {level}").format(topic=topic, level=step.to)
    return _("{topic} to level {level}").format(topic=topic, level=step.to)


def between(step: Raise) -> str:
    """The same with the level it begins at: where the levels below that one are spoken of elsewhere."""
    if step.frm is None:
        return in_words(step)
    return _("{topic} from level {frm} to {level}").format(
        topic=step.question.topic, frm=step.frm, level=step.to
    )


def way_out_in_words(moves: Iterable[str], way: Sequence[Raise]) -> str:
    """The way out of a cap with the working days it takes; its moves as `in_words` or a report says them."""
    days = sum(each.days for each in way)
    said = _("Nearest way out: {moves}, about {days} working days.").format(moves=listed(moves), days=days)
    return f"{said} {waiting_in_words(way)}".rstrip()


def waiting_in_words(way: Iterable[Raise]) -> str:
    """How long things have to have gone well until the levels of a way are true; nothing where at once."""
    topics: dict[int, list[str]] = {}
    for step in way:
        months = max((MONTHS.get(step.question.key, {}).get(level, 0) for level in _passed(step)), default=0)
        topics.setdefault(months, []).append(step.question.topic)
    words = {1: _("a month"), 3: _("a quarter"), 6: _("two quarters")}
    waits = [
        _("{time} for {topics}").format(time=words[months], topics=listed(topics[months]))
        for months in sorted(topics, reverse=True)
        if months
    ]
    return _("Besides the work, time has to pass: {waits}.").format(waits="; ".join(waits)) if waits else ""


def _passed(step: Raise) -> range:
    """The levels of a raise that are new."""
    return range((step.frm or 0) + 1, step.to + 1)
