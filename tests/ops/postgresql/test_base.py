"""Threads that want a connection to a silent database: one waits for it, the others are told at once."""

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from runrate.ops.postgresql.base import MOMENT_SECONDS, DatabaseWrapper, Silence

CONNECT_SECONDS = 2
"""The shortest that psycopg takes."""


@pytest.fixture
def silent() -> Iterator[dict[str, Any]]:
    """Settings of a database whose machine takes connections and whose server says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as door:
        yield {
            **connection.settings_dict,
            "NAME": "runrate",
            "HOST": "127.0.0.1",
            "PORT": str(door.getsockname()[1]),
            "OPTIONS": {"silence_seconds": 1, "connect_timeout": CONNECT_SECONDS, "sslmode": "disable"},
        }
    DatabaseWrapper.silences.pop("silent", None)


def waited(settings: dict[str, Any]) -> float:
    """Seconds until a new connection was given up."""
    started = time.monotonic()
    wrapper = DatabaseWrapper(settings, "silent")
    with pytest.raises(psycopg.OperationalError):
        wrapper.get_new_connection(wrapper.get_connection_params())
    return time.monotonic() - started


def test_behind_the_first_who_waits_nobody_waits_as_long(silent: dict[str, Any]) -> None:
    waited(silent)
    with ThreadPoolExecutor(12) as pool:
        times = sorted(pool.map(lambda _: waited(silent), range(12)))

    assert times[-2] < MOMENT_SECONDS + 0.7
    assert times[-1] > CONNECT_SECONDS - 0.5


def test_a_server_that_speaks_again_is_asked_by_everybody() -> None:
    silence = Silence()
    silence.noticed()
    began, speaks = threading.Event(), threading.Event()

    def scout() -> None:
        with silence.asked():
            began.set()
            speaks.wait(5)

    thread = threading.Thread(target=scout)
    thread.start()
    began.wait(5)
    with pytest.raises(psycopg.OperationalError, match="silent a moment ago"), silence.asked():
        pass
    speaks.set()
    thread.join()

    for _ in range(3):
        with silence.asked(), silence.asked():
            continue


def test_a_server_that_was_only_slow_turns_nobody_away() -> None:
    silence = Silence()
    silence.noticed()
    asked: list[int] = []

    def connect(number: int) -> None:
        with silence.asked():
            time.sleep(MOMENT_SECONDS / 5)
            asked.append(number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(connect, range(8)))

    assert sorted(asked) == list(range(8))


def test_a_server_that_refuses_is_not_silent() -> None:
    silence = Silence()
    silence.noticed()
    with pytest.raises(psycopg.OperationalError, match="refused"), silence.asked():
        raise psycopg.OperationalError("connection refused")

    with silence.asked(), silence.asked():
        pass


pytestmark = pytest.mark.postgresql


@pytest.fixture
def impatient(transactional_db: None) -> Iterator[DatabaseWrapper]:
    options = {**connection.settings_dict["OPTIONS"], "silence_seconds": 0.5}
    yield DatabaseWrapper({**connection.settings_dict, "OPTIONS": options}, "impatient")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_silent_server_is_given_up_in_time_and_the_next_question_is_answered(
    impatient: DatabaseWrapper,
) -> None:
    started = time.monotonic()
    with pytest.raises(OperationalError, match=r"silent for 0\.5 s"), impatient.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(20)")
    took = time.monotonic() - started
    impatient.close_if_unusable_or_obsolete()
    with impatient.cursor() as cursor:
        cursor.execute("SELECT 7")
        answered = cursor.fetchone()
    impatient.close()

    assert (0.4 < took < 3, answered) == (True, (7,))


def test_a_silence_within_a_transaction_undoes_it(impatient: DatabaseWrapper) -> None:
    with impatient.cursor() as cursor:
        cursor.execute("CREATE TABLE silence (n int)")
        cursor.execute("SELECT pg_backend_pid()")
        number = cursor.fetchone()[0]
    impatient.set_autocommit(False)
    with impatient.cursor() as cursor:
        cursor.execute("INSERT INTO silence VALUES (1)")
        with pytest.raises(OperationalError):
            cursor.execute("SELECT pg_sleep(20)")
    impatient.close()
    with connection.cursor() as cursor:
        # The server finds out late that nobody listens; here nobody waits for that.
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        cursor.execute("SELECT count(*) FROM silence")
        left = cursor.fetchone()
        cursor.execute("DROP TABLE silence")

    assert left == (0,)


def test_the_site_runs_on_such_connections(transactional_db: None, client: Client) -> None:
    assert isinstance(connections["default"], DatabaseWrapper)
    assert connections["default"].settings_dict["OPTIONS"]["silence_seconds"] >= 10
    assert client.get("/").status_code == 200
