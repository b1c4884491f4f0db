"""A program of its own: one Parquet file as CSV on standard output, with as little room as it needs.

It runs apart from everything else, so that a file that means harm meets a process with a limit on its
memory and its time, which may open that file alone and load nothing. It imports nothing of ours: it is
started by its path. Decimals leave it with every digit, moments as text in UTC, nested values as JSON.
"""

import csv
import json
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

MEMORY: Final = 256
"""MB for DuckDB's own buffers; the process around it is held to `WHOLE`."""
WHOLE: Final = 2 * 1024**3
SECONDS: Final = 900
AT_ONCE: Final = 500
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
CONFIG: Final[dict[str, Any]] = {
    "threads": 1,
    "memory_limit": f"{MEMORY}MB",
    "temp_directory": "",
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}


def main(path: str) -> None:
    """Writes how many rows there are, the header and each row. Any trouble is an exit code above 0."""
    resource.setrlimit(resource.RLIMIT_AS, (WHOLE, WHOLE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # it is a real file here
    written = csv.writer(sys.stdout, lineterminator="\n")
    written.writerows(rows(path))
    sys.stdout.flush()


def opened(path: str) -> Any:
    """A database in memory that may open this file alone, and whose settings cannot be changed again."""
    import duckdb  # only where the extra is installed

    database = duckdb.connect(":memory:", config=CONFIG)
    database.execute(f"SET allowed_paths = [{_quoted(path)}]")
    database.execute("SET enable_external_access = false")
    database.execute("SET lock_configuration = true")
    return database


def rows(path: str) -> Iterator[list[str]]:
    """How many rows there are, the titles, then each row as text."""
    database = opened(path)
    yield [str(database.execute("SELECT count(*) FROM read_parquet($1)", [path]).fetchall()[0][0])]
    described = database.execute("DESCRIBE SELECT * FROM read_parquet($1)", [path]).fetchall()
    columns = [_selected(str(name), str(kind)) for name, kind, *_rest in described]
    yield [str(name) for name, *_rest in described]
    found = database.execute(f"SELECT {', '.join(columns)} FROM read_parquet($1)", [path])  # noqa: S608  # names are quoted
    as_text = [
        _moment if str(kind) in {"TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"} else _text
        for _name, kind, *_rest in described
    ]
    while some := found.fetchmany(AT_ONCE):
        for row in some:
            yield [write(value) for write, value in zip(as_text, row, strict=True)]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _selected(name: str, kind: str) -> str:
    """A column by its name; moments with a zone as a number, because their own type needs another package."""
    quoted = '"' + name.replace('"', '""') + '"'
    return f"epoch_us({quoted})" if kind in {"TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ"} else quoted


def _moment(value: int | None) -> str:
    return "" if value is None else f"{EPOCH + timedelta(microseconds=value):%Y-%m-%dT%H:%M:%SZ}"


def _text(value: object) -> str:
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, default=str)
    return str(value)


if __name__ == "__main__":
    main(sys.argv[1])
