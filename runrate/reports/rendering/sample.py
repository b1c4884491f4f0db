"""The public sample: a report about a company that does not exist, made like any other."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from threading import Lock
from typing import Any

from django.utils.formats import date_format

from assessment.domain.answer_sheet import parse_sheet
from calculator.domain.presets import BY_KEY
from calculator.domain.presets import Source as CostSource
from runrate.reports.domain.compose import compose
from runrate.reports.domain.inputs import Assessed, Costed, Source
from runrate.reports.rendering.document import attachment_of, board_job, print_job, style_sheet
from runrate.reports.rendering.pdf import PrintJob
from runrate.reports.rendering.process import Printer

PRESET = "insurance-claims"
MADE_ON = date(2026, 11, 24)
LEVELS = {
    "q1": 2, "q2": 2, "q3": 1, "q4": 2, "q5": 3, "q6": 1, "q7": 1, "q8": 2,
    "q9": "dk", "q10": 1, "q11": 2, "q12": 2, "q13": 2, "q14": 3, "q15": 2,
}  # fmt: skip
EVIDENCE = {
    "q4": "Monthly cost pack, September: claims line",
    "q5": "Comparison of 400 claims handled with and without the assistant, spring",
    "q14": "Limits tested on 3 September, minutes of the drill",
}
_printing = Lock()


def source() -> Source:
    """The sample's answers beside one of the calculator's worked examples."""
    preset = BY_KEY[PRESET]
    sheet = parse_sheet({"version": "1", "answers": LEVELS, "evidence": EVIDENCE})
    return Source(
        made_on=MADE_ON,
        assessed=Assessed(sheet, "Motor claims intake", "Example company, claims", MADE_ON),
        costed=Costed(
            workload=preset.workload,
            name=preset.title,
            workload_name="Motor claims intake",
            origins={name: _origin(each) for name, each in preset.sources.items()},
            saved_on=MADE_ON,
        ),
        example=True,
    )


def _origin(source: CostSource) -> str:
    return f"{source.text} ({date_format(source.day, 'j M Y')})"


@cache
def content() -> dict[str, Any]:
    composed: dict[str, Any] = json.loads(json.dumps(compose(source()).as_json()))
    return composed


def rehearsal() -> PrintJob:
    """A job of two lines that makes a new process read what every report needs: library, sheet and fonts."""
    html = "<html lang=en><head><title>Rehearsal</title></head><body><h1>One</h1><p>line</p></body></html>"
    return PrintJob(html, style_sheet(), paper="A4", attachment="{}", created=_created())


def compile_templates() -> None:
    """Draws the sample for nobody: the first real report finds its templates and words read."""
    print_job(content(), attachment="{}", created=_created())


def file() -> bytes:
    """The sample as a PDF: made once for each process, and never while another request makes it."""
    with _printing:
        return _printed(print_job)


def board_file() -> bytes:
    """Its board page alone, made once in the same way."""
    with _printing:
        return _printed(board_job)


@cache
def _printed(job: Callable[..., PrintJob]) -> bytes:
    printer = Printer()
    try:
        return printer.print(job(content(), attachment=attachment_of(source().as_json()), created=_created()))
    finally:
        printer.close()


def _created() -> datetime:
    return datetime(MADE_ON.year, MADE_ON.month, MADE_ON.day, tzinfo=UTC)
