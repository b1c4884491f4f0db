"""A request with a file that says it is too large is answered without being read."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from calculator.uploads import receiving

BESIDE_THE_FILE: Final = 1024 * 1024
"""Bytes of a form beside its file."""


def file_limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """422 for a POST that states more than may be read; the form's token is looked at after that."""
    inside = csrf_protect(view)

    @csrf_exempt  # looked at inside, once the size that the request states is one that may be read
    @wraps(view)
    def sized(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        stated = request.META.get("CONTENT_LENGTH") or "0"
        most = receiving.largest()
        if request.method == "POST" and (not stated.isdigit() or int(stated) > most + BESIDE_THE_FILE):
            shown = {"too_large": True, "most": most // 1024**2}
            return render(request, "usage/start.html", shown, status=422)
        return inside(request, *args, **more)

    return sized
