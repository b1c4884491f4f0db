"""A Parquet file as a table: read by a process of its own where the extra is installed, else refused."""

import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final, cast

from calculator.usage.files import PARQUET, Opened, UnreadableError, Watch, bounded
from runrate.core.translation import gettext as _

PROGRAM: Final = Path(__file__).with_name("parquet_rows.py")


def is_parquet(path: Path) -> bool:
    with path.open("rb") as raw:
        return raw.read(len(PARQUET)) == PARQUET


@contextmanager
def opened(path: Path, watch: Watch | None = None) -> Iterator[Opened]:
    """The file's rows as CSV, to be read once. Raises UnreadableError without the extra, or when damaged.

    The process has no environment, a limit on its memory and time, and ends with the context.
    """
    if find_spec("duckdb") is None:
        raise UnreadableError(
            _("This is a Parquet file: export CSV. This site reads Parquet once its extra is installed.")
        )
    command = [sys.executable, "-I", str(PROGRAM), str(path.resolve())]
    process = subprocess.Popen(  # noqa: S603  # our own program, and a path
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}
    )
    try:
        yield bounded(cast("IO[bytes]", _Whole(process, path.stat().st_size)), path, watch)
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None  # noqa: S101  # a pipe was asked for
        process.stdout.close()


class _Whole(io.RawIOBase):
    """What a process writes. Its end counts only if the process ended well: half a file is no file.

    How far the process is in the file of `size` bytes is known by rows, of which it first says the number.
    """

    def __init__(self, process: subprocess.Popen[bytes], size: int) -> None:
        self.process, self.size = process, size
        self.rows: int | None = None
        self.lines = 0

    def tell(self) -> int:
        return self.size * min(self.lines, self.rows or 0) // (self.rows or 1)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        stream: IO[bytes] | None = self.process.stdout
        if stream and self.rows is None:
            self.rows = int(stream.readline() or 0)
        piece = stream.read(len(buffer)) if stream else b""
        if not piece and self.process.wait() != 0:
            raise UnreadableError(
                _("This Parquet file is damaged, or needs more memory than there is: export CSV.")
            )
        self.lines += piece.count(b"\n")
        buffer[: len(piece)] = piece
        return len(piece)
