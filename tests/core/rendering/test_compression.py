"""Compressed pages: the same text for every browser, and a length that tells no secret."""

import gzip
from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from runrate.core import private
from runrate.core.rendering import compression
from runrate.core.rendering.compression import LONGEST_NAME, compressed, compressed_once

PAGE = "<p>What your AI really costs</p>" * 40


@compressed
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


def asked(accepts: str) -> HttpResponse:
    headers = {"Accept-Encoding": accepts} if accepts else {}
    return page(RequestFactory().get("/", headers=headers))


def test_a_browser_that_takes_gzip_gets_the_same_page_shorter() -> None:
    packed = asked("br, gzip")

    assert gzip.decompress(packed.content).decode() == PAGE
    assert len(packed.content) < len(PAGE) / 4
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert packed.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accepts", ["", "br", "identity", "xgzipx"])
def test_another_gets_it_as_it_is_and_a_cache_is_told_that_there_are_two(accepts: str) -> None:
    plain = asked(accepts)

    assert plain.content.decode() == PAGE
    assert not plain.has_header("Content-Encoding")
    assert plain.headers["Vary"] == "Accept-Encoding"


def test_the_length_of_one_page_varies_so_that_a_guess_in_it_shows_nothing() -> None:
    """Against what BREACH needs: one letter of a secret guessed right makes a page a byte shorter."""
    lengths = {len(asked("gzip").content) for _ in range(60)}

    assert len(lengths) > 10
    assert max(lengths) - min(lengths) < LONGEST_NAME + 1


def test_what_is_short_or_comes_compressed_or_in_pieces_is_left_alone() -> None:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    done = HttpResponse(PAGE, headers={"Content-Encoding": "br"})
    pieces = StreamingHttpResponse([PAGE.encode()])

    assert compressed(lambda _request: HttpResponse("x" * 199))(request).content == b"x" * 199
    assert compressed(lambda _request: done)(request).content.decode() == PAGE
    # A view's type says that its whole answer is at hand; one that streams all the same is passed on.
    passed = compressed(lambda _request: pieces)(request)  # type: ignore[arg-type, return-value]
    assert b"".join(passed).decode() == PAGE


def read(text: str, *, personal: bool = False, view_name: str = "pages:learn") -> bytes:
    """A page to read, as a browser that takes gzip gets it."""
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    request.resolver_match = SimpleNamespace(view_name=view_name)  # type: ignore[assignment]
    if personal:
        private.personal(request)
    answer: HttpResponse = compressed_once(lambda _request: HttpResponse(text))(request)
    return answer.content


def test_the_bytes_of_a_page_to_read_are_compressed_once_and_under_many_lengths() -> None:
    compression._best.cache_clear()
    once, again, other = (
        [read(PAGE) for _ in range(2)],
        {len(read(PAGE)) for _ in range(60)},
        read(PAGE + "!"),
    )

    assert [gzip.decompress(each).decode() for each in once] == [PAGE, PAGE]
    assert gzip.decompress(other).decode() == PAGE + "!"
    assert compression._best.cache_info().misses == 2
    assert len(again) > 10


@pytest.mark.parametrize(("personal", "view_name"), [(True, "pages:learn"), (False, "mydata:account")])
def test_what_is_somebodys_own_is_compressed_and_forgotten(personal: bool, view_name: str) -> None:
    compression._best.cache_clear()

    packed = read(PAGE, personal=personal, view_name=view_name)

    assert gzip.decompress(packed).decode() == PAGE
    assert compression._best.cache_info().currsize == 0
