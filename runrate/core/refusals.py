"""What answers a form with anything but success: keeps the text for when its sender comes back."""

import codecs
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.template.response import TemplateResponse

from runrate.core import form_drafts
from runrate.core.requests import SeeOther

_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
# The library's pages draw a refused form themselves; ours ask `form_drafts.refused`.
_LIBRARY = ("account_", "mfa_")
# Not done, and perhaps later: too often, too busy, a token of before, too large.
_LATER = {403, 409, 413, 429, 503}


class TypedTextMiddleware:
    """Keeps what was sent while signed out or in vain; forgets it once it is accepted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.form_draft = None  # type: ignore[attr-defined]  # each page asks whether something waits
        response = self.get_response(request)
        if not _is_form(request) or isinstance(response, SeeOther):
            return response
        if _asks_to_sign_in(request, response):
            place = form_drafts.place_of(request)
            form_drafts.keep(request, why=form_drafts.SIGNED_OUT, to=place)
            response["Location"] = _leading_to(response["Location"], place)
        elif response.status_code < 400:
            if not _draws_again(response):
                form_drafts.forget(request)
        elif _perhaps_later(request, response.status_code) and form_drafts.from_here(request):
            form_drafts.keep(request, why=form_drafts.UNSENT)
        return response

    def process_template_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """A page of the library that was drawn for a refused form is drawn by a GET instead."""
        if _is_form(request) and isinstance(response, TemplateResponse) and response.status_code == 200:
            match = request.resolver_match
            form = next(_wrong(response), None)
            if match and (match.url_name or "").startswith(_LIBRARY) and form is not None:
                place = _leading_on(form_drafts.place_of(request), request.POST.get(REDIRECT_FIELD_NAME, ""))
                if form_drafts.keep(request, why=form_drafts.REFUSED, form=form, to=place):
                    return _Drawn(place)
        return response


class ReadableMiddleware:
    """Refuses what cannot be read before anybody reads it: a form in another encoding than UTF-8, an address
    with too many fields. A page about the refusal must not read it again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Raises BadRequest, and TooManyFieldsSent."""
        try:
            if request.META.get("QUERY_STRING"):
                bool(request.GET)
        except SuspiciousOperation:
            request.GET = QueryDict()
            raise
        said = (request.content_params or {}).get("charset")
        if said is not None and request.content_type in _FORMS and not _is_utf8(said):
            request.POST = QueryDict()
            raise BadRequest("A form in another encoding than UTF-8.")
        return self.get_response(request)


def _is_utf8(name: str) -> bool:
    try:
        return codecs.lookup(name).name == "utf-8"
    except (LookupError, ValueError):
        return False


class _Drawn(SeeOther):
    """What stands in for a page that would have been drawn."""

    def render(self) -> "_Drawn":
        return self


def _is_form(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        request.method == "POST"
        and request.content_type in _FORMS
        and not request.headers.get("HX-Request")
        and request.headers.get("X-Requested-With") != "XMLHttpRequest"
        and not (match and "admin" in match.namespaces)
    )


def _asks_to_sign_in(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether nothing was done, for want of an account; a view that leads on itself has taken the text."""
    to = form_drafts.split(response.headers.get("Location", ""))
    if response.status_code != 302 or to.path != resolve_url(settings.LOGIN_URL) or _signed_in(request):
        return False
    return dict(parse_qsl(to.query)).get(REDIRECT_FIELD_NAME) in {None, request.get_full_path()}


def _perhaps_later(request: HttpRequest, status: int) -> bool:
    """Also what is not there for somebody signed out: it may be once they are signed in again."""
    return status in _LATER or (status == 404 and not _signed_in(request))


def _signed_in(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def _leading_to(address: str, place: str) -> str:
    """The sign-in's address, leading on to the page of the form: that can be read, a POST's may not be."""
    parts = form_drafts.split(address)
    query = dict(parse_qsl(parts.query))
    wanted = query.get(REDIRECT_FIELD_NAME)
    if wanted is None or form_drafts.split(wanted).path == form_drafts.split(place).path:
        return address
    return parts._replace(query=urlencode(query | {REDIRECT_FIELD_NAME: place})).geturl()


def _leading_on(place: str, then: str) -> str:
    """The form's own address knows where it leads, also where its browser did not say from where it came."""
    if not then or f"{REDIRECT_FIELD_NAME}=" in place:
        return place
    return f"{place}{'&' if '?' in place else '?'}{urlencode({REDIRECT_FIELD_NAME: then})}"


def _draws_again(response: HttpResponseBase) -> bool:
    """Whether the answer shows the form once more instead of having done what it asked."""
    return isinstance(response, TemplateResponse) and any(True for _form in _wrong(response))


def _wrong(response: TemplateResponse) -> Iterator[forms.BaseForm]:
    shown = (response.context_data or {}).values()
    return (each for each in shown if isinstance(each, forms.BaseForm) and each.is_bound and each.errors)
