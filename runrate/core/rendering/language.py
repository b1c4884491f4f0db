"""The language of an answer, settled once for all of its texts."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation


class LanguageMiddleware:
    """Speaks for the whole request the language that is spoken where it begins: the site's, as a rule.

    It chooses none. Where nothing was said Django looks the language up anew for each text and number, at
    five times the cost, and the calculator's page has some 300 of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(translation.get_language()):
            return self.get_response(request)
