"""Who is calling: request types that say what a view may rely on."""

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request after django-htmx's middleware: `if request.htmx` asks for a part of the page."""

    htmx: HtmxDetails


class SignedInRequest(HtmxRequest):
    """A request behind `login_required`: the user is a real one."""

    user: AbstractBaseUser  # type: ignore[assignment]  # the base says AnonymousUser is possible too
