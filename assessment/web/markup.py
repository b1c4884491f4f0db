"""What never changes of a question as markup: rendering it is most of a page's work."""

from collections.abc import Collection
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessment.domain.questionnaire import Question, Questionnaire
from runrate.core.rendering.cached_parts import cached_part

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
    rows = tuple(
        (each.number, each.topic, each.key in answered, each.key == current) for each in instrument.questions
    )
    return _jumps(rows, get_language())


@lru_cache(maxsize=256)  # of 3 kB each: most people answer in order, so few of the possible lists occur
def _jumps(rows: tuple[tuple[int, str, bool, bool], ...], language: str | None) -> SafeString:
    every = [
        cached_part(PARTS + "jump.html", number=number, topic=topic, answered=answered, current=current)
        for number, topic, answered, current in rows
    ]
    return mark_safe("".join(every))  # noqa: S308  # markup of our templates
