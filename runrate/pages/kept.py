"""Whole pages that say the same to everybody of a kind: drawn once, then kept in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

MOST = 128
"""A process keeps no more than these, whatever is asked for."""


@dataclass(frozen=True, slots=True)
class _Page:
    content: bytes
    headers: dict[str, str]


_pages: dict[tuple[Any, ...], _Page] = {}


def kept[**P](
    *names: str,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]],
    Callable[Concatenate[HttpRequest, P], HttpResponse],
]:
    """For a view whose page depends on its path and on these names of its query, and on nobody's data.

    It comes from the code and from files beside it, so that it changes with the next process at the earliest.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            # A message is for one person, and whoever works on a template wants to see it.
            if settings.DEBUG or len(get_messages(request)):
                return view(request, *args, **kwargs)
            key = (request.path, *(request.GET.get(name) for name in names), *_who(request))
            if (page := _pages.get(key)) is not None:
                return HttpResponse(page.content, headers=page.headers)
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and len(_pages) < MOST:
                _pages[key] = _Page(response.content, dict(response.items()))
            return response

        return answer

    return decorate


def forget() -> None:
    """All of them: for tests, in which everything changes within one process."""
    _pages.clear()


def _who(request: HttpRequest) -> tuple[Any, ...]:
    """What the frame around a page depends on: open doors, language, address, packing."""
    user = request.user
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    return user.is_authenticated, getattr(user, "is_staff", False), get_language(), settings.SITE_URL, packed
