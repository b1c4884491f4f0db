"""A backup is a folder: the database at one moment, every stored file, a sealed manifest that proves both.

Works on PostgreSQL and SQLite, on disk and on an S3-compatible store, while the site serves.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from runrate.accounts.models import User
from runrate.ops import seal

MANIFEST = "manifest.json"
_DUMP = "database.dump"
_COPY = "database.sqlite3"
_FILES = "files"
# Rate limits of the moment; a restore starts counting afresh.
_LEFT_OUT = frozenset({"shared_cache"})


class BackupError(Exception):
    """Why a backup or restore was not made, in a sentence."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: rows per table, a SHA-256 of the database's dump and one per file."""

    made_at: str
    vendor: str
    rows: dict[str, int]
    files: dict[str, str]
    # Empty in a backup from before dumps were hashed.
    database: str = ""

    def write(self, folder: Path) -> None:
        """Puts it into the folder as JSON, under seal."""
        (folder / MANIFEST).write_text(json.dumps(vars(self), indent=1, sort_keys=True), "utf-8")
        seal.close(folder / MANIFEST)

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Raises BackupError for a folder that is not a finished backup."""
        try:
            return cls(**json.loads((folder / MANIFEST).read_text("utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise BackupError(f"{folder} is no finished backup: {error}") from error


def make(*, into: Path, now: datetime) -> Path:
    """A new folder in `into`. It gets its name last, so that a half one is never taken for a whole.

    Raises BackupError.
    """
    name = f"runrate-{now:%Y%m%dT%H%M%SZ}"
    draft, done = into / f".{name}.partial", into / name
    if done.exists():
        raise BackupError(f"{done} exists already.")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise BackupError(f"{into} cannot be written to by the site's user: {error.strerror}.") from error
    rows = _dump_postgresql(draft) if connection.vendor == "postgresql" else _copy_sqlite(draft)
    database = _digest_of(_database_in(draft, connection.vendor))
    # After the database: each row in it finds its file, unless that was deleted in between.
    files = {name: _take(name, draft / _FILES / name) for name in stored_files()}
    Manifest(now.isoformat(), connection.vendor, rows, files, database).write(draft)
    draft.rename(done)
    return done


def restore(*, folder: Path, replace: bool, unsealed: bool = False) -> list[str]:
    """Puts a backup back; what differs from its manifest afterwards, empty when all is equal.

    Raises BackupError, with nothing overwritten, when the backup is not what it was when it was made, or when
    the database holds people already and `replace` is not set. `unsealed` trusts a manifest that is not
    proven to be ours; what its hashes say has to hold all the same.
    """
    manifest = Manifest.read(folder)
    if manifest.vendor != connection.vendor:
        raise BackupError(f"This is a backup of {manifest.vendor}; the site runs on {connection.vendor}.")
    if not replace and _has_people():
        raise BackupError("The database has accounts in it. Say --replace to lose them.")
    if not unsealed and (broken := seal.why_broken(folder / MANIFEST)):
        raise BackupError(
            f"Nothing was restored: nobody can tell whether this backup is genuine; {broken}. "
            "If you know where it has been since, say --unsealed."
        )
    if damaged := _damages(folder, manifest):
        raise BackupError("Nothing was restored: the backup is damaged.\n" + "\n".join(damaged))
    if connection.vendor == "postgresql":
        _load_postgresql(folder)
    else:
        _load_sqlite(folder)
    for name in manifest.files:
        default_storage.delete(name)
        with (folder / _FILES / name).open("rb") as file:
            default_storage.save(name, File(file))
    return differences(manifest)


def _damages(folder: Path, manifest: Manifest) -> list[str]:
    """Where a backup is not what its manifest says, in sentences."""
    database = _database_in(folder, manifest.vendor)
    expected = {f"{_FILES}/{name}": digest for name, digest in manifest.files.items()}
    if manifest.database:
        expected[database.name] = manifest.database
    known = {*expected, database.name, MANIFEST, seal.SEAL}
    strange = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - known
    return [
        f"{name} is {'changed' if (folder / name).exists() else 'missing'}"
        for name, digest in sorted(expected.items())
        if _digest_of(folder / name) != digest
    ] + [f"{name} was not there when the backup was made" for name in sorted(strange)]


def differences(manifest: Manifest) -> list[str]:
    """Where the running site differs from a manifest, in sentences."""
    rows = _count_rows()
    return [
        f"table {table}: {manifest.rows.get(table)} rows in the backup, {rows.get(table)} here"
        for table in sorted(manifest.rows.keys() | rows.keys())
        if manifest.rows.get(table) != rows.get(table)
    ] + [
        f"file {name} differs"
        for name, digest in manifest.files.items()
        if not default_storage.exists(name) or _digest_stored(name) != digest
    ]


def stored_files(folder: str = "") -> Iterator[str]:
    """Names of all finished files in the storage, folder by folder."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(names):
        if name and not name.startswith(".") and not name.endswith((".part", ".tmp")):
            yield f"{folder}{name}"
    for inner in sorted(folders):
        yield from stored_files(f"{folder}{inner}/")


