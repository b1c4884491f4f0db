"""The rendering process: refuses what is too much, is ended when it runs away, replaced when worn."""

import dataclasses
import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from runrate.reports.rendering.process import Limits, Printer, PrintError, line_of
from runrate.reports.rendering.sample import rehearsal
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


def program() -> "subprocess.Popen[bytes]":
    pipe = subprocess.PIPE
    words = [sys.executable, "-m", "runrate.reports.rendering.pdf"]
    return subprocess.Popen(words, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe)


def test_a_process_whose_worker_ended_while_it_printed_ends_without_a_word() -> None:
    with program() as printing:
        assert printing.stdin is not None
        assert printing.stdout is not None
        printing.stdin.write(line_of(rehearsal()))
        printing.stdin.close()
        printing.stdout.close()
        assert printing.stderr is not None
        said = printing.stderr.read()

    assert (printing.returncode, said) == (0, b"")


def test_an_interrupt_from_the_keyboard_ends_no_print_that_the_worker_waits_for() -> None:
    with program() as printing:
        assert printing.stdin is not None
        assert printing.stdout is not None
        printing.stdin.write(line_of(rehearsal()))
        printing.stdin.flush()
        first = printing.stdout.readline()
        printing.stdout.read(json.loads(first)["bytes"])
        printing.send_signal(signal.SIGINT)
        printing.stdin.write(line_of(rehearsal()))
        printing.stdin.close()
        second = printing.stdout.readline()

    assert second == first


def test_what_a_process_has_read_of_its_library_is_kept_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))
    machine = Printer()
    machine.print(rehearsal())
    machine.close()

    assert list(tmp_path.rglob("weasyprint/__init__.*.pyc"))


def test_a_process_knows_no_secret_of_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNRATE_SECRET_KEY", "nobody else")
    machine = Printer()
    known = Path(f"/proc/{machine._ready()._process.pid}/environ").read_bytes()
    machine.close()

    assert b"PATH=" in known
    assert b"RUNRATE" not in known
