"""What is noted of each request: an id, the route, how long it took and how often the database was asked."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from runrate.ops import metrics
from runrate.ops.logs import request_id

logger = logging.getLogger("runrate.request")
_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
# Asked every few seconds by whoever watches the site; a line for each would be most of the log.
_UNREMARKED = {"healthz", "readyz", "metrics"}


class QueryWatch:
    """Counts the statements of one request."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


class RequestLogMiddleware:
    """Gives each request an id, answers with it in X-Request-ID and writes one line when it is done.

    The line names the route's pattern, never the path itself: a path may hold a resume or share link.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(_given_or_new(request))
        watch = QueryWatch()
        started = time.perf_counter()
        try:
            with connection.execute_wrapper(watch):
                response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            _note(request, response.status_code, time.perf_counter() - started, watch.count)
            return response
        finally:
            request_id.reset(token)


def _given_or_new(request: HttpRequest) -> str:
    """The proxy's id for this request where there is a trusted proxy, else a fresh one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "") if settings.BEHIND_PROXY else ""
    return given if _ID.match(given) else secrets.token_hex(8)


def _note(request: HttpRequest, status: int, seconds: float, queries: int) -> None:
    match = request.resolver_match
    route = match.route if match else "-"
    metrics.observe_request(route=route, method=request.method or "-", status=status, seconds=seconds)
    if match and match.url_name in _UNREMARKED and status < 400:
        return
    slow = seconds * 1000 >= settings.SLOW_REQUEST_MS
    level = logging.WARNING if slow or status >= 500 else logging.INFO
    told = {"method": request.method, "route": route, "status": status, "queries": queries}
    ms = round(seconds * 1000)
    logger.log(level, "slow request" if slow else "request", extra={**told, "ms": ms})
