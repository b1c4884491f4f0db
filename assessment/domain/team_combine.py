"""Knows how the ratings of a team become one sheet, and where its members do not agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessment.domain.answer_sheet import UNKNOWN, Answer, NotApplicable, Sheet, answer_as_json, stored_sheet
from assessment.domain.questionnaire import LEVELS, Question, Questionnaire
from runrate.core.translation import gettext as _

FEWEST = 3
"""Below three raters nothing combined is shown: a spread of two is two answers."""
COUNTED_FROM = 5
"""From five raters on it is told how many gave which level; below, the median and the range alone."""
TALK_FROM = 2
"""Levels apart from which a question is worth talking about."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Levels given for one question, by those who gave one."""

    median: int
    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low

    @property
    def talk(self) -> bool:
        return self.width >= TALK_FROM


@dataclass(frozen=True, slots=True)
class Counts:
    """How many gave each level, from 0 to 4, and how many gave none."""

    levels: tuple[int, ...]
    unknown: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """One question as the team answered it, as far as it may be told."""

    question: Question
    answer: Answer
    spread: Spread | None
    """None where fewer than three gave a level: the range of two is two answers."""
    counts: Counts | None
    """None below five raters."""

    @property
    def talk(self) -> bool:
        """Levels far apart, or levels from some where others do not know or see no use."""
        if self.spread and self.spread.talk:
            return True
        if self.counts is None:
            return False
        groups = (sum(self.counts.levels), self.counts.unknown, self.counts.not_applicable)
        return sum(1 for group in groups if group) > 1


@dataclass(frozen=True, slots=True)
class Combined:
    """What may be told of a round, and all that is kept of it: nobody can subtract from it later."""

    raters: int
    agreements: tuple[Agreement, ...]
    sheet: Sheet

    @property
    def to_talk_about(self) -> tuple[Agreement, ...]:
        """The widest apart first."""
        flagged = [each for each in self.agreements if each.talk]
        return tuple(sorted(flagged, key=lambda each: -(each.spread.width if each.spread else 0)))

    def as_json(self) -> dict[str, object]:
        """What is stored with a closed round."""
        return {
            "raters": self.raters,
            "questions": {each.question.key: _as_json(each) for each in self.agreements},
        }


def stored(outcome: Mapping[str, Any], instrument: Questionnaire) -> Combined | None:
    """A closed round as it was stored; None where too few had finished."""
    questions: Mapping[str, Any] = outcome.get("questions") or {}
    if not questions:
        return None
    answers = {key: kept["answer"] for key, kept in questions.items()}
    sheet = stored_sheet(instrument.version, answers, {})
    agreements = (
        _from_json(question, sheet.answers[question.key], questions[question.key])
        for question in instrument.questions
        if question.key in questions
    )
    return Combined(int(outcome["raters"]), tuple(agreements), sheet)


def spread(levels: Sequence[int | None]) -> Spread | None:
    """Lower median, lowest and highest over those who answered; who is absent is not a zero."""
    given = sorted(level for level in levels if level is not None)
    if not given:
        return None
    return Spread(given[(len(given) - 1) // 2], given[0], given[-1])


def combine(sheets: Sequence[Sheet], instrument: Questionnaire) -> Combined | None:
    """The team's sheet and where it disagrees; None below three raters."""
    if len(sheets) < FEWEST:
        return None
    agreements = tuple(_agreement(question, sheets) for question in instrument.questions)
    noted = {each.question.key: _noted(each, sheets) for each in agreements}
    answers = {each.question.key: each.answer for each in agreements}
    return Combined(
        raters=len(sheets),
        agreements=agreements,
        sheet=Sheet(instrument.version, answers, {key: words for key, words in noted.items() if words}),
    )


def _agreement(question: Question, sheets: Sequence[Sheet]) -> Agreement:
    answers = [sheet.answers[question.key] for sheet in sheets if question.key in sheet.answers]
    levels = [answer for answer in answers if isinstance(answer, int)]
    counts = Counts(
        levels=tuple(levels.count(level) for level in range(LEVELS)),
        unknown=answers.count(UNKNOWN),
        not_applicable=sum(1 for answer in answers if isinstance(answer, NotApplicable)),
    )
    return Agreement(
        question=question,
        answer=_team_answer(levels, counts, raters=len(sheets)),
        spread=spread(levels) if len(levels) >= FEWEST else None,
        counts=counts if len(sheets) >= COUNTED_FROM else None,
    )


def _team_answer(levels: Sequence[int], counts: Counts, *, raters: int) -> Answer:
    """More than half see no use: it does not apply. More do not know than give a level: not known."""
    apart = counts.not_applicable
    if 2 * apart > raters:
        if raters < COUNTED_FROM:
            return NotApplicable(_("Most raters say so"))
        said = _("{apart} of {raters} raters say so")
        return NotApplicable(said.format(apart=apart, raters=raters))
    found = spread(levels)
    if found is None or counts.unknown > len(levels):
        return UNKNOWN
    return found.median


def _noted(agreement: Agreement, sheets: Sequence[Sheet]) -> str:
    """Whose note counts gave the team's level or a higher one; below five raters not how many did."""
    key, level = agreement.question.key, agreement.answer
    noted = sum(1 for sheet in sheets if _backs(sheet, key, level))
    if not noted:
        return ""
    if len(sheets) < COUNTED_FROM:
        return _("Noted by raters.")
    return _("Noted by {noted} of {raters} raters.").format(noted=noted, raters=len(sheets))


def _backs(sheet: Sheet, key: str, level: Answer) -> bool:
    answer = sheet.answers.get(key)
    return isinstance(level, int) and isinstance(answer, int) and answer >= level and key in sheet.evidence


def _as_json(each: Agreement) -> dict[str, object]:
    found, counts = each.spread, each.counts
    return {
        "answer": answer_as_json(each.answer),
        "spread": [found.median, found.low, found.high] if found else None,
        "levels": list(counts.levels) if counts else None,
        "unknown": counts.unknown if counts else None,
        "not_applicable": counts.not_applicable if counts else None,
    }


def _from_json(question: Question, answer: Answer, kept: Mapping[str, Any]) -> Agreement:
    levels = kept["levels"]
    return Agreement(
        question=question,
        answer=answer,
        spread=Spread(*kept["spread"]) if kept["spread"] else None,
        counts=None if levels is None else Counts(tuple(levels), kept["unknown"], kept["not_applicable"]),
    )
