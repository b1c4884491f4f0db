"""Lighthouse, from npm, in Debian's Chromium: the median of three runs, and the bytes of a first visit."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

TOOLS = Path(__file__).resolve().parent.parent.parent / ".tools" / "lighthouse"
CLI = TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
VERSION = "12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
TRIES = 3
CHROME = "--headless=new --disable-gpu --disable-background-networking" + (
    " --no-sandbox" if os.geteuid() == 0 else ""
)


@dataclass(frozen=True)
class Audit:
    """What Lighthouse found on one page: scores of 100, kilobytes, layout shift, and what cost points."""

    scores: dict[str, int]
    kilobytes: float
    layout_shift: float
    failed: tuple[str, ...]


def install() -> None:
    """Fetches Lighthouse once, into a folder that is not part of the project."""
    if not CLI.exists():
        TOOLS.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                "npm",
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                "--prefix",
                TOOLS,
                f"lighthouse@{VERSION}",
            ],
            check=True,
        )


def audit(url: str, cookie: str, folder: Path) -> Audit:
    """The page at `url`, visited afresh three times with these cookies."""
    runs = [_run(url, cookie, folder / "run.json") for _ in range(RUNS)]
    return Audit(
        scores={
            key: round(median(100 * run["categories"][key]["score"] for run in runs)) for key in CATEGORIES
        },
        kilobytes=max(_transferred(run) for run in runs) / 1000,
        layout_shift=max(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in runs),
        failed=tuple(sorted({name for run in runs for name in _failed(run)})),
    )


def _run(url: str, cookie: str, report: Path) -> dict[str, Any]:
    words = [
        "node",
        str(CLI),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={CHROME}",
        f"--extra-headers={json.dumps({'Cookie': cookie} if cookie else {})}",
    ]
    for _ in range(TRIES):
        finished = subprocess.run(
            words,
            env={**os.environ, "CHROME_PATH": "/usr/bin/chromium"},
            capture_output=True,
            text=True,
            check=False,
        )
        # Chromium did not record the visit: there is nothing to score, and Lighthouse asks to be run again.
        if "NO_NAVSTART" not in finished.stderr:
            break
    assert finished.returncode == 0, finished.stderr
    found: dict[str, Any] = json.loads(report.read_text())
    return found


def _transferred(run: dict[str, Any]) -> float:
    requests = run["audits"]["network-requests"]["details"]["items"]
    return float(sum(each.get("transferSize", 0) for each in requests))


def _failed(run: dict[str, Any]) -> list[str]:
    """Audits that count towards a score and did not pass."""
    weighted = {
        each["id"] for key in CATEGORIES for each in run["categories"][key]["auditRefs"] if each["weight"] > 0
    }
    return [
        name
        for name, found in run["audits"].items()
        if name in weighted and found["score"] is not None and found["score"] < 0.9
    ]
