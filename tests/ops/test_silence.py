"""A database that says nothing ends a wait; the connection is given up and the next one works."""

import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection, connections
from django.test import Client

from runrate.ops.postgresql.base import DatabaseWrapper

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
