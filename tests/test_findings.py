"""Each finding about words (W) and numbers (N) has a test that names it: one renamed or deleted is noticed.

What a number stands for is said in the docstring of its tests. W11 and W28, on what reviewers ask of owners
and on their list, are not here: they come with the administration's later change.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
LATER = {"W11", "W28"}
FINDINGS = [
    name
    for letter, last in (("W", 33), ("N", 34))
    for number in range(1, last + 1)
    if (name := f"{letter}{number}") not in LATER
]
NUMBER = re.compile(r"\b[WN][1-9][0-9]?\b")


@cache
def named() -> Mapping[str, frozenset[str]]:
    """The tests that name a finding: in their docstring, or that of their file, or in the table of cases."""
    found: dict[str, set[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        text = path.read_text("utf-8")
        if path.name == Path(__file__).name or not NUMBER.search(text):
            continue
        for name in _in(ast.parse(text)):
            found.setdefault(name, set()).add(str(path.relative_to(TESTS)))
    return {name: frozenset(files) for name, files in found.items()}


def _in(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module) or (
            isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        ):
            yield from NUMBER.findall(ast.get_docstring(node) or "")
        elif isinstance(node, ast.Dict):
            keys = (key.value for key in node.keys if isinstance(key, ast.Constant))
            yield from NUMBER.findall(" ".join(key for key in keys if isinstance(key, str)))


@pytest.mark.parametrize("finding", FINDINGS)
def test_a_finding_is_named_by_a_test(finding: str) -> None:
    assert named().get(finding, frozenset()) != frozenset()
