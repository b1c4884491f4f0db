"""Who is calling and what they named: request types that say what a view may rely on, and the way on."""

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponseRedirect
from django_htmx.middleware import HtmxDetails

from runrate.core.json_input import LONGEST_BODY, too_big


class HtmxRequest(HttpRequest):
    """A request after django-htmx's middleware: `if request.htmx` asks for a part of the page."""

    htmx: HtmxDetails


class SignedInRequest(HtmxRequest):
    """A request behind `login_required`: the user is a real one."""

    user: AbstractBaseUser  # type: ignore[assignment]  # the base says AnonymousUser is possible too


def body_of(request: HttpRequest, longest: int = LONGEST_BODY) -> bytes:
    """The body of an API call, unless it says it is too long: then it is not even read. Raises BodyError."""
    said = request.META.get("CONTENT_LENGTH") or ""
    if said.strip("0123456789") or len(said) > 12 or int(said or 0) > longest:
        raise too_big(longest)
    return request.body


def named_in(request: HttpRequest, name: str) -> str:
    """What a form names, or else the address that it is sent to or read at."""
    return request.POST.get(name) or request.GET.get(name) or ""


class SeeOther(HttpResponseRedirect):
    """Leads to a page that is read: the method of the next request is GET, whatever this one's was."""

    status_code = 303
