"""Pages drawn once, with holes where they differ from visitor to visitor; filling them costs nothing.

Drawing is what a page's time goes into. What a template decides by - which question, how many answers - is
part of the key under which its drawing is kept; what it only shows is a hole. A key names every decision.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# Stands in no text of ours, and what visitors type is put into holes only after the drawing was cut at it.
_EDGE = "\N{OBJECT REPLACEMENT CHARACTER}"
_HOLE = re.compile(f"{_EDGE}([^{_EDGE}]+){_EDGE}")
# A visitor can ask for pages of many shapes: the oldest drawing makes room, so memory stays below 40 MB.
_MOST = 768

type Holes = Mapping[str, Any]


def hole(name: str) -> SafeString:
    """What stands in a context for something that is only shown."""
    return mark_safe(f"{_EDGE}{name}{_EDGE}")  # noqa: S308  # a mark of our own, cut out again


def fragment(
    template: str,
    key: tuple[object, ...],
    context: Callable[[], Mapping[str, Any]],
    holes: Holes = MappingProxyType({}),
) -> SafeString:
    """A part of a page that knows no request."""
    known = (template, *key, get_language())
    drawn = _kept(known, lambda: _draw(template, context(), None, ""))
    return mark_safe(_filled(drawn, holes))  # noqa: S308  # template's markup, and values escaped


def page(
    request: HttpRequest,
    template: str,
    key: tuple[object, ...],
    context: Callable[[], Mapping[str, Any]],
    holes: Holes,
    *,
    id: object = "",
) -> HttpResponse:
    """A whole page. `id` is the random number in its addresses, wherever they stand."""
    user = request.user
    frame = (user.is_authenticated, getattr(user, "is_staff", False), settings.SITE_URL)

    def draw() -> tuple[str, ...]:
        return _draw(template, {**context(), "csrf_token": hole("csrf_token")}, request, str(id))

    # A message is for one person; and whoever works on a template wants to see it.
    unlike = settings.DEBUG or len(get_messages(request)) > 0
    drawn = draw() if unlike else _kept((template, *key, *frame, get_language()), draw)
    return HttpResponse(_filled(drawn, {**holes, "csrf_token": _Token(request), "id": id}))


def forget() -> None:
    """All drawings: for tests, in which templates are told from each other by what is in them."""
    _drawings.clear()


class _Token:
    """The protection token; its cookie is set only where a page really has a form."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __str__(self) -> str:
        return get_token(self.request)


_drawings: dict[tuple[object, ...], tuple[str, ...]] = {}


def _kept(key: tuple[object, ...], draw: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    drawn = _drawings.get(key)
    if drawn is None:
        drawn = draw()
        while len(_drawings) >= _MOST:
            _drawings.pop(next(iter(_drawings)), None)
        _drawings[key] = drawn
    return drawn


def _draw(template: str, context: Mapping[str, Any], request: HttpRequest | None, id: str) -> tuple[str, ...]:
    """The drawing cut at its holes: text and names of holes by turns."""
    text: str = render_to_string(template, dict(context), request)
    if id:
        text = text.replace(id, hole("id"))
    return tuple(_HOLE.split(text))


def _filled(drawn: tuple[str, ...], holes: Holes) -> str:
    parts = list(drawn)
    for place in range(1, len(parts), 2):
        parts[place] = conditional_escape(holes[parts[place]])
    return "".join(parts)
