"""Alone knows WeasyPrint: HTML text in, PDF bytes out, nothing fetched, the same bytes every time.

Run as a program it is the rendering process: one JSON request a line on standard input, and for each a
JSON line and the PDF's bytes on standard output. It knows no Django and needs no secret.
"""

import gc
import json
import os
import signal
import sys
from bisect import bisect_left
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, BinaryIO

from runrate.reports.rendering.glyphs import Ranges, installed, named

ATTACHMENT_NAME = "runrate-report.json"
SHEETS = {
    "A4": "@page { size: A4; margin: 21mm 20mm 17mm } .cover { height: 297mm }",
    "Letter": "@page { size: Letter; margin: 18mm 22.95mm 15mm } .cover { height: 279.4mm }",
}
"""Letter is wider and shorter: its sides leave the same column of 170 mm."""
SIZES = ("", " size-2", " size-3", " size-3 closer", " size-4", " size-5", " size-6")
"""Classes of a board page that is set ever smaller and closer."""
_BOARD = "part part-summary"
_STACK = 1 << 14
"""Words of 8 bytes that the frame of a print asks Python for, with all that it calls."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """All that a rendering needs."""

    html: str
    css: str
    paper: str
    attachment: str
    created: datetime
    boards: tuple[str, ...] = ()
    """The board page with its names ever shorter; the first of them stands in the HTML."""

    @classmethod
    def from_line(cls, line: bytes) -> "PrintJob":
        """A job as the process outside sends it (`line_of` in process.py)."""
        job = json.loads(line)
        created, boards = datetime.fromisoformat(job["created"]), tuple(job["boards"])
        return cls(**job | {"created": created, "boards": boards})


def print_pdf(job: PrintJob) -> bytes:
    """One PDF/UA-1 file with the job's data attached. Two calls with the same job give the same bytes."""
    machine = _machine()
    # Cycles made while laying out are freed once a job is answered: looking for them before costs a tenth.
    collects = gc.isenabled()
    gc.disable()
    try:
        document = _document(_fitted(job, machine), machine)
        data = machine.weasyprint.Attachment(
            string=job.attachment,
            base_url="about:blank",
            url_fetcher=machine.fetcher,
            name=ATTACHMENT_NAME,
            description="The answers, the scenario and the settings this report was made from",
            created=job.created,
            modified=job.created,
            relationship="Source",
        )
        target = BytesIO()
        document.write_pdf(
            target,
            stylesheets=[_sheet(job.css, job.paper)],
            font_config=machine.fonts,
            attachments=[data],
            pdf_variant="pdf/ua-1",
        )
        return target.getvalue()
    finally:
        if collects:
            gc.enable()


def _document(html: str, machine: "_Machine") -> Any:
    """The library's document, which is laid out when it is asked for."""
    return machine.weasyprint.HTML(
        string=named(html, machine.drawn), url_fetcher=machine.fetcher, base_url="about:blank"
    )


def _fitted(job: PrintJob, machine: "_Machine") -> str:
    """The HTML with its board page on one page, names as long and letters as large as it has room for.

    What a text takes is known only where it is laid out: it is tried with the page by itself.
    """
    if not job.boards:
        return job.html
    before = job.html.partition("<body>")[0]

    def fits(board: str, size: str) -> bool:
        trial = f'{before}<body class="trial">{_sized(board, size)}</body></html>'
        document = _document(trial, machine)
        sheets = [_sheet(job.css, job.paper)]
        return len(document.render(stylesheets=sheets, font_config=machine.fonts).pages) == 1

    first = job.boards[0]
    if fits(first, SIZES[0]):
        return job.html
    board = _first(job.boards, lambda each: fits(each, SIZES[-1]))
    size = _first(SIZES, lambda each: fits(board, each))
    return job.html.replace(first, _sized(board, size), 1)


def _first(choices: Sequence[str], fits: Callable[[str], bool]) -> str:
    """The first that fits, of choices that take ever less room; the last where none of the others does."""
    return choices[bisect_left(choices[:-1], True, key=fits)]


def _sized(board: str, size: str) -> str:
    return board.replace(_BOARD, f"{_BOARD}{size}", 1)


# Python fetches memory for frames in pieces of 16 kB and gives a piece back when the frames in it end. Laying
# out nests so deep and so often that it did so 12,000 times a report, a tenth of its CPU. A frame that asks
# for much gets a large piece, and those that it calls lie in there with it.
print_pdf.__code__ = print_pdf.__code__.replace(co_stacksize=_STACK)


@dataclass(frozen=True, slots=True)
class _Machine:
    """What is made once for a process, because making it costs more than using it."""

    weasyprint: Any
    fonts: Any
    fetcher: Any
    drawn: Ranges


@cache
def _machine() -> _Machine:
    # Imported here: it costs most of a second and 32 MB, which only a rendering process should pay.
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class NothingFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
        """Knows no address at all: charts are inline, fonts are the system's, and nothing else is ours."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=set(), allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002 - the base class names it
            raise PermissionError(f"A report fetches nothing, and this is something: {url[:80]}")

    machine = _Machine(weasyprint, FontConfiguration(), NothingFetcher(), installed())
    # What was imported stays for good: no collection needs to walk through it again.
    gc.freeze()
    return machine


@cache
def _sheet(css: str, paper: str) -> Any:
    machine = _machine()
    return machine.weasyprint.CSS(
        string=f"{SHEETS[paper]}\n{css}",
        font_config=machine.fonts,
        url_fetcher=machine.fetcher,
        base_url="about:blank",
    )


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Prints job after job until the other end closes. A failed job is said so, and the next is served."""
    for line in requests:
        try:
            pdf = print_pdf(PrintJob.from_line(line))
        except BaseException as error:  # a refused address is a BaseException in WeasyPrint
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            answers.write(json.dumps({"error": f"{type(error).__name__}: {error}"[:300]}).encode() + b"\n")
        else:
            answers.write(json.dumps({"bytes": len(pdf)}).encode() + b"\n" + pdf)
        answers.flush()
        gc.collect()


def main() -> None:
    """Serves until the worker closes its end, or ends without a word while something is printed for it."""
    # Ctrl+C is meant for the worker, which first finishes what it has in hand, and that is printed here.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()  # `serve` looks for cycles when a job is answered
    # Read before anybody asks; what is missing here is told with the first job.
    with suppress(ImportError, OSError):
        _machine()
    try:
        serve(sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        # Nobody is left to tell; what was not written is not tried again at the end either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
