"""A printer that has rehearsed: the first report waits for no library, and no report for a successor."""

import dataclasses
from collections.abc import Iterator

import pytest

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


def test_the_successor_of_a_worn_process_is_ready_before_it_is_ended(printer: Printer, job: PrintJob) -> None:
    printer.warm(rehearsal())
    started = []
    for _ in range(6):
        printer.print(job)
        started.append(printer.started)

    # The first does four jobs, the second is begun after one of them; the third after one of the second's.
    assert started == [2, 2, 2, 2, 3, 3]


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


def test_a_refused_report_leaves_the_warm_process_alone(printer: Printer, job: PrintJob) -> None:
    printer.warm(rehearsal())
    with pytest.raises(PrintError, match="too long"):
        printer.print(dataclasses.replace(job, html="x" * 2_000_000))

    assert printer.started == 1
