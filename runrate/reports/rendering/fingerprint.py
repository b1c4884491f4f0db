"""What gives a file its shape: templates, charts and style sheet, as one short digest in each file's key."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from inspect import getsource
from pathlib import Path

from runrate.reports.domain import wording
from runrate.reports.domain.compose import COMPOSER_VERSION
from runrate.reports.rendering import glyphs, pdf

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = ("templates/reports/pdf", "templates/reports/parts", "templates/charts", "static/print")
COLOURS = "static/css/tokens.css"
_DIGITS = 12


def versions() -> dict[str, str]:
    """What beside its inputs decides the bytes of a file; printed with the method."""
    return {"Report text": COMPOSER_VERSION, "Report template": shape(), "WeasyPrint": version("weasyprint")}


@cache
def shape() -> str:
    """The digest of this process, taken at its start: files that change under it are printed by the next."""
    return digest_of(ROOT)


def digest_of(root: Path) -> str:
    """Changes with the name and with every byte of every file that shapes a page, and with how it is set."""
    whole = sha256("".join(map(getsource, (pdf, glyphs, wording))).encode())
    for path in _files(root):
        content = path.read_bytes()
        whole.update(f"\n{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        whole.update(content)
    return whole.hexdigest()[:_DIGITS]


def _files(root: Path) -> Iterator[Path]:
    yield root / COLOURS
    for folder in FOLDERS:
        yield from sorted(path for path in (root / folder).rglob("*") if path.is_file())
