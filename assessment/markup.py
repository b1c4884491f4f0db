"""Keeps the markup of what never changes of a question: drawing it is most of a page's work."""

from collections.abc import Collection

from django.utils.safestring import SafeString, mark_safe

from assessment.questionnaire import Question, Questionnaire
from runrate.kit.skeleton import fragment


def choices(question: Question, chosen: str) -> SafeString:
    """The radios of a question with one of them checked, or none."""
    # Two versions may have a question of the same key: its levels tell them apart.
    drawn = fragment(
        "assessment/parts/choices.html", (question.key, question.levels), lambda: {"question": question}
    )
    mark = f'id="{question.key}-{chosen}"'
    # A choice that is none of the radios' is found nowhere in the markup, so it cannot get into it.
    return mark_safe(drawn.replace(mark, f"{mark} checked"))  # noqa: S308


def jumps(instrument: Questionnaire, answered: Collection[str], current: str) -> SafeString:
    """The list that leads to every question and says which have an answer."""
    every = [_jump(each, each.key in answered, each.key == current) for each in instrument.questions]
    return mark_safe("".join(every))  # noqa: S308  # markup of our templates


def _jump(question: Question, answered: bool, current: bool) -> SafeString:
    return fragment(
        "assessment/parts/jump.html",
        (question.number, question.topic, answered, current),
        lambda: {"question": question, "answered": answered, "current": current},
    )
