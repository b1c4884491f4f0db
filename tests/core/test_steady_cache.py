"""Redis gone or silent: nobody waits for long, nothing fails, and counts go on in the database."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from pytest_django.fixtures import Settings

from runrate.core.steady_cache import SteadyCache

pytestmark = pytest.mark.django_db


@contextmanager
def silent() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []
        stop = threading.Event()
        server.settimeout(0.1)

        def take() -> None:
            while not stop.is_set():
                try:
                    held.append(server.accept()[0])
                except TimeoutError:
                    continue

        thread = threading.Thread(target=take)
        thread.start()
        try:
            yield int(server.getsockname()[1])
        finally:
            stop.set()
            thread.join()
            for each in held:
                each.close()


@contextmanager
def refused() -> Iterator[int]:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = int(server.getsockname()[1])
    yield port


@pytest.fixture(params=[refused, silent])
def away(request: pytest.FixtureRequest, settings: Settings) -> Iterator[None]:
    with request.param() as port:
        settings.CACHES = {
            "default": {
                "BACKEND": "runrate.core.steady_cache.SteadyCache",
                "LOCATION": "shared_cache",
                "OPTIONS": {
                    "PRIMARY": {
                        "BACKEND": "django.core.cache.backends.redis.RedisCache",
                        "LOCATION": f"redis://127.0.0.1:{port}/0",
                        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
                    }
                },
            }
        }
        call_command("createcachetable", verbosity=0)
        SteadyCache._away_until = 0.0
        yield
        SteadyCache._away_until = 0.0


@pytest.mark.usefixtures("away")
def test_every_call_answers_from_the_database_and_only_the_first_waits() -> None:
    started = time.monotonic()
    cache.set("a", 1, 60)
    first = time.monotonic() - started
    found = [
        cache.get("a"),
        cache.add("a", 2),
        cache.incr("a"),
        cache.touch("a", 60),
        cache.delete("a"),
        cache.get("a"),
    ]

    assert found == [1, False, 2, True, True, None]
    assert first < 2
    assert time.monotonic() - started < first + 1


@pytest.mark.usefixtures("away")
def test_a_key_that_is_not_there_is_said_as_ever() -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nowhere")


@pytest.mark.usefixtures("away")
@pytest.mark.parametrize(
    ("method", "path", "sent"),
    [
        ("post", "/account/login/", {"login": "a@example.com", "password": "wrong words here"}),
        ("post", "/account/signup/", {"email": "a@example.com", "password1": "a long walk before breakfast"}),
        ("post", "/account/password/reset/", {"email": "a@example.com"}),
        ("get", "/api/v1/questionnaire", {}),
        ("get", "/api/v1/models", {}),
        ("post", "/learn/human-review-is-a-cost-line/helpful/", {"helpful": "yes", "comment": ""}),
        ("get", "/calculator/", {}),
    ],
)
def test_pages_that_count_work_without_it(
    client: Client, method: str, path: str, sent: dict[str, str]
) -> None:
    answer = getattr(client, method)(path, sent)

    assert answer.status_code < 400, answer.status_code


@pytest.mark.usefixtures("away")
def test_housekeeping_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("housekeeping")

    assert "FAILED" not in capsys.readouterr().out
