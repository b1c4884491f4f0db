"""Warns of each slow statement without its parameters, whoever ran it: a page, a worker or a command."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

logger = logging.getLogger("runrate.queries")


def start() -> None:
    """Watches every connection made from now on."""
    connection_created.connect(_watch, dispatch_uid="runrate.ops.queries")


def _watch(sender: object, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if _warn_if_slow not in connection.execute_wrappers:
        # Before those of a request in whose midst it was made: they are taken off from the end again.
        connection.execute_wrappers.insert(0, _warn_if_slow)


def _warn_if_slow(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    started = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.perf_counter() - started) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS:
            logger.warning("slow query: %s", sql[:500], extra={"ms": round(milliseconds)})
