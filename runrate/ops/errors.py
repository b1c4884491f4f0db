"""The last page before a traceback: 503 while the machine cannot keep up, 500 for everything else."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from runrate.core.store_away import STORE_AWAY
from runrate.reports.rendering.process import RunawayError


def failed(request: HttpRequest) -> HttpResponse:
    """What `handler500` answers; Django calls it while the exception is being handled.

    A database that restarts is no fault of the request, nor is a store that is away or a machine too busy
    to print the sample in its time: 503 tells people and proxies to come back soon.
    """
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError | InterfaceError):
        return unavailable()
    if isinstance(error, (RunawayError, *STORE_AWAY)):
        return unavailable(after_seconds=30)
    return server_error(request)


def unavailable(*, after_seconds: int = 5) -> HttpResponse:
    """A polite "in a moment", rendered without a request so that nothing asks the database again."""
    response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = str(after_seconds)
    response["Cache-Control"] = "no-store"
    return response
