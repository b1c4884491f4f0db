"""From the button to a file that can be taken: the sample's data as a report, through an idle worker.

Of two kinds: assessment and scenario, which the aim is about, and the same with a bill, months and a plan.
Before that, what each phase of one report costs, in this process.

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
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from runrate.reports.domain.inputs import Source
from tests.faults.stack import WORKER

ROOT: Final = Path(__file__).resolve().parents[2]
USUAL: Final = 9
WARM: Final = 12.0
"""Seconds until the worker has read its templates and its printer has printed."""
LOOKED_EVERY: Final = 0.01
PATIENCE: Final = 120.0
AIM: Final = 1.5
ROUNDS: Final = 5
CREATED: Final = datetime(2026, 11, 24, tzinfo=UTC)


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
    from runrate.reports.rendering.sample import source

    whole = source()
    if whole.costed is None:
        raise ValueError("The sample has no scenario.")
    kinds = {
        "assessment and scenario": (replace(whole, costed=replace(whole.costed, billed=None)), f"aim {AIM}"),
        "with bill, months and plan": (whole, ""),
    }
    time.sleep(WARM)
    for kind, (made_from, _aim) in kinds.items():
        for phase, seconds in _phases(made_from).items():
            _say(f"CPU, {kind}: {phase}, s", f"{seconds:.3f}")
    for kind, (made_from, aim) in kinds.items():
        _made(made_from, 0)
        before = _cpu(worker)
        waits = [_made(made_from, each) for each in range(1, number + 1)]
        used = (_cpu(worker) - before) / number
        _say(f"{kind}: button to ready file, s (median)", f"{statistics.median(waits):.2f}", aim)
        _say(f"{kind}: the longest of them, s", f"{max(waits):.2f}")
        _say(f"{kind}: CPU of worker and printer, s", f"{used:.2f}")


def _phases(made_from: Source) -> dict[str, float]:
    """Seconds of CPU of what a worker and its printer do one after the other, the least of some rounds."""
    from runrate.reports.domain.compose import compose
    from runrate.reports.rendering.document import attachment_of, board_job, print_job
    from runrate.reports.rendering.pdf import print_pdf

    def cpu(action: Callable[[], object]) -> float:
        action()
        taken = []
        for _ in range(ROUNDS):
            began = time.process_time()
            action()
            taken.append(time.process_time() - began)
        return min(taken)

    content = compose(made_from).as_json()
    job = partial(print_job, content, attachment=attachment_of(made_from.as_json()), created=CREATED)
    board = partial(board_job, content, attachment=attachment_of(made_from.as_json()), created=CREATED)
    return {
        "composing": cpu(lambda: compose(made_from).as_json()),
        "templates": cpu(lambda: (job(), board())),
        "printing the report": cpu(lambda: print_pdf(job())),
        "printing the board page": cpu(lambda: print_pdf(board())),
    }


def _made(source: Source, number: int) -> float:
    """Seconds until this data, of another day each time, is a report whose file is stored."""
    from runrate.accounts.models import User
    from runrate.reports.models import Report
    from runrate.reports.services.reports import start_report

    owner, _new = User.objects.get_or_create(email="bench@example.com")
    made_from = replace(source, made_on=source.made_on + timedelta(days=number))
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
