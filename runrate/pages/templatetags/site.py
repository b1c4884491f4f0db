"""What every page of the site needs around its content: where it is, and where else one can go."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from runrate.core import form_drafts
from runrate.core.private import PUBLIC

register = template.Library()

_MAIN: tuple[tuple[str | Promise, str], ...] = (
    (_("Assessment"), "assessment:start"),
    (_("Calculator"), "calculator:page"),
    (_("Framework"), "pages:framework"),
    (_("Learn"), "pages:learn"),
    (_("Method"), "pages:method"),
)
_ENTRANCE = '<li><a href="{}{}">{}</a></li>'


@dataclass(frozen=True, slots=True)
class NavLink:
    """One entry of the masthead; `current` is the value of `aria-current`, empty elsewhere."""

    name: str | Promise
    url: str
    current: str


@register.simple_tag
def cached(template: str) -> SafeString:
    """A template that is the same on every page and for everybody, rendered once for each language."""
    return _same_everywhere(template, get_language())


@lru_cache(maxsize=64)
def _same_everywhere(template: str, language: str | None) -> SafeString:
    return render_to_string(template, {"links": _links("" for _each in _MAIN)})


@register.simple_tag(takes_context=True)
def main_links(context: Context) -> SafeString:
    """The main entries, the one that holds this page marked. Works without a request, as error pages need."""
    request: HttpRequest | None = context.get("request")
    path = request.path if request else ""
    here = tuple("page" if path == url else "true" if path.startswith(url) else "" for url in _urls())
    return _main_links(here, get_language())


@lru_cache(maxsize=64)
def _main_links(here: tuple[str, ...], language: str | None) -> SafeString:
    return render_to_string("parts/main_links.html", {"links": _links(here)})


def _links(here: Iterable[str]) -> list[NavLink]:
    return [
        NavLink(name, url, current) for (name, _view), url, current in zip(_MAIN, _urls(), here, strict=True)
    ]


@cache
def _urls() -> tuple[str, ...]:
    return tuple(reverse(view) for _name, view in _MAIN)


@register.simple_tag(takes_context=True)
def entrances(context: Context) -> SafeString:
    """The ways to sign in and up, and back to this page where somebody may have something in hand."""
    request: HttpRequest | None = context.get("request")
    back = _back_to(request) if request else ""
    if not back:
        return _entrances(get_language())
    query = f"?{urlencode({'next': back})}"
    return format_html_join("", _ENTRANCE, ((url, query, name) for url, name in _doors(get_language())))


@lru_cache(maxsize=64)
def _entrances(language: str | None) -> SafeString:
    return format_html_join("", _ENTRANCE, ((url, "", name) for url, name in _doors(language)))


@lru_cache(maxsize=64)
def _doors(language: str | None) -> tuple[tuple[str, str], ...]:
    return (
        (reverse("account_login"), str(_("Sign in"))),
        (reverse("account_signup"), str(_("Sign up"))),
    )


def _back_to(request: HttpRequest) -> str:
    match = request.resolver_match
    if match is None or match.view_name is None:
        return ""
    if match.view_name.startswith(("account_", "mfa_")):
        return form_drafts.address_after(request)
    # A link's secret is to stand in no further address, and one that only takes a button shows nothing.
    if "secret" in match.kwargs or request.method not in {"GET", "HEAD"}:
        return ""
    inputs = match.app_name == "calculator" and request.META.get("QUERY_STRING")
    return request.get_full_path() if inputs or match.view_name not in PUBLIC else ""


@register.simple_tag(takes_context=True)
def canonical(context: Context) -> str:
    """The one public address of this page, without its query; a part made for everybody names its own."""
    request: HttpRequest | None = context.get("request")
    return f"{settings.SITE_URL}{request.path if request else context.get('page_path', '/')}"


@register.simple_tag(takes_context=True)
def mistaken(context: Context) -> str:
    """What stands before the title of a page whose form was refused; nothing before any other's."""
    form = context.get("form")
    if form is None:
        return ""
    errors = getattr(form, "errors", None) and not getattr(form, "waits", False)
    wrong = errors or getattr(form, "wrong", None)
    return f"{gettext('Error:')}\n    " if wrong else ""


@register.simple_tag
def absolute(path: str) -> str:
    """A path of this site as a full address, for feeds, mails and social cards."""
    return f"{settings.SITE_URL}{path}"
