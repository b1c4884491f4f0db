"""The report's rendering against plain use of WeasyPrint and a cold Chromium, alternating in one run."""

import gc
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import psutil
from pypdf import PdfReader

from runrate.reports.rendering.pdf import SHEETS, PrintJob, print_pdf

ROUNDS = 9
GROWTH_RENDERS = 12
LONG_ROUNDS = 3


def job() -> PrintJob:
    """The public sample as it is printed for people."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from runrate.reports.rendering.document import attachment_of, print_job
    from runrate.reports.rendering.sample import content, source

    return print_job(
        content(), attachment=attachment_of(source().as_json()), created=datetime(2026, 11, 24, tzinfo=UTC)
    )


def standalone(printed: PrintJob) -> str:
    """The same HTML with its style sheet inside, as anybody would hand it to a renderer."""
    style = f"<style>{SHEETS[printed.paper]}\n{printed.css}</style>"
    return printed.html.replace("</head>", f"{style}</head>", 1)


def plain(html: str) -> bytes:
    """WeasyPrint as its first page of documentation shows it, tags included."""
    import weasyprint

    return bytes(weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1"))


def cpu_of_plain(html: str) -> float:
    """Seconds of CPU of the process that is asked, which has never seen our way of printing."""
    return cpu(lambda: plain(html))


def chromium(html: str, folder: Path) -> float:
    """Wall seconds of a cold Chromium that prints the same page."""
    page, target = folder / "page.html", folder / "page.pdf"
    page.write_text(html, "utf-8")
    binary = shutil.which("chromium") or "chromium"
    start = time.perf_counter()
    subprocess.run(
        [
            binary,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={target}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )
    shutil.rmtree(folder / "profile", ignore_errors=True)
    return time.perf_counter() - start


def cpu(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def cpu_of_ours(printed: PrintJob) -> tuple[float, float]:
    """Seconds of CPU of a print and of the look for cycles after it, as the rendering process does them."""
    gc.disable()
    try:
        return cpu(lambda: print_pdf(printed)), cpu(gc.collect)
    finally:
        gc.enable()


def cpu_a_page(printed: PrintJob) -> tuple[int, float]:
    """How many pages a job has and what each costs. One print for both: fifty pages take their time."""
    start = time.process_time()
    file = print_pdf(printed)
    used = time.process_time() - start
    number = pages(file)
    return number, used / number


def wall(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def longer(printed: PrintJob, times: int) -> PrintJob:
    """A report with its parts repeated, for the cost of a page among many."""
    head, body = printed.html.split("<section", 1)
    parts, tail = body.rsplit("</section>", 1)
    copies = "".join(f"<section{parts}</section>".replace('id="', f'id="c{n}') for n in range(times))
    return replace(printed, html=f"{head}{copies.replace('href="#', 'href="#c0')}{tail}")


def pages(file: bytes) -> int:
    return len(PdfReader(BytesIO(file)).pages)


def say(name: str, value: str, aim: str = "") -> None:
    sys.stdout.write(f"{name:<58}{value:>14}   {aim}\n")
    sys.stdout.flush()


def main() -> int:
    printed = job()
    html = standalone(printed)
    file = print_pdf(printed)
    ours, after, theirs, ours_wall, browser = [], [], [], [], []
    # Plain use has a process of its own: what ours does to the garbage collector would make it faster, too.
    apart = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"))
    with tempfile.TemporaryDirectory(prefix="runrate-bench-") as folder, apart:
        apart.submit(cpu_of_plain, html).result()
        for _ in range(ROUNDS):
            own, cleaning = cpu_of_ours(printed)
            ours.append(own)
            after.append(cleaning)
            theirs.append(apart.submit(cpu_of_plain, html).result())
            ours_wall.append(wall(lambda: print_pdf(printed)))
            browser.append(chromium(html, Path(folder)))
    median = statistics.median
    count = pages(file)
    say("pages, bytes", f"{count}, {len(file):,}")
    say("CPU against plain WeasyPrint (median of rounds)", f"{median(ours) / median(theirs):.2f}", "aim 0.70")
    whole = [own + cleaning for own, cleaning in zip(ours, after, strict=True)]
    say("the same with what is cleared up after the answer", f"{median(whole) / median(theirs):.2f}")
    say(
        "wall against a cold Chromium (median of rounds)",
        f"{median(ours_wall) / median(browser):.2f}",
        "aim 0.60",
    )
    say("kB a page", f"{len(file) / 1000 / count:.1f}", "aim 10")
    one, many = longer(printed, 1), longer(printed, 50 // count + 1)
    short, long = [], []
    for _ in range(LONG_ROUNDS):
        few, cost = cpu_a_page(one)
        short.append(cost)
        lots, cost = cpu_a_page(many)
        long.append(cost)
    say(
        f"CPU a page, {lots} pages against {few}",
        f"{median(long) / median(short):.2f}",
        "aim 1.15",
    )
    process = psutil.Process()
    before = process.memory_info().rss
    for _ in range(GROWTH_RENDERS):
        print_pdf(printed)
        gc.collect()
    grown = (process.memory_info().rss - before) / GROWTH_RENDERS
    say("memory growth a render, kB", f"{grown / 1000:.0f}", "recycled after 200")
    say("peak memory, MB", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f}")
    say("same input, same bytes", str(print_pdf(printed) == file))
    say("size of the data inside, bytes", f"{len(json.dumps(printed.attachment)):,}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
