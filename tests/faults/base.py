"""Faults under the site: a database that restarts, a schema that changes, a backup taken in the middle."""

import time
from pathlib import Path

from tests.faults.rows import Row
from tests.faults.stack import Stack
from tests.faults.visitors import Crowd
from tests.faults.web import audited


def database_restarted(stack: Stack, *, times: int, between: float) -> Row:
    """Every connection is cut under load; the site comes back by itself."""
    from django.db import connection

    back = []
    with Crowd(stack.address, 6) as crowd:
        for _ in range(times):
            time.sleep(between)
            stack.restart_database()
            back.append(stack.wait_until_up(path="/readyz"))
        time.sleep(between)
    connection.close()
    slowest = max(back)
    row = audited(
        "database restarted under load",
        crowd.ledger,
        f"{times} restarts, ready again after at most {slowest:.1f} s",
        allowed=(503,),
        recount=True,
    )
    return row if slowest <= 5 else Row(**{**vars(row), "kept": False})


def migrated_while_serving(stack: Stack, *, seconds: float) -> Row:
    """A new version's expanding migration runs while the old code serves."""
    from django.db import connection

    table = "assessment_submission"
    with Crowd(stack.address, 6) as crowd:
        time.sleep(seconds / 2)
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} ADD COLUMN of_the_next_version text NULL")
            cursor.execute(f"CREATE INDEX CONCURRENTLY of_next ON {table} (of_the_next_version)")
            cursor.execute(f"UPDATE {table} SET of_the_next_version = 'x' WHERE id IN "  # noqa: S608  # our own table
                           f"(SELECT id FROM {table} LIMIT 50)")  # fmt: skip
        time.sleep(seconds / 2)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DROP COLUMN of_the_next_version")
    note = "column and index added under the old code"
    return audited("migration while serving", crowd.ledger, note, allowed=(), recount=True)


def backup_under_load(stack: Stack) -> Row:
    """A backup is taken while visitors post, and restored into an empty database beside it."""
    from django.db import connection

    with Crowd(stack.address, 4) as crowd:
        time.sleep(1)
        said = stack.manage("backup", str(stack.folder / "backups"))
        time.sleep(0.5)
    made = Path(said.partition(":")[0])
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE restored")
    elsewhere = {
        "DATABASE_URL": stack.environment["DATABASE_URL"].replace("/postgres?", "/restored?"),
        "RUNRATE_DATA_DIR": str(stack.folder / "elsewhere"),
    }
    equal = stack.manage("restore", str(made), **elsewhere)
    row = audited("backup under load, restored", crowd.ledger, equal.strip(), allowed=(), recount=False)
    return row if equal.startswith("Equal") else Row(**{**vars(row), "kept": False})
