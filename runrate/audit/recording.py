"""Writes what any page of the administration changes into the staff log, whoever wrote that page."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import models
from django.http import HttpRequest

from runrate.audit.models import AuditEntry


class Recording:
    """Mixed into every model page that is registered; Django calls these for each change it makes."""

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        _note(request, "added", obj, message)
        return super().log_addition(request, obj, message)  # type: ignore[misc]  # ModelAdmin is mixed in

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        _note(request, "changed", obj, message)
        return super().log_change(request, obj, message)  # type: ignore[misc]  # same

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> Any:
        for row in queryset:
            _note(request, "deleted", row, "")
        return super().log_deletions(request, queryset)  # type: ignore[misc]  # same


def _note(request: HttpRequest, did: str, subject: models.Model, message: Any) -> None:
    detail = LogEntry(change_message=_as_json(message)).get_change_message() if message else ""
    AuditEntry.objects.note(by=request.user, did=did, subject=subject, detail=detail)


def _as_json(message: Any) -> str:
    return json.dumps(message) if isinstance(message, list) else str(message)
