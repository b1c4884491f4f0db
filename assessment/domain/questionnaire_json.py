"""A questionnaire as JSON, whole: what a program needs in order to ask, score and advise by it."""

from typing import Any, Final

from assessment.domain.questionnaire import Question, Questionnaire


def described(instrument: Questionnaire) -> dict[str, Any]:
    """A questionnaire as JSON."""
    return {
        "version": instrument.version,
        "language": instrument.language,
        "title": instrument.title,
        "instruction": instrument.instruction,
        "stages": [
            {
                "key": stage.key,
                "name": stage.name,
                "from_score": stage.floor,
                "summary": stage.summary,
                "looks_like": stage.looks_like,
                "unlocks_next": stage.unlocks_next,
            }
            for stage in instrument.stages
        ],
        "dimensions": [
            {
                "key": dimension.key,
                "name": dimension.name,
                "about": dimension.about,
                "next_step": dimension.next_step,
            }
            for dimension in instrument.dimensions
        ],
        "questions": [_question(question) for question in instrument.questions],
    }


_SAID: Final = ("unknown", "not_applicable", "find_out")


def _question(question: Question) -> dict[str, Any]:
    plain = ("key", "number", "dimension", "topic", "text", "evidence_hint", "na_allowed", "gate")
    return {
        **{name: getattr(question, name) for name in (*plain, *_SAID, "effort", "who")},
        "levels": list(question.levels),
        "statements": list(question.statements),
        "advice": list(question.advice),
        "worth": {line: [str(factor) for factor in factors] for line, factors in question.worth.items()},
    }
