"""A printer that has rehearsed: the first report waits for no library, and no report for a successor."""

import dataclasses
import os
import signal
import time
from collections.abc import Iterator

import pytest

from runrate.reports.rendering import process
from runrate.reports.rendering.pdf import PrintJob
from runrate.reports.rendering.process import Limits, Printer, PrintError, RunawayError
from runrate.reports.rendering.sample import rehearsal

HANGS = "<html><body>" + "<div>" * 4000 + "<table><tr><td colspan=100000>x" + "</body></html>"


@pytest.fixture
def job() -> PrintJob:
    page = "<html lang=en><head><title>A report</title></head><body><h1>A report</h1></body></html>"
    return dataclasses.replace(rehearsal(), html=page)


@pytest.fixture
def printer() -> Iterator[Printer]:
    machine = Printer(Limits(jobs=4))
    yield machine
    machine.close()


def test_a_warm_printer_prints_the_same_bytes_as_a_cold_one(printer: Printer, job: PrintJob) -> None:
    cold = Printer()
    expected = cold.print(job)
    cold.close()

    printer.warm(rehearsal())

    assert [printer.print(job), printer.print(job)] == [expected, expected]
    assert b"Rehearsal" not in expected


def test_warming_takes_one_process_and_waits_for_nothing(printer: Printer, job: PrintJob) -> None:
    printer.warm(rehearsal())
    begun = printer.started
    printer.print(job)

    assert (begun, printer.started) == (1, 2)  # with four jobs to a process, the second is begun at once


def test_a_process_that_was_begun_early_is_the_one_that_rehearses(printer: Printer) -> None:
    printer.begin()
    early = printer._process
    printer.warm(rehearsal())
    printer.warm(rehearsal())
    asked = printer._process._unread if printer._process else None
    printer.wait_until_warm()

    assert printer._process is early
    assert (printer.started, asked) == (1, 1)


def test_a_warm_printer_has_printed_before_it_says_so(printer: Printer) -> None:
    printer.warm(rehearsal())
    printer.wait_until_warm()

    assert printer._process is not None
    assert (printer._process._unread, printer._process.printed) == (0, 0)


def worn_with_a_successor_held_back(printer: Printer, job: PrintJob) -> tuple[process._Process, int]:
    """A printer whose process has done all its jobs; the next one, and its number, which stands still."""
    printer.warm(rehearsal())
    printer.wait_until_warm()
    printer.print(job)
    assert printer._next is not None
    number = printer._next._process.pid
    os.kill(number, signal.SIGSTOP)
    for _ in range(printer.limits.jobs - 1):
        printer.print(job)
    return printer._next, number


def test_a_worn_process_prints_on_until_its_successor_has_printed(printer: Printer, job: PrintJob) -> None:
    successor, number = worn_with_a_successor_held_back(printer, job)
    first = printer._process
    printer.print(job)
    before = (printer._process is first, successor.is_warm())
    os.kill(number, signal.SIGCONT)
    until = time.monotonic() + 60
    while not successor.is_warm() and time.monotonic() < until:
        time.sleep(0.05)
    printer.print(job)

    assert before == (True, False)
    assert printer._process is successor


def test_a_successor_that_is_never_ready_is_waited_for_no_longer_than_twenty_jobs(job: PrintJob) -> None:
    printer = Printer(Limits(jobs=2))
    successor, number = worn_with_a_successor_held_back(printer, job)
    for _ in range(process._LONGER):
        printer.print(job)
    worn = printer._process
    os.kill(number, signal.SIGCONT)
    printer.print(job)
    printer.close()

    assert worn is not successor
    assert successor.printed == 1


def test_a_successor_that_ended_is_replaced_by_another(printer: Printer, job: PrintJob) -> None:
    _successor, number = worn_with_a_successor_held_back(printer, job)
    os.kill(number, signal.SIGKILL)
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)

    assert printer.print(job).startswith(b"%PDF")
    assert printer.started == 4  # of the third, which begins cold, the successor is begun at once


def test_after_a_run_away_another_process_gets_ready_before_the_next_report(job: PrintJob) -> None:
    printer = Printer(Limits(wall_seconds=30))
    printer.warm(rehearsal())
    printer.wait_until_warm()
    printer.limits = Limits(wall_seconds=0.5)
    with pytest.raises(RunawayError):
        printer.print(dataclasses.replace(job, html=HANGS))
    successor = printer._next
    assert successor is not None
    successor.rehearsed(wall_seconds=30)
    printer.limits = Limits()
    printer.print(job)
    printer.close()

    assert (successor.printed, printer.started) == (1, 2)


def test_without_a_rehearsal_a_worn_process_is_replaced_when_it_is_worn(
    printer: Printer, job: PrintJob
) -> None:
    started = []
    for _ in range(5):
        printer.print(job)
        started.append(printer.started)

    assert started == [1, 1, 1, 1, 2]


def test_a_rehearsal_that_fails_spoils_no_report(printer: Printer, job: PrintJob) -> None:
    broken = dataclasses.replace(
        rehearsal(), html='<html><body><img src="https://example.org/x"></body></html>'
    )
    expected = printer.print(job)
    printer.close()

    printer.warm(broken)

    assert printer.print(job) == expected


def test_a_rehearsal_that_hangs_is_ended_by_the_clock(job: PrintJob) -> None:
    machine = Printer(Limits(wall_seconds=1))
    nested = "".join(f"<table><tr><td>{number}" for number in range(900))
    machine.warm(dataclasses.replace(rehearsal(), html=HANGS + nested))

    with pytest.raises(RunawayError):
        machine.print(job)
    machine.close()


def test_a_rehearsal_that_cannot_be_printed_is_said_and_left_out_from_then_on(
    printer: Printer, job: PrintJob
) -> None:
    broken = dataclasses.replace(
        rehearsal(), html='<html><body><img src="https://example.org/x"></body></html>'
    )
    printer.warm(broken)

    with pytest.raises(PrintError, match=r"example\.org/x"):
        printer.wait_until_warm()
    assert printer.print(job).startswith(b"%PDF")
    assert (printer.started, printer._next) == (2, None)


def test_a_refused_report_leaves_the_warm_process_alone(printer: Printer, job: PrintJob) -> None:
    printer.warm(rehearsal())
    with pytest.raises(PrintError, match="too long"):
        printer.print(dataclasses.replace(job, html="x" * 2_000_000))

    assert printer.started == 1
