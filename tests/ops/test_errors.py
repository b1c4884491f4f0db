"""While the machine cannot keep up the site says "in a moment"; what is really broken says 500."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client, RequestFactory

from runrate.ops import errors
from runrate.reports.rendering.process import RunawayError


def _answer_to(error: Exception) -> tuple[int, str | None]:
    try:
        raise error
    except type(error):
        response = errors.failed(RequestFactory().get("/"))
    return response.status_code, response.headers.get("Retry-After")


@pytest.mark.parametrize("error", [OperationalError("server closed"), InterfaceError("connection is closed")])
def test_a_lost_database_is_503_with_a_time_to_come_back(error: Exception) -> None:
    assert _answer_to(error) == (503, "5")


def test_a_printing_that_was_ended_is_503_too() -> None:
    assert _answer_to(RunawayError("took longer than any report needs")) == (503, "30")


def test_anything_else_is_500() -> None:
    assert _answer_to(ValueError("a bug")) == (500, None)


@pytest.mark.django_db
def test_a_database_lost_in_a_view_is_answered_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost() -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("runrate.ops.readiness.look", lost)

    answer = Client(raise_request_exception=False).get("/readyz")

    assert answer.status_code == 503
