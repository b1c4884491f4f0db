"""Keeps the markup of each question's choices: it never changes, and drawing it is most of a page's work."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from assessment.questionnaire import Question

_prepared: dict[tuple[str, tuple[str, ...], str | None], str] = {}


def choices(question: Question, chosen: str) -> SafeString:
    """The radios of a question with one of them checked, or none."""
    known = (question.key, question.levels, get_language())
    if known not in _prepared:
        _prepared[known] = render_to_string("assessment/parts/choices.html", {"question": question})
    mark = f'id="{question.key}-{chosen}"'
    # A choice that is none of the radios' is found nowhere in the markup, so it cannot get into it.
    return mark_safe(_prepared[known].replace(mark, f"{mark} checked"))  # noqa: S308
