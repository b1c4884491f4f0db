"""What every page of the site needs around its content: where it is, and where else one can go."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

_MAIN: tuple[tuple[str | Promise, str], ...] = (
    (_("Assessment"), "assessment:start"),
    (_("Calculator"), "calculator:page"),
    (_("Framework"), "pages:framework"),
    (_("Learn"), "pages:learn"),
    (_("Method"), "pages:method"),
)


@dataclass(frozen=True, slots=True)
class NavLink:
    """One door in the masthead; `current` is the value of `aria-current`, empty elsewhere."""

    name: str | Promise
    url: str
    current: str


@register.simple_tag(takes_context=True)
def nav_links(context: Context) -> list[NavLink]:
    """The main doors, the one that holds this page marked. Works without a request, as error pages need."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    links = []
    for name, view in _MAIN:
        url = reverse(view)
        current = "page" if path == url else "true" if path.startswith(url) else ""
        links.append(NavLink(name, url, current))
    return links


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The one public address of this page, without its query."""
    request: HttpRequest | None = context.get("request")
    return f"{settings.SITE_URL}{request.path if request else '/'}"


@register.simple_tag
def absolute(path: str) -> str:
    """A path of this site as a full address, for feeds, mails and social cards."""
    return f"{settings.SITE_URL}{path}"
