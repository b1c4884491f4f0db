"""Knows how the ratings of a team become one sheet, and where its members do not agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.questionnaire import LEVELS, Question, Questionnaire
from assessment.sheet import UNKNOWN, Answer, NotApplicable, Sheet
from runrate.kit.language import gettext as _

FEWEST = 3
"""Below three raters nothing combined is shown: a spread of two is two answers."""
TALK_FROM = 2
"""Levels apart from which a question is worth talking about."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Levels given for one question, by those who gave one."""

    median: int
    low: int
    high: int
    n: int

    @property
    def width(self) -> int:
        return self.high - self.low

    @property
    def talk(self) -> bool:
        return self.width >= TALK_FROM


@dataclass(frozen=True, slots=True)
class Agreement:
    """One question as the team answered it."""

    question: Question
    spread: Spread | None
    distribution: tuple[int, ...]
    """How many gave each level, from 0 to 4."""
    unknown: int
    not_applicable: int
    noted: int
    answer: Answer

    @property
    def talk(self) -> bool:
        """Levels far apart, or levels from some where others do not know or see no use."""
        others = self.unknown + self.not_applicable
        return bool(self.spread and (self.spread.talk or others)) or bool(
            self.unknown and self.not_applicable
        )


@dataclass(frozen=True, slots=True)
class Combined:
    raters: int
    agreements: tuple[Agreement, ...]
    sheet: Sheet

    @property
    def to_talk_about(self) -> tuple[Agreement, ...]:
        """The widest apart first."""
        flagged = [each for each in self.agreements if each.talk]
        return tuple(sorted(flagged, key=lambda each: -(each.spread.width if each.spread else 0)))


def spread(levels: Sequence[int | None]) -> Spread | None:
    """Lower median, lowest and highest over those who answered; who is absent is not a zero."""
    given = sorted(level for level in levels if level is not None)
    if not given:
        return None
    return Spread(given[(len(given) - 1) // 2], given[0], given[-1], len(given))


def combine(sheets: Sequence[Sheet], instrument: Questionnaire) -> Combined | None:
    """The team's sheet and where it disagrees; None below three raters."""
    if len(sheets) < FEWEST:
        return None
    agreements = tuple(_agreement(question, sheets) for question in instrument.questions)
    return Combined(
        raters=len(sheets),
        agreements=agreements,
        sheet=Sheet(
            instrument.version,
            {each.question.key: each.answer for each in agreements},
            {
                each.question.key: _("Noted by {noted} of {raters} raters.").format(
                    noted=each.noted, raters=len(sheets)
                )
                for each in agreements
                if each.noted
            },
        ),
    )


def _agreement(question: Question, sheets: Sequence[Sheet]) -> Agreement:
    answers = [sheet.answers[question.key] for sheet in sheets if question.key in sheet.answers]
    levels = [answer for answer in answers if isinstance(answer, int)]
    unknown = answers.count(UNKNOWN)
    apart = [answer for answer in answers if isinstance(answer, NotApplicable)]
    found = spread(levels)
    return Agreement(
        question=question,
        spread=found,
        distribution=tuple(levels.count(level) for level in range(LEVELS)),
        unknown=unknown,
        not_applicable=len(apart),
        noted=sum(1 for sheet in sheets if _backs(sheet, question.key, found)),
        answer=_team_answer(found, unknown=unknown, apart=len(apart), raters=len(sheets)),
    )


def _team_answer(found: Spread | None, *, unknown: int, apart: int, raters: int) -> Answer:
    """More than half see no use: it does not apply. More do not know than give a level: not known."""
    if 2 * apart > raters:
        said = _("{apart} of {raters} raters say so")
        return NotApplicable(said.format(apart=apart, raters=raters))
    if found is None or unknown > found.n:
        return UNKNOWN
    return found.median


def _backs(sheet: Sheet, key: str, found: Spread | None) -> bool:
    """A note counts for the team's level when its author gave that level or a higher one."""
    answer = sheet.answers.get(key)
    return found is not None and isinstance(answer, int) and answer >= found.median and key in sheet.evidence
