"""Looks for secrets in what git tracks: keys, tokens and passwords that belong into the environment.

A line that only looks like one says why: `# not a secret: <reason>`.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATTERNS = {
    "a private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"),
    "a cloud access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "an access token": re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|xox[abprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{32,})"
    ),
    "a signed web token": re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"),
    "a password in an address": re.compile(r"\b[a-z][a-z0-9+]*://[^\s:/@\"'${}]+:[^\s:/@\"'${}]{3,}@[^\s/]"),
    "a secret in plain words": re.compile(
        r"(?i)\b(?:secret_?key|api_?key|auth_?token|smtp_password)\b[\"']?\s*[:=]\s*[\"'][^\"'\s$({]{16,}[\"']"
    ),
}
EXEMPT = "not a secret:"
# Made by tools, full of hashes; the tests' own settings hold a key that opens nothing.
SKIPPED = {"requirements.txt", "requirements-dev.txt", ".ci/uv.txt", ".ci/audit.txt", ".ci/find_secrets.py"}
BINARY = {".png", ".ico", ".pdf", ".woff2", ".ttf", ".gz", ".sqlite3", ".jpg", ".dump"}


def tracked() -> "list[Path]":
    """Every file that a clone would hold."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    return [ROOT / name for name in listed.stdout.split("\0") if name and name not in SKIPPED]


def secrets_in(text: str) -> "list[tuple[int, str]]":
    """Line numbers and what each seems to be."""
    return [
        (number, kind)
        for number, line in enumerate(text.splitlines(), 1)
        if EXEMPT not in line
        for kind, pattern in PATTERNS.items()
        if pattern.search(line)
    ]


def main() -> int:
    """1 and a line each when something looks like a secret."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {kind}"
        for path in tracked()
        if path.suffix not in BINARY and path.is_file()
        for number, kind in secrets_in(path.read_text("utf-8", errors="replace"))
    ]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
