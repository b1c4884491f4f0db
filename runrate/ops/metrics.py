"""Numbers for a monitoring system: requests as they pass, the queue as it stands when asked.

Off unless `RUNRATE_METRICS_TOKEN` is set. With several processes, `PROMETHEUS_MULTIPROC_DIR` names the
folder in which they add up their counts; without it each process tells its own.
"""

import os
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


_counters: tuple[Any, Any] | None = None
_making = Lock()


def _request_counters() -> tuple[Any, Any]:
    """The two counters, made once however many ask first: a second of the same name is an error."""
    global _counters  # noqa: PLW0603  # made once for the process
    with _making:
        if _counters is None:
            _counters = _made_counters()
        return _counters


def _made_counters() -> tuple[Any, Any]:
    # Local: the client is an optional package and takes 60 ms, needed only where metrics are on.
    import prometheus_client as prometheus

    return (
        prometheus.Counter("runrate_requests", "Answers by route", ["route", "method", "status"]),
        prometheus.Histogram("runrate_request_seconds", "Time to answer", ["route"], buckets=_BUCKETS),
    )


def observe_request(*, route: str, method: str, status: int, seconds: float) -> None:
    """Counts one answer; does nothing where metrics are off."""
    if not settings.METRICS_TOKEN:
        return
    count, duration = _request_counters()
    count.labels(route, method, str(status)).inc()
    duration.labels(route).observe(seconds)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers in Prometheus's text form, for whoever shows the token; nobody else learns it exists."""
    wanted, shown = f"Bearer {settings.METRICS_TOKEN}", request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not constant_time_compare(shown, wanted):
        raise Http404
    body = _request_lines() + _queue_lines().encode()
    return HttpResponse(body, content_type="text/plain; version=0.0.4; charset=utf-8")


def _request_lines() -> bytes:
    import prometheus_client as prometheus
    from prometheus_client import multiprocess

    registry = prometheus.REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        registry = prometheus.CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return prometheus.generate_latest(registry)


def _queue_lines() -> str:
    from runrate.jobs.engine import state

    queue = state(now=timezone.now())
    lines = [
        "# TYPE runrate_tasks gauge",
        *(f'runrate_tasks{{status="{status}"}} {count}' for status, count in sorted(queue.counts.items())),
        "# TYPE runrate_oldest_waiting_task_seconds gauge",
        f"runrate_oldest_waiting_task_seconds {queue.oldest_waiting_seconds:.0f}",
    ]
    return "\n".join(lines) + "\n"
