"""Probes are answered whatever Host asks, whatever hangs, and say what the work needs."""

import pytest
from pytest_django.fixtures import Settings

from tests.ops.probing import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("host", ["10.1.2.3", "[2001:db8::1]:8000", "evil.example", "", "a b\x00"])
@pytest.mark.parametrize("secure", ["http", "https"])
def test_any_host_gets_an_answer_and_no_redirect(settings: Settings, host: str, secure: str) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["runrate.example"]

    answers = [ask(path, HTTP_HOST=host, **{"wsgi.url_scheme": secure}) for path in ("/healthz", "/readyz")]

    assert [(status, body) for status, body, _ in answers] == [
        (200, b"ok\n"),
        (200, b'{"database": true, "storage": true, "cache": true}'),
    ]


def test_a_head_has_no_body_and_nothing_else_is_allowed() -> None:
    status, body, headers = ask("/healthz", "HEAD")

    assert (status, body, headers["Content-Length"]) == (200, b"", "3")
    assert ask("/readyz", "POST")[0] == 405
    assert ask("/healthz", "DELETE")[2]["Allow"] == "GET, HEAD"


def test_any_other_page_still_wants_the_sites_name() -> None:
    assert ask("/")[0] == 400
    assert ask("/healthz/")[0] == 400
