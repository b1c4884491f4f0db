"""The WSGI application as a server calls it: at the root of its host."""

from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from runrate.wsgi import application

pytestmark = pytest.mark.django_db
PAGES = ("/", "/learn/", "/framework/", "/calculator/")


def asked(path: str, method: str = "GET", **said: object) -> tuple[str, dict[str, str], str]:
    """Status, headers and body."""
    heads: list[tuple[str, list[tuple[str, str]]]] = []
    environ: dict[str, object] = {"wsgi.input": BytesIO(), "HTTP_HOST": "testserver"}
    setup_testing_defaults(environ)
    environ |= {"REQUEST_METHOD": method, "PATH_INFO": path, **said}
    answer = application(environ, lambda status, headers, *_: heads.append((status, headers)))
    body = b"".join(answer).decode("utf-8")
    getattr(answer, "close", lambda: None)()
    ((status, headers),) = heads
    return status, dict(headers), body


@pytest.mark.parametrize("page", PAGES)
def test_nobody_moves_the_addresses_of_the_site_with_a_header(page: str) -> None:
    moved = [asked(each, SCRIPT_NAME="/nowhere") for each in PAGES]
    status, _headers, body = asked(page)

    assert status == "200 OK"
    assert 'href="/learn/"' in body
    assert [text.count("/nowhere") for _status, _headers, text in moved] == [0] * len(PAGES)
    assert "/nowhere" not in body
