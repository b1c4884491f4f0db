"""Says in a header how many statements an answer took; the same for every tree that is measured."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

HEADER = "X-Statements"


class CountedMiddleware:
    """Outermost, so that what other middleware asks the database for is counted too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its header."""
        count = 0

        def counted(execute: Callable[..., Any], *words: Any) -> Any:
            nonlocal count
            count += 1
            return execute(*words)

        with connection.execute_wrapper(counted):
            response = self.get_response(request)
        response.headers[HEADER] = str(count)
        return response
