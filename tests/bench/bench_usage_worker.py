"""A large bill through the real worker: its memory above an idle worker's, killed at half and finished once.

`python -m tests.bench.bench_usage_worker --rows 2000000` is the size that is promised. It makes a site of its
own in a folder that it deletes.
"""

import gzip
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench import focus_rows

if TYPE_CHECKING:
    from calculator.models import UsageUpload

ROOT: Final = Path(__file__).resolve().parents[2]
USUAL: Final = 200_000
MOST_MEMORY: Final = 150
PATIENCE: Final = 900.0


def main() -> None:
    """Prints what the second worker took, and whether all is as promised."""
    parser = ArgumentParser(prog="python -m tests.bench.bench_usage_worker")
    parser.add_argument("--rows", type=int, default=USUAL)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {
            "RUNRATE_DATA_DIR": name,
            "RUNRATE_SECRET_KEY": "x" * 60,
            "RUNRATE_DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "runrate.settings",
        }
        _site(folder, rows)


def _site(folder: Path, rows: int) -> None:
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
    import django  # after the environment says where the site's data lies

    django.setup()
    upload = _given(folder, rows)
    first = _Worker()
    first.idle()
    _wait(lambda: upload().percent >= 50 or not upload().is_pending)
    half = upload().percent
    first.kill()
    _say(f"killed at {half} %, state {upload().state}")
    second = _Worker()
    base = second.idle()
    began = time.monotonic()
    _wait(lambda: not upload().is_pending, second.look)
    [export] = upload().exports.all()
    read = export.summary.get("rows", {}).get("read") if isinstance(export.summary, dict) else None
    _say(f"{upload().state} after {time.monotonic() - began:.0f} s more, attempt {upload().attempts}")
    _say(f"rows {read}, {len(export.lines)} lines; file gone: {'yes' if not upload().file else 'NO'}")
    _say(f"CPU {second.cpu:.1f} s; memory {second.peak - base:.0f} MB above {base:.0f} of {MOST_MEMORY}")
    second.kill()


def _given(folder: Path, rows: int) -> "Callable[[], UsageUpload]":
    from django.contrib.auth.models import AnonymousUser
    from django.core.files import File
    from django.core.files.uploadedfile import UploadedFile

    from calculator.models import UsageUpload
    from calculator.uploads.receiving import receive

    path = folder / "focus.csv"
    focus_rows.write(path, rows)
    with path.open("rb") as raw, gzip.open(f"{path}.gz", "wb", compresslevel=1) as packed:
        shutil.copyfileobj(raw, packed, 2**20)
    path.unlink()
    packed_path = Path(f"{path}.gz")
    _say(f"{rows:,} rows, {packed_path.stat().st_size / 1e6:,.0f} MB as .gz")
    with packed_path.open("rb") as raw:
        file = UploadedFile(File(raw), "focus.csv.gz", size=packed_path.stat().st_size)
        pk = receive(user=AnonymousUser(), begun=(), file=file).pk
    return lambda: UsageUpload.objects.get(pk=pk)


class _Worker:
    """`manage db_worker` with what it starts, watched."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "db_worker"],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self.peak, self.cpu = 0.0, 0.0

    def idle(self) -> float:
        """MB once everything is imported; the lease of the worker that was killed has not ended then."""
        time.sleep(10)
        self.look()
        return self.peak

    def look(self) -> None:
        import psutil

        own = psutil.Process(self.process.pid)
        every = [own, *own.children(recursive=True)]
        self.peak = max(self.peak, sum(each.memory_info().rss for each in every) / 1e6)
        self.cpu = sum(sum(each.cpu_times()[:2]) for each in every)

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)  # a session of its own, with what it has started
        self.process.wait()


def _wait(until: Callable[[], bool], meanwhile: Callable[[], None] = lambda: None) -> None:
    end = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > end:
            raise TimeoutError
        meanwhile()
        time.sleep(0.2)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
