"""Is the process alive, and can it do its work?"""

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Liveness: this process answers. Touches nothing else, so a slow database never gets it killed."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Readiness: database and report storage answer. 503 names the part that does not."""
    parts = {"database": _database_answers(), "storage": _storage_answers()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _storage_answers() -> bool:
    try:
        default_storage.exists("readyz")
    except Exception:  # noqa: BLE001  # whatever the storage's own client raises, the answer is the same
        return False
    return True
