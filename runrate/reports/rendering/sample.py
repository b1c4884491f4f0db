"""The public sample: a report about a company that does not exist, made like any other."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from threading import Lock
from typing import Any

from assessment.domain.answer_sheet import parse_sheet
from calculator.domain.presets import BY_KEY
from calculator.domain.what_if.uncertainty import is_fact
from calculator.domain.workload_input import parse_workload
from calculator.usage.analysis.bill import PARTS
from calculator.usage.analysis.variance import ai_usage
from runrate.core.translation import gettext
from runrate.reports.domain.billed import Billed
from runrate.reports.domain.compose import compose
from runrate.reports.domain.cover import Cover
from runrate.reports.domain.guesses import Guessed
from runrate.reports.domain.inputs import Assessed, Costed, Source
from runrate.reports.rendering.document import attachment_of, board_job, print_job
from runrate.reports.rendering.pdf import PrintJob
from runrate.reports.rendering.process import Printer

PRESET = "support-desk"
MADE_ON = date(2026, 11, 24)
WORKLOAD = "Support desk"
COVER = Cover("Example company (made up)", "Example author (made up)", "Example board (made up)")
LEVELS = {
    "q1": 2, "q2": 2, "q3": 1, "q4": 2, "q5": 3, "q6": 1, "q7": 1, "q8": 2,
    "q9": "dk", "q10": 1, "q11": 2, "q12": 2, "q13": 2, "q14": 3, "q15": 2,
}  # fmt: skip
EVIDENCE = {
    "q4": "Monthly cost pack, September: support line",
    "q5": "Comparison of 400 tickets handled with and without the assistant, spring",
    "q14": "Limits tested on 3 September, minutes of the drill",
}
ENTERED = {
    "units_per_month": 60_000,
    "retry_rate": 0,
    "error_rate": "0.02",
    "error_cost": 12,
    "review_catch_rate": "0.70",
    "value_per_unit": "6.20",
}
"""What the team knows better than the calculator's example; a ticket is worth what a person costs for it."""
LEFT_OUT = {"human_cost_per_unit"}
"""That is the value of a ticket here, and would be told twice."""
SOURCE, MONTH = "Anthropic usage and cost", "October 2026, of a made-up sample"
MEASURED = {
    "input_tokens": 5640,
    "output_tokens": 1730,
    "calls_per_unit": "1.2",
    "cache_write_share": "0.05",
    "input_price": 2,
    "output_price": 10,
    "cache_read_price": "0.10",
    "cache_write_price": "2.50",
}
"""Taken from the bill; its volume and its cached share were not."""
BILLED_VOLUME, BILLED_CACHE_SHARE = 57_400, "0.31"
EARLIER = {"2026-08": Fraction("1497.20"), "2026-09": Fraction("1651.85")}
TAX = Fraction("141.60")
_printing = Lock()


def source() -> Source:
    """The sample's answers beside a worked example of the calculator, with a month's bill read into it."""
    preset = BY_KEY[PRESET]
    sheet = parse_sheet({"version": "1", "answers": LEVELS, "evidence": EVIDENCE})
    example = {name: value for name, value in preset.workload.as_json().items() if name not in LEFT_OUT}
    inputs = example | ENTERED | MEASURED
    return Source(
        made_on=MADE_ON,
        assessed=Assessed(sheet, WORKLOAD, "a made-up support team", MADE_ON),
        costed=Costed(
            workload=parse_workload(inputs),
            name=preset.title,
            workload_name=WORKLOAD,
            origins=_origins(),
            saved_on=MADE_ON,
            guessed=_held(),
            billed=_billed(inputs),
        ),
        reviewers_by_the_hour=True,
        cover=COVER,
        example=True,
    )


def _held() -> Guessed:
    """What was measured of a month without its days is not varied, as in everybody's report."""
    held = {name: Decimal(str(value)) for name, value in MEASURED.items() if not is_fact(name)}
    return Guessed(measured={name: (value, value) for name, value in held.items()})


def _origins() -> dict[str, str]:
    measured, inside = (
        gettext("measured: {source}, {month}"),
        gettext("inside the measured tokens: {source}, {month}"),
    )
    words = {"source": SOURCE, "month": MONTH}
    return dict.fromkeys(MEASURED, measured.format(**words)) | {"retry_rate": inside.format(**words)}


def _billed(inputs: Mapping[str, object]) -> Billed:
    """A bill that came out otherwise than planned: fewer tickets, and fewer of their tokens cached."""
    actual = parse_workload(
        {**inputs, "units_per_month": BILLED_VOLUME, "cache_read_share": BILLED_CACHE_SHARE}
    )
    usage = ai_usage(actual)
    parts = dict.fromkeys(PARTS, Fraction(0)) | {"tokens": usage, "tax": TAX}
    return Billed(actual, parts, {}, f"{SOURCE}, {MONTH}", {**EARLIER, "2026-10": usage})


@cache
def content() -> dict[str, Any]:
    composed: dict[str, Any] = json.loads(json.dumps(compose(source()).as_json()))
    return composed


def rehearsal() -> PrintJob:
    """The board page: a new process reads what every report needs for it: library, sheet and all fonts."""
    return board_job(content(), attachment="{}", created=_created())


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
