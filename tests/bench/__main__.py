"""`make bench`: every measurement in turn, each in a process of its own.

`make bench AGAINST=COMMIT` only goes the whole journey, in that commit's tree and in this one by turns;
`--short` goes it a few times, to see that all of it starts and counts.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(words: list[str]) -> int:
    """Runs all, says which failed; 1 if any did."""
    if words:
        return _run("bench_journey", *words)
    failed = []
    for path in sorted(HERE.glob("bench_*.py")):
        sys.stdout.write(f"\n== {path.stem.removeprefix('bench_')}\n")
        sys.stdout.flush()
        if _run(path.stem):
            failed.append(path.stem)
    sys.stdout.write(f"\nFailed: {', '.join(failed)}\n" if failed else "")
    return 1 if failed else 0


def _run(name: str, *words: str) -> int:
    return subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *words], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
