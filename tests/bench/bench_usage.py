"""A large bill against a bare loop over its CSV, and files that mean harm: CPU and memory of each.

`python -m tests.bench.bench_usage --rows 2000000` is the size that is promised; without it, a twentieth.
"""

import gzip
import io
import subprocess
import sys
import tempfile
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Final

from tests.bench import focus_rows

HEADER: Final = (",".join(focus_rows.TITLES) + "\n").encode()
USUAL: Final = 100_000
MOST_RATIO: Final = 1.3
MOST_MEMORY: Final = 150

BARE: Final = """
import csv
from decimal import Decimal
sums = {}
with open(path, newline="", encoding="utf-8") as file:
    rows = csv.reader(file)
    at = {title: place for place, title in enumerate(next(rows))}
    start, meter = at["ChargePeriodStart"], at["x_UsageType"]
    amounts = [at[name] for name in ("BilledCost", "ListCost", "EffectiveCost", "PricingQuantity")]
    for row in rows:
        key = row[start][:7], row[meter]
        held = sums.get(key) or [Decimal(0)] * len(amounts)
        sums[key] = [total + Decimal(row[place]) for total, place in zip(held, amounts)]
said = len(sums)
"""
READ: Final = """
from pathlib import Path
from calculator.usage.exports import read_file
from calculator.usage.files import UnreadableError
from calculator.usage.reading import Options
from calculator.usage.summary import as_json
try:
    said = [as_json(each)["rows"]["read"] for each in read_file(Path(path), Options(by=["app"]))]
except UnreadableError as error:
    said = str(error)
"""
MEASURED: Final = """
import resource, sys
path = sys.argv[1]
{start}
before = resource.getrusage(resource.RUSAGE_SELF)
{work}
after = resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(f"{{cpu:.3f}} {{(after.ru_maxrss - before.ru_maxrss) / 1024:.1f}} {{said}}")
"""


def main() -> None:
    """Prints CPU seconds, how far memory rose, and whether both are as promised."""
    parser = ArgumentParser(prog="python -m tests.bench.bench_usage")
    parser.add_argument("--rows", type=int, default=USUAL)
    parser.add_argument("--harm", action="store_true", help="files of gigabytes too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "focus.csv"
        focus_rows.write(path, asked.rows)
        _say(f"{asked.rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB")
        (bare, _memory, _said), (cpu, memory, said) = _measured(BARE, path), _measured(READ, path)
        _say(f"bare loop   {bare:8.2f} s CPU")
        _say(f"reader      {cpu:8.2f} s CPU, {memory:6.1f} MB above its start, rows {said}")
        good = cpu <= MOST_RATIO * bare and memory <= MOST_MEMORY
        _say(f"ratio {cpu / bare:.2f} (promised {MOST_RATIO}), as promised: {'yes' if good else 'NO'}")
        path.unlink()
        for name, size in (("small", 1), ("as large as they get", 32)) if asked.harm else (("small", 1),):
            _harmful(Path(folder), name, size)


def _harmful(folder: Path, name: str, size: int) -> None:
    """Files that unpack to, or are, 64 MB times the size."""
    for made in (_bomb, _long_line, _long_row, _nested):
        path = made(folder, size)
        cpu, memory, said = _measured(READ, path)
        _say(f"{made.__name__[1:]:<10} {name}: {cpu:6.2f} s CPU, {memory:6.1f} MB, {said}")
        path.unlink()


def _bomb(folder: Path, size: int) -> Path:
    path = folder / "bomb.csv.gz"
    path.write_bytes(gzip.compress(HEADER) + gzip.compress(b"1,2\n" * (16 * 1024**2), mtime=0) * size)
    return path


def _long_line(folder: Path, size: int) -> Path:
    return _repeated(folder / "line.csv", HEADER, b"x" * 1024**2, 64 * size)


def _long_row(folder: Path, size: int) -> Path:
    return _repeated(folder / "row.csv", HEADER, b'"x\n",' * 2**18, 48 * size)


def _repeated(path: Path, first: bytes, piece: bytes, times: int) -> Path:
    with path.open("wb") as file:
        file.write(first)
        for _ in range(times):
            file.write(piece)
    return path


def _nested(folder: Path, size: int) -> Path:
    content = HEADER + b"1,2\n" * 1024**2
    for depth in range(min(size, 8) + 1):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{depth}.zip" if depth else "a.csv", content)
        content = held.getvalue()
    path = folder / "nested.zip"
    path.write_bytes(content)
    return path


def _measured(work: str, path: Path) -> tuple[float, float, str]:
    """CPU seconds, MB above the start, and what it said."""
    start = "\n".join(line for line in work.splitlines() if line.startswith(("import", "from")))
    rest = "\n".join(line for line in work.splitlines() if not line.startswith(("import", "from")))
    code = MEASURED.format(start=start, work=rest)
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    cpu, memory, said = done.stdout.strip().split(" ", 2)
    return float(cpu), float(memory), said


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
