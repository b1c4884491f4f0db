"""The rendering process: refuses what is too much, is ended when it runs away, replaced when worn."""

import dataclasses
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from runrate.reports.rendering.process import Limits, Printer, PrintError
from tests.reports.printing import REPORTS, job_of

ROOT = Path(__file__).resolve().parents[3]


def test_a_table_of_thirty_thousand_rows_is_refused_before_it_is_printed() -> None:
    printer = Printer()
    job = dataclasses.replace(job_of(REPORTS["scenario only"]), html="<table>" + "<tr><td>1" * 30_000)

    with pytest.raises(PrintError, match="too many table rows"):
        printer.print(job)

    assert printer.started == 0


def test_a_text_of_megabytes_is_refused_before_it_is_printed() -> None:
    printer = Printer()
    job = dataclasses.replace(job_of(REPORTS["scenario only"]), html="x" * 2_000_000)

    with pytest.raises(PrintError, match="too long"):
        printer.print(job)

    assert printer.started == 0


RUNAWAY = "<html><body>" + "<div>" * 4000 + "<table><tr><td colspan=100000>x" + "</body></html>"


@pytest.mark.parametrize(
    "limits",
    [Limits(wall_seconds=2), Limits(cpu_seconds=2), Limits(memory_bytes=260_000_000)],
    ids=["wall", "cpu", "memory"],
)
def test_a_rendering_that_runs_away_is_ended_and_the_next_one_works(limits: Limits) -> None:
    machine = Printer(limits)
    good = job_of(REPORTS["scenario only"])
    nested = "".join(f"<table><tr><td>{number}" for number in range(900))
    runaway = dataclasses.replace(good, html=RUNAWAY + nested)

    with pytest.raises(PrintError):
        machine.print(runaway)
    machine.limits = Limits()
    recovered = machine.print(good)
    machine.close()

    assert recovered.startswith(b"%PDF-1.7")


def test_a_worn_process_is_replaced() -> None:
    machine = Printer(Limits(jobs=2))
    good = job_of(REPORTS["scenario only"])

    files = {machine.print(good) for _ in range(3)}
    machine.close()

    assert (machine.started, len(files)) == (2, 1)


def test_the_process_dies_with_whoever_started_it() -> None:
    started = (
        "import sys; from runrate.reports.rendering.process import Printer; p = Printer();"
        "print(p._ready()._process.pid, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", started], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait()

    for _ in range(100):
        if not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]:
            break
        threading.Event().wait(0.1)
    else:
        pytest.fail("the rendering process outlived its worker")
