"""The same site at every beginning: what the database held when the run began comes back whole."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count

from django.core.cache import cache
from django.db import connection

from runrate.limits.models import Tally

_COUNT = count()


def forget_counts() -> None:
    """Visitors are counted anew: what a run does in a minute, people do in a day."""
    cache.clear()
    Tally.objects.all().delete()


@contextmanager
def keeper() -> Iterator[Callable[[], None]]:
    """Remembers the database as it is; calling what it gives brings that back."""
    with _sqlite() if connection.vendor == "sqlite" else _postgresql() as back:

        def begin_again() -> None:
            back()
            forget_counts()

        yield begin_again


@contextmanager
def _sqlite() -> Iterator[Callable[[], None]]:
    connection.ensure_connection()
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as remembered:
        connection.connection.backup(remembered)

        def back() -> None:
            connection.ensure_connection()
            remembered.backup(connection.connection)

        yield back


@contextmanager
def _postgresql() -> Iterator[Callable[[], None]]:
    schema = f"remembered_{next(_COUNT)}"
    tables = [f'"{name}"' for name in connection.introspection.table_names()]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {schema}")
        for table in tables:
            cursor.execute(f"CREATE TABLE {schema}.{table} AS TABLE public.{table}")

    def back() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            for table in tables:
                cursor.execute(f"DELETE FROM public.{table}")  # noqa: S608  # names of our own tables
                cursor.execute(f"INSERT INTO public.{table} TABLE {schema}.{table}")
            cursor.execute("SET session_replication_role = DEFAULT")

    try:
        yield back
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {schema} CASCADE")
