"""Error pages speak in the site's voice, whatever has broken."""

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views import defaults

from runrate.limits.web import too_many_of_library
from runrate.pages.errors import csrf_failure

pytestmark = pytest.mark.django_db


def test_page_that_is_not_there_says_so_without_saying_why(client: Client) -> None:
    response = client.get("/reports/sample/nothing/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_server_error_page_needs_neither_request_nor_database(rf: RequestFactory) -> None:
    response = defaults.server_error(rf.get("/"))

    page = response.content.decode()
    assert response.status_code == 500
    assert "Something went wrong on our side" in page
    assert 'href="/framework/"' in page


def test_form_without_its_token_gets_a_way_on() -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post("/account/login/", {"login": "alice@example.com"})

    assert response.status_code == 403
    assert "This form could not be accepted" in response.content.decode()


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (csrf_failure, 403, "This form could not be accepted"),
        (too_many_of_library, 429, "Too many requests"),
        (lambda request: defaults.bad_request(request, Exception()), 400, "That request could not be read"),
        (
            lambda request: defaults.permission_denied(request, Exception()),
            403,
            "You are not allowed to do this",
        ),
    ],
)
def test_every_refusal_has_its_page(client: Client, answer: object, status: int, words: str) -> None:
    request = client.get("/").wsgi_request
    assert isinstance(request, HttpRequest)

    response = answer(request)  # type: ignore[operator]  # each takes a request and answers

    assert response.status_code == status
    assert words in response.content.decode()
