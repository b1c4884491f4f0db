"""A HEAD is answered as its GET is, without a body; for the status of each address see test_addresses."""

from io import BytesIO

import pytest
from django.http import FileResponse
from django.test import RequestFactory

from runrate.core.head import HeadMiddleware
from tests.test_wsgi import asked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/learn/", "/robots.txt", "/reports/sample/", "/no-such-page"])
def test_a_head_says_what_its_get_says_and_sends_no_body(path: str) -> None:
    status, headers, body = asked(path)
    bare_status, bare_headers, bare = asked(path, "HEAD")

    assert (body != "", bare) == (True, "")
    assert bare_status == status
    assert bare_headers["Content-Type"] == headers["Content-Type"]


def test_a_file_is_not_sent_after_a_head_and_is_closed() -> None:
    file = BytesIO(b"%PDF")

    answered = HeadMiddleware(lambda _request: FileResponse(file))(RequestFactory().head("/"))
    sent = b"".join(answered)
    answered.close()

    assert (sent, answered["Content-Length"], file.closed) == (b"", "4", True)
