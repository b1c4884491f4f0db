"""A connection that is kept is used again without a question, and not when the server has ended it."""

import psycopg
import pytest
from django.db import connection

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def seen_from_outside(statement: str, pid: int) -> object:
    """What an administrator's own connection is answered."""
    words = connection.get_connection_params()
    named = {name: words[name] for name in ("dbname", "user", "password", "host", "port") if words.get(name)}
    with psycopg.connect(**named, autocommit=True) as other:
        row = other.execute(statement.encode(), [pid]).fetchone()
        return row[0] if row else None


def test_a_living_connection_is_usable_and_is_not_asked() -> None:
    pid = backend()

    assert connection.is_usable()
    last = seen_from_outside("SELECT query FROM pg_stat_activity WHERE pid = %s", pid)

    assert last == "SELECT pg_backend_pid()"


def test_a_connection_that_the_server_ended_is_replaced_before_anything_is_asked() -> None:
    before = backend()
    connection.health_check_enabled = True  # type: ignore[attr-defined]  # Django's own, untyped
    connection.health_check_done = False  # type: ignore[attr-defined]  # as above
    seen_from_outside("SELECT pg_terminate_backend(%s, 5000)", before)

    connection.close_if_health_check_failed()

    assert backend() != before


def test_a_connection_that_was_given_up_is_not_usable() -> None:
    backend()
    connection.connection.pgconn.finish()

    assert not connection.is_usable()
    connection.close()
