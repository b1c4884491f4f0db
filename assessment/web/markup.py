"""What never changes of a question as markup: rendering it is most of a page's work."""

from collections.abc import Collection

from django.utils.safestring import SafeString, mark_safe

from assessment.domain.questionnaire import Question, Questionnaire
from runrate.core.cached_parts import cached_part

PARTS = "assessment/parts/"


def choices(question: Question, chosen: str) -> SafeString:
    """The radios of a question with one of them checked, or none."""
    every = cached_part(
        PARTS + "choices.html", key=question.key, levels=question.levels, na_allowed=question.na_allowed
    )
    mark = f'id="{question.key}-{chosen}"'
    # A choice that is none of the radios' is found nowhere in the markup, so it cannot get into it.
    return mark_safe(every.replace(mark, f"{mark} checked"))  # noqa: S308


def jumps(instrument: Questionnaire, answered: Collection[str], current: str) -> SafeString:
    """The list that leads to every question and says which have an answer."""
    every = [
        cached_part(
            PARTS + "jump.html",
            number=each.number,
            topic=each.topic,
            answered=each.key in answered,
            current=each.key == current,
        )
        for each in instrument.questions
    ]
    return mark_safe("".join(every))  # noqa: S308  # markup of our templates
