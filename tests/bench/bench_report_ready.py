"""From the button to a file that can be taken: the sample's data as a report, through an idle worker.

`python -m tests.bench.bench_report_ready --reports 20`. Its site is in a folder of its own, which it deletes.
"""

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.faults.stack import WORKER

ROOT: Final = Path(__file__).resolve().parents[2]
USUAL: Final = 9
WARM: Final = 12.0
"""Seconds until the worker has read its templates and its printer has printed."""
LOOKED_EVERY: Final = 0.01
PATIENCE: Final = 120.0
AIM: Final = 1.5


def main() -> None:
    """Prints the median and the longest wait, and the CPU of worker and printer for one report."""
    parser = ArgumentParser(prog="python -m tests.bench.bench_report_ready")
    parser.add_argument("--reports", type=int, default=USUAL)
    number = parser.parse_args().reports
    with tempfile.TemporaryDirectory(prefix="runrate-bench-") as folder:
        os.environ |= {
            "RUNRATE_DATA_DIR": folder,
            "RUNRATE_SECRET_KEY": "x" * 60,
            "RUNRATE_DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "runrate.settings",
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, check=True)
        worker = subprocess.Popen(
            [sys.executable, *WORKER],
            cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            _measure(number, worker)
        finally:
            os.killpg(worker.pid, signal.SIGKILL)  # a session of its own, with its printer
            worker.wait()


def _measure(number: int, worker: "subprocess.Popen[bytes]") -> None:
    import django  # after the environment says where the site's data lies

    django.setup()
    time.sleep(WARM)
    _made(0)
    before = _cpu(worker)
    waits = [_made(each) for each in range(1, number + 1)]
    used = (_cpu(worker) - before) / number
    _say("from button to ready file, s (median)", f"{statistics.median(waits):.2f}", f"aim {AIM}")
    _say("the longest of them, s", f"{max(waits):.2f}")
    _say("CPU of worker and printer for one report, s", f"{used:.2f}")


def _made(number: int) -> float:
    """Seconds until the sample's data, of another day each time, is a report whose file is stored."""
    from runrate.accounts.models import User
    from runrate.reports.models import Report
    from runrate.reports.rendering.sample import source
    from runrate.reports.services.reports import start_report

    owner, _new = User.objects.get_or_create(email="bench@example.com")
    made_from = replace(source(), made_on=source().made_on + timedelta(days=number))
    began = time.perf_counter()
    report: Report = start_report(owner=owner, source=made_from)
    while not Report.objects.filter(pk=report.pk, state=Report.READY).exists():
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError(Report.objects.values("state", "failure").get(pk=report.pk))
        time.sleep(LOOKED_EVERY)
    return time.perf_counter() - began


def _cpu(worker: "subprocess.Popen[bytes]") -> float:
    import psutil

    own = psutil.Process(worker.pid)
    return float(sum(sum(each.cpu_times()[:2]) for each in (own, *own.children(recursive=True))))


def _say(name: str, value: str, aim: str = "") -> None:
    sys.stdout.write(f"{name:<58}{value:>14}   {aim}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
