"""Writes into the staff log what any page of the administration changes, or reads of a customer's."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db import models
from django.http import HttpRequest

from runrate.audit.models import AuditEntry
from runrate.jobs import engine

ABOUT_NOBODY = frozenset(
    {
        "assessment.benchmarksnapshot",
        "audit.auditentry",
        "auth.group",
        "calculator.pricerow",
        engine.ROWS,
        "pages.vote",
    }
)
"""Pages about nobody: who opens one has read nothing of a customer's."""


class Recording:
    """Mixed into every model page that is registered; Django calls these for each thing read or changed."""

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Opening one row is noted before it is shown; a row that is not shown was not read."""
        response = super().change_view(request, object_id, *args, **kwargs)  # type: ignore[misc]  # ModelAdmin is mixed in
        model = self.model  # type: ignore[attr-defined]  # same
        if model._meta.label_lower not in ABOUT_NOBODY and response.status_code == 200:  # noqa: SLF001  # Django's own door
            row = self.get_object(request, object_id)  # type: ignore[attr-defined]  # same
            if row is not None:
                AuditEntry.objects.note(by=request.user, did="read", subject=row)
        return response

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
