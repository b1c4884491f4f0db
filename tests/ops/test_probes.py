"""Probes are answered whatever Host asks, whatever hangs, and say what the work needs."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from runrate.ops import readiness
from runrate.wsgi import application

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afresh() -> Iterator[None]:
    for part in readiness.PARTS.values():
        part.forget()
    yield
    for part in readiness.PARTS.values():
        part.forget()


def ask(path: str, method: str = "GET", **environ: Any) -> tuple[int, bytes, dict[str, str]]:
    """What the WSGI door says, with a Host that is nobody's unless another is given."""
    said: list[tuple[int, dict[str, str]]] = []
    given = {"HTTP_HOST": "10.1.2.3", **environ}
    request = RequestFactory().generic(method, path, **given)

    def start(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        said.append((int(status[:3]), dict(headers)))

    body = b"".join(application(request.environ, start))
    return said[0][0], body, said[0][1]


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


def test_a_full_disk_is_not_fine(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(storages["default"]), "_save", full)

    status, body, _ = ask("/readyz")

    assert (status, body) == (503, b'{"database": true, "storage": false, "cache": true}')


def test_the_file_that_is_written_to_find_out_does_not_stay(settings: Settings) -> None:
    assert ask("/readyz")[0] == 200

    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


def test_a_part_that_hangs_is_named_in_time_and_holds_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = threading.Event()
    hanging = readiness.Part(lambda: stuck.wait(30))
    monkeypatch.setitem(readiness.PARTS, "storage", hanging)
    before = threading.active_count()
    started = time.monotonic()
    answers = [ask("/readyz") for _ in range(3)]
    took = (time.monotonic() - started) / 3
    threads = threading.active_count() - before
    alive = ask("/healthz")[0]
    stuck.set()

    assert {status for status, _, _ in answers} == {503}
    assert {body for _, body, _ in answers} == {b'{"database": true, "storage": false, "cache": true}'}
    assert took < 2
    assert (threads, alive) == (1, 200)


def test_a_cache_that_is_away_is_named_and_takes_no_machine_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readiness.PARTS, "cache", readiness.Part(lambda: False))

    assert ask("/readyz")[:2] == (200, b'{"database": true, "storage": true, "cache": false}')


def test_a_hundred_who_ask_at_once_are_one_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def ask_once_more() -> bool:
        asked.append(1)
        return True

    monkeypatch.setitem(readiness.PARTS, "storage", readiness.Part(ask_once_more))

    assert {ask("/readyz")[0] for _ in range(100)} == {200}
    assert 1 <= len(asked) <= 3


def test_inside_the_site_the_probes_say_the_same(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").json() == {"database": True, "storage": True, "cache": True}
