"""A slow statement is said in the log, wherever it runs, and without what it was asked with."""

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from runrate.ops import queries
from runrate.ops.middleware import RequestLogMiddleware

pytestmark = pytest.mark.django_db


def _said(caplog: pytest.LogCaptureFixture) -> list[str]:
    with connection.cursor() as cursor:
        caplog.clear()
        cursor.execute("SELECT %s", ["ada@example.com"])
    return [record.getMessage() for record in caplog.records if record.name == "runrate.queries"]


def test_a_slow_statement_is_said_without_its_parameters(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SLOW_QUERY_MS = 0

    assert _said(caplog) == ["slow query: SELECT %s"]


def test_a_quick_one_is_not(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.SLOW_QUERY_MS = 60_000

    assert _said(caplog) == []


def test_a_connection_made_within_a_request_keeps_its_watch_and_loses_that_of_the_request() -> None:
    def answer(request: HttpRequest) -> HttpResponse:
        connection_created.send(type(connection), connection=connection)
        return HttpResponse()

    before = connection.execute_wrappers[:]
    connection.execute_wrappers.clear()
    try:
        for _ in range(3):
            RequestLogMiddleware(answer)(RequestFactory().get("/"))
        left = connection.execute_wrappers[:]
    finally:
        connection.execute_wrappers[:] = before

    assert left == [queries._warn_if_slow]
