"""Which answers may be kept by a browser or a proxy: those of a named list, and nothing else."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

PUBLIC: Final = frozenset(
    {
        "pages:home",
        "pages:framework",
        "pages:method",
        "pages:learn",
        "pages:feed",
        "pages:article",
        "pages:article_card",
        "pages:card",
        "pages:sitemap",
        "pages:robots",
        "privacy",
        "calculator:page",
        "calculator:explore",
        "calculator:import",
        "calculator:models",
        "calculator:export_xlsx",
        "calculator:export_csv",
        "calculator:export_json",
        "reports:sample",
        "reports:sample_download",
        "api:openapi-json",
        "api:models",
        "api:current",
        "api:benchmark",
    }
)
"""Pages that say the same to everybody. A page that is not named here is somebody's."""
IN_PARTS: Final = frozenset({"calculator:page", "calculator:explore", "calculator:models"})
"""Of these a script may ask for a part, at the address of the whole page."""
_PART: Final = "HX-Request"
_PERSONAL: Final = "_says_something_of_ones_own"


def personal(request: HttpRequest) -> None:
    """For a public page that shows something of this visitor's own after all: their saved scenario, say."""
    setattr(request, _PERSONAL, True)


class PrivateMiddleware:
    """Answers that are not public are kept nowhere; a new page is private until somebody says otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not is_public(request, response):
            patch_cache_control(response, private=True, no_store=True)
        match = request.resolver_match
        if match is not None and match.view_name in IN_PARTS:
            patch_vary_headers(response, (_PART,))
        return response


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether this answer says the same to everybody."""
    match = request.resolver_match
    named = match is not None and match.view_name in PUBLIC
    if not named or request.method not in {"GET", "HEAD"} or response.status_code >= 400:
        return False
    if _PART in request.headers:
        return False  # a browser that goes back would show the part for the page
    # A message is for one person.
    told = getattr(getattr(request, "_messages", None), "used", False)
    return not told and not hasattr(request, _PERSONAL)
