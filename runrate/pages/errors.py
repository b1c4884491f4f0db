"""Error pages in the site's voice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that was sent without its protection token."""
    return render(request, "csrf.html", status=403)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """The page for someone who asks more often than a person does."""
    return render(request, "429.html", status=429)
