"""Four hostile files at once, again and again: how long /healthz takes meanwhile, against 100 ms."""

import json
import statistics
import sys
import threading
import time
import zlib

from tests.faults.browser import Browser
from tests.faults.stack import stack
from tests.reports.pdfs import pdf
from tests.reports.readers import SMALL, article

SECONDS = 5
AT_ONCE = 4


def main() -> None:
    """Prints the worst and the median answer of /healthz, and what the files were answered with."""
    with stack(DJANGO_SETTINGS_MODULE="tests.bench.settings") as running:
        running.start_web()
        address = running.address
        from tests.faults.work import someone

        _user, session = someone()
        for name, body in _bodies().items():
            waits, statuses = _measured(address, session, body)
            worst, usual = max(waits) * 1000, statistics.median(waits) * 1000
            verdict = "yes" if worst < 100 else "NO"
            sys.stdout.write(f"{name:<24}healthz worst {worst:.0f} ms, median {usual:.0f} ms, ")
            sys.stdout.write(f"below 100: {verdict}; files answered {sorted(statuses)}\n")
            sys.stdout.flush()


def _bodies() -> dict[str, bytes]:
    data = article(SMALL).as_json()
    power = {**data, "worth_changes": {"q1.tokens": ["1e100000000", "1", "1", "1", "1"]}}
    digits = {**data, "day_cost": "9" * 5000}
    stream = zlib.compress(b"\0" * 8_000_000)
    dear = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 1 >>"
    return {
        "a power of ten": json.dumps(power).encode(),
        "five thousand digits": json.dumps(digits).encode(),
        "deep nesting": b"[" * 150_000,
        "a PDF that unpacks": pdf(stream, dear),
    }


def _measured(address: str, session: str, body: bytes) -> tuple[list[float], set[int]]:
    over, statuses, waits = threading.Event(), set[int](), list[float]()

    def import_again() -> None:
        browser = Browser(address, {"__Host-session": session})
        browser.get("/reports/import/")
        while not over.is_set():
            statuses.add(browser.post_file("/reports/import/", "file", body).status)

    threads = [threading.Thread(target=import_again) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    until, probe = time.monotonic() + SECONDS, Browser(address)
    while time.monotonic() < until:
        began = time.monotonic()
        probe.get("/healthz")
        waits.append(time.monotonic() - began)
        time.sleep(0.05)
    over.set()
    for thread in threads:
        thread.join()
    return waits, statuses


if __name__ == "__main__":
    main()
