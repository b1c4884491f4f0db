"""A slow statement is said in the log, wherever it runs, and without what it was asked with."""

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

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
