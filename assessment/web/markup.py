"""Keeps the markup of what never changes of a question: drawing it is most of a page's work.

Each drawing knows exactly the values it is kept by, so no other visitor's choice can be in it.
"""

from collections.abc import Collection
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessment.domain.questionnaire import Question, Questionnaire

# Fifteen questions in a few versions and languages; a link of the list in each of its four states.
MOST_CHOICES = 256
MOST_JUMPS = 1024


def choices(question: Question, chosen: str) -> SafeString:
    """The radios of a question with one of them checked, or none."""
    drawn = _choices(question.key, question.levels, question.na_allowed, get_language())
    mark = f'id="{question.key}-{chosen}"'
    # A choice that is none of the radios' is found nowhere in the markup, so it cannot get into it.
    return mark_safe(drawn.replace(mark, f"{mark} checked"))  # noqa: S308


def jumps(instrument: Questionnaire, answered: Collection[str], current: str) -> SafeString:
    """The list that leads to every question and says which have an answer."""
    language = get_language()
    every = [
        _jump(each.number, each.topic, each.key in answered, each.key == current, language)
        for each in instrument.questions
    ]
    return mark_safe("".join(every))  # noqa: S308  # markup of our templates


@lru_cache(maxsize=MOST_CHOICES)
def _choices(key: str, levels: tuple[str, ...], na_allowed: bool, language: str | None) -> str:
    question = {"key": key, "levels": levels, "na_allowed": na_allowed}
    return render_to_string("assessment/parts/choices.html", {"question": question})


@lru_cache(maxsize=MOST_JUMPS)
def _jump(number: int, topic: str, answered: bool, current: bool, language: str | None) -> str:
    question = {"number": number, "topic": topic}
    context = {"question": question, "answered": answered, "current": current}
    return render_to_string("assessment/parts/jump.html", context)
