"""Is the process alive, and can it do its work? Also answered before Django, see `runrate.ops.probes`."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from runrate.ops import readiness


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Liveness: this process answers. Touches nothing else, so a slow database never gets it killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Readiness: database and report storage do their work. 503 where one does not; each part is named."""
    parts = readiness.look()
    return JsonResponse(parts, status=200 if readiness.ready(parts) else 503)