def _database_in(folder: Path, vendor: str) -> Path:
    return folder / (_DUMP if vendor == "postgresql" else _COPY)


# --- database ----------------------------------------------------------------------------------------------


def _dump_postgresql(draft: Path) -> dict[str, int]:
    """Dump and row counts of one and the same moment, by an exported snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = str(cursor.fetchone()[0])
        left_out = [f"--exclude-table-data={table}" for table in sorted(_LEFT_OUT)]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", *left_out, "--file", str(draft / _DUMP))
        return _count_rows()


def _load_postgresql(folder: Path) -> None:
    database = str(connection.get_connection_params()["dbname"])
    connection.close()
    # No --single-transaction off-switch here: all of it or nothing.
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
        "--exit-on-error", "--dbname", database, str(folder / _DUMP),
    )  # fmt: skip


def _run(*command: str) -> None:
    found = shutil.which(command[0])
    if found is None:
        raise BackupError(f"{command[0]} is missing. On Debian: apt-get install -y postgresql-client")
    given = connection.get_connection_params()
    names = {
        "dbname": "PGDATABASE",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "host": "PGHOST",
        "port": "PGPORT",
        "sslmode": "PGSSLMODE",
        "sslrootcert": "PGSSLROOTCERT",
    }
    environment = {names[key]: str(value) for key, value in given.items() if key in names and value}
    finished = subprocess.run(  # noqa: S603  # our own words; the password rides in the environment
        [found, *command[1:]], env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    if finished.returncode:
        raise BackupError(f"{command[0]}: {finished.stderr.strip()}")


def _copy_sqlite(draft: Path) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(draft / _COPY)])
    with sqlite3.connect(draft / _COPY) as copy:
        names = _tables()
        rows = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608  # our own tables
    copy.close()
    return rows


def _load_sqlite(folder: Path) -> None:
    connection.ensure_connection()
    raw: Any = connection.connection
    # Immutable: reading it leaves no file beside it and works from a disk that cannot be written.
    copy = sqlite3.connect(f"{(folder / _COPY).absolute().as_uri()}?immutable=1", uri=True)
    copy.backup(raw)
    copy.close()


def _tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - _LEFT_OUT)


def _count_rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        counted = {}
        for table in _tables():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  # our own tables
            counted[table] = int(cursor.fetchone()[0])
        return counted


def _has_people() -> bool:
    # A restore usually meets a database without any table.
    return "accounts_user" in connection.introspection.table_names() and User.objects.exists()


# --- files -------------------------------------------------------------------------------------------------


def _take(name: str, target: Path) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with default_storage.open(name) as file, target.open("wb") as copy:
        for chunk in file.chunks():
            digest.update(chunk)
            copy.write(chunk)
    return digest.hexdigest()


def _digest_stored(name: str) -> str:
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        for chunk in file.chunks():
            digest.update(chunk)
    return digest.hexdigest()


def _digest_of(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
