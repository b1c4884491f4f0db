"""What allauth's tags on an element mean in our classes: one place for every page of theirs."""

from collections.abc import Collection, Mapping

from django.template import Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

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


@register.simple_tag
def attributes(given: Mapping[str, object], names: str) -> SafeString:
    """Those of an element's attributes that are named and set, as they stand in its tag.

    >>> attributes({"id": "a", "required": True, "rows": None}, "id required rows name")
    ' id="a" required="required"'
    """
    found = ((name, given.get(name)) for name in names.split())
    # Zero is a value, False and an empty text are none.
    kept = ((name, value) for name, value in found if value or (value == 0 and value is not False))
    return format_html_join(
        "", ' {}="{}"', ((name, name if value is True else value) for name, value in kept)
    )
