"""How a link is opened by a browser: exchanged for the visitor's cookie, and seen again at every look."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from runrate.core import visitor_cookie
from runrate.sharing.kinds import Kind
from runrate.sharing.models import Link, LinkQuerySet
from runrate.sharing.services import opened

PREVIEWS: Final = re.compile(
    r"facebookexternalhit|twitterbot|slackbot|linkedinbot|whatsapp|telegrambot|discordbot|skypeuripreview"
    r"|microsoftpreview|mattermost|iframely|signalbot|googlechat|applebot",
    re.IGNORECASE,
)
"""What messengers and boards that draw a card of a link call themselves."""
HELD: Final = "link"
"""The kind under which the visitor's cookie keeps the links that this browser has opened."""
HELD_BEFORE: Final = ("shared", "invited", "shared-report")
"""Where cookies of before keep them, each kind of link by itself; read for one release more."""


def exchange(request: HttpRequest, kind: Kind, secret: str, to: Callable[[Link], str]) -> HttpResponse:
    """A redirect to an address without the secret; the cookie remembers the link, not what it opens.

    The previews of messengers keep no cookie, so they would follow it to a 404: they get a card that says
    what the link opens and nothing of what stands in it.
    """
    link = opened(kind, secret)
    if PREVIEWS.search(request.headers.get("User-Agent", "")):
        return render(request, "sharing/card.html", {"kind": kind.key})
    response = redirect(to(link))
    remember(response, request, link)
    return response


def remember(response: HttpResponse, request: HttpRequest, link: Link) -> None:
    visitor_cookie.remember(response, request, HELD, link.pk)


def held(request: HttpRequest, kind: Kind) -> LinkQuerySet:
    """The links of this kind that this browser has opened and that still work."""
    ids = [id for name in (HELD, *HELD_BEFORE) for id in visitor_cookie.ids(request, name)]
    return Link.objects.held(kind.key, ids) if ids else Link.objects.none()


def held_to(request: HttpRequest, kind: Kind, target: UUID) -> Link:
    """The link by which this browser may see a thing. Raises Http404 without one."""
    return held(request, kind).get_or_404(target=target)


def days_asked_for(sent: Mapping[str, str], kind: Kind) -> int:
    """How long the maker of a link wants it to work; the usual time where nothing that exists was chosen."""
    chosen = {str(days): days for days in kind.days}
    return chosen.get(sent.get("days", ""), kind.days[0])


def sealed[R: HttpRequest, **P](
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """A page behind a link: kept by nothing, named to nobody, in no index."""

    @wraps(view)
    def wrapped(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped
