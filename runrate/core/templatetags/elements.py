"""What allauth's tags on an element mean in our classes: one place for every page of theirs."""

from collections.abc import Collection

from django.template import Library

register = Library()
# The first that is among an element's tags decides how loud its button is.
FACES = {
    "danger": "danger",
    "link": "link",
    "outline": "quiet",
    "secondary": "quiet",
    "minor": "quiet",
    "tool": "quiet",
    "panel": "quiet",
}
SMALL = {"minor", "tool"}


@register.filter
def button_class(tags: Collection[str] | None) -> str:
    """The classes of a button with these tags.

    >>> button_class(["outline", "cancel"])
    'button button--quiet'
    >>> button_class(["tool"])
    'button button--quiet button--small'
    >>> button_class(None)
    'button'
    """
    given = set(tags or ())
    faces = [face for tag, face in FACES.items() if tag in given][:1]
    sizes = ["small"] if given & SMALL else []
    return " ".join(["button", *(f"button--{each}" for each in [*faces, *sizes])])
