"""Files that would fill a machine: how much CPU and memory it takes to refuse each, in a process of its own.

`python -m tests.bench.bench_usage_refusals` makes them, real and in full size, in a folder that it deletes.
"""

import gzip
import io
import os
import struct
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Final

ROOT: Final = Path(__file__).resolve().parents[2]
GIGABYTE: Final = 1024**3
PIECE: Final = 4 * 1024**2
MOST_CPU: Final = 30.0
"""Seconds: two gigabytes have to be unpacked to know that they are more; a worker reads as much of a bill."""
MOST_MEMORY: Final = 80
"""Megabytes above a command that reads a file of one row."""
HEADER: Final = b"usage_date_utc,model,token_type,cost_usd,list_price_usd\n"
ROW: Final = b"2026-10-01,m,output,0.1,0.2\n"


def bomb(path: Path) -> None:
    """2.1 GB that unpack from 9 MB."""
    _packed(path, b"0" * 100 + b"\n" + b"0\n" * (PIECE // 2), 2 * GIGABYTE + GIGABYTE // 10, HEADER)


def patient_bomb(path: Path) -> None:
    """2.1 GB of rows as they are, packed no better than exports are: the cap on bytes alone stops it."""
    padding = os.urandom(500).hex().encode() * 16
    rows = (ROW.rstrip() + b"," + padding + b"\n") * 200
    _packed(path, rows, 2 * GIGABYTE + GIGABYTE // 10, HEADER.rstrip() + b",padding\n")


def long_line(path: Path) -> None:
    """A gigabyte without an end of line."""
    with path.open("wb") as file:
        file.write(HEADER + b"2026-10-01,")
        for _piece in range(GIGABYTE // PIECE):
            file.write(b"x" * PIECE)


def nested(path: Path) -> None:
    """Zips in zips in a zip, each of ten."""
    inner = ROW * 10_000
    for _level in range(4):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip" if _level else f"{number}.csv", inner)
        inner = held.getvalue()
    path.write_bytes(inner)


def lying(path: Path) -> None:
    """A member of 1.5 GB that says it has 100 bytes, in both of its headers."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as member:
        for _piece in range(3 * GIGABYTE // 2 // PIECE):
            member.write(b"\0" * PIECE)
    content = bytearray(path.read_bytes())
    local, listed = content.find(b"PK\x03\x04"), content.rfind(b"PK\x01\x02")
    content[local + 22 : local + 26] = content[listed + 24 : listed + 28] = struct.pack("<I", 100)
    path.write_bytes(content)


def _packed(path: Path, piece: bytes, size: int, first: bytes = b"") -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(first)
        for _turn in range(size // len(piece)):
            file.write(piece)


FILES: Final[dict[str, tuple[str, Callable[[Path], None]]]] = {
    "2 GB bomb": ("a.csv.gz", bomb),
    "2 GB of rows": ("b.csv.gz", patient_bomb),
    "1 GB line": ("c.csv", long_line),
    "zips in zips": ("d.zip", nested),
    "lying size": ("e.zip", lying),
}


def main() -> int:
    """Prints a line for each file; 1 where one was not refused, or not cheaply."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = folder / "plain.csv"
        plain.write_bytes(HEADER + ROW)
        _code, _cpu, base, _said = _asked(plain)
        return max(_judged(folder, title, base) for title in FILES)


def _judged(folder: Path, title: str, base: float) -> int:
    name, make = FILES[title]
    path = folder / name
    make(path)
    size = path.stat().st_size
    code, cpu, memory, said = _asked(path)
    path.unlink()
    cheap = code == 1 and cpu <= MOST_CPU and memory - base <= MOST_MEMORY
    _say(
        f"{title:14} {size / 1024**2:8.1f} MB: {cpu:5.1f} s CPU, {memory - base:5.1f} MB above {base:.0f}, "
        f"{'refused' if cheap else 'NOT AS PROMISED'}: {said}"
    )
    return 0 if cheap else 1


def _asked(path: Path) -> tuple[int, float, float, str]:
    """Exit code, seconds of CPU, megabytes at most, and what the command said."""
    said = path.with_suffix(".said")
    with said.open("wb") as out:
        child = os.posix_spawn(
            sys.executable,
            [sys.executable, "-m", "calculator", "usage", str(path)],
            {**os.environ, "PYTHONPATH": str(ROOT)},
            file_actions=list(_into(out)),
        )
        _pid, status, used = os.wait4(child, 0)
    text = said.read_text("utf-8", "replace")[-300:].strip()
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, text


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _into(out: IO[bytes]) -> Iterator[tuple[int, int, int]]:
    yield (os.POSIX_SPAWN_DUP2, out.fileno(), 1)
    yield (os.POSIX_SPAWN_DUP2, out.fileno(), 2)


if __name__ == "__main__":
    began = time.monotonic()
    code = main()
    _say(f"{time.monotonic() - began:.0f} s in all")
    sys.exit(code)
