"""Every message in the source of a module, found without running it."""

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CALLS = {"_", "gettext", "gettext_noop", "gettext_lazy", "ngettext", "ngettext_lazy"}


def messages_of(module: str) -> Iterator[tuple[str, int]]:
    """Each message of a module as the book has it (of a pair the plural), and its line."""
    found = find_spec(module)
    assert found is not None
    assert found.origin is not None
    yield from messages_in(Path(found.origin).read_text("utf-8"))


def messages_in(source: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and _called(node.func) in CALLS:
            place = 1 if _called(node.func).startswith("ngettext") else 0
            for text in _texts(node.args[place]):
                yield text, node.lineno


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def _texts(node: ast.expr) -> Iterator[str]:
    """The message itself; both where a condition decides between two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def everywhere() -> Iterator[tuple[str, str, int]]:
    """Each message of the site's Python, its file and line."""
    for package in ("assessment", "calculator", "runrate"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for text, line in messages_in(path.read_text("utf-8")):
                yield text, str(path.relative_to(ROOT)), line
